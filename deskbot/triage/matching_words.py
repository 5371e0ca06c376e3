"""Words as matching compares them: folded, stemmed, the usual words of five languages joined into one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deskbot.triage.folding import fold
from deskbot.triage.matching_glossary import GLOSSARY

NOT = "no~"
"""Put before a word that is denied: "no alarm" must not be taken for an alarm, "no dial tone" is a complaint."""

_COMPOUNDS = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), word)
    for pattern, word in (
        (r"\d{1,5}(?: \w+){1,3} (?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd)", " "),
        (r"(?:ext|extensions?|x|room|ramal|postes?|nebenstelle)\.? ?\d{1,5}", "extension"),
        (r"\w+n't|(?:do|does|did|ca|wo|is|are|was|were|have|has|had|could|would|should)n ?t", "not"),
        (r"can ?not|unable to|impossible de", "not"),
        (r"(?:calls?|dial|ring|get|go|going|calling|dial(?:l)?ing) out(?:side)?", "outbound call"),
        (r"outside (?:calls?|numbers?|lines?)|outgoing", "outbound call"),
        (r"(?:call|calls|coming|come|comes) in|incoming|from outside", "inbound call"),
        (r"vm ?2 ?email|vm[ -]to[ -]e?mail", "voicemail email"),
        (r"voice[ -]?mails?|voice messages|mensajes? de voz|correio de voz", "voicemail"),
        (r"boites? vocales?|sprachnachrichten?", "voicemail"),
        (r"e[ -]mails?|courriels?|correo electronico", "email"),
        (r"dial[ -]?tones?|freizeichen|wahlton|tonalites?|tono de (?:marcar|linea)|tom de discagem", "dialtone"),
        (r"one[ -]?way", "oneway"),
        (r"d[ -]channels?|dchan|d[ -]kanal|canal d", "dchannel"),
        (r"sip[ -]alg|alg", "sipalg"),
        (r"host[ -]?ids?", "hostid"),
        (r"dsm[ -]?16p?", "dsm16"),
        (r"e[ -]?911", "911"),
        (r"cut(?:s|ting)? (?:out|in and out)|break(?:s|ing)? up|broke up", "choppy"),
        (r"log(?:s|ged|ging)? ?[io]n(?:to)?", "login"),
        (r"hang(?:s|ing)? up|hung up|cut(?:s|ting)? off", "drop"),
        (r"(?:locked|shut)(?: me| us| myself| ourselves)? out", "lockout"),
        (r"half a minute|3[02] ?s(?:ec(?:ond)?s?)?|thirty(?:[ -]two)? seconds?", "halfminute"),
    )
)  # fmt: skip
"""What is written in two ways, or in two words, before it is cut into words."""
_ANY_COMPOUND = re.compile("|".join(pattern.pattern for pattern, _ in _COMPOUNDS))

_STOP_WORDS = """
a an and are as at be been being but by can could did do does for from get gets got had has have he her hers
hi hello his how i if im in is it its ive just me my of on out one or our ours please she so some than thanks
that the their them then there these they this to too up us was we were what when where which who will with
would you your yours also any only very about into still after before i'm i've since because while though although
however well here now am pm ca etc ok okay dear regards team guys folks everybody anyone someone something anything
may might must shall should let lets want wants need needs make made thing things way really quite even already yet
again ever both each other others another else same kind sort lot bit both during until till through over under
between against upon onto within around back think know see seen look looks looked looking tell told said
ask asked come comes came go goes went going put take took taken give gave given keep keeps kept got

el la los las un una unos unas de del en y o u e que se por con para al lo es su sus le les ha han he hemos hay era
fue fueron ser estar esta estan este estos estas ese esa esos esas eso esto aquel como cuando donde quien cual muy mas
pero si ya porque desde hasta entre sobre tras ante bajo segun tambien solo solamente todo toda todos todas cada otro
otra otros otras mismo nos nuestro nuestra me mi te tu usted ustedes ellos ellas ella aqui ahi alli asi bien mal
hace hacer hicimos hoy ayer luego despues antes ahora momento favor gracias hola buenas buenos dias tardes dia vez
veces tiene tienen tenemos puede pueden poder sigue siguen va van vamos ir voy estamos estoy algo alguien algun alguna

les des du et ou qui est sont plus dans sur une nous vous il elle ils ce cette ces cet elles on je j tu ai as avons
avez ont avait etait etaient ete etre avoir au aux a par pour avec chez mais donc car si ne se sa son ses leur leurs
notre nos votre vos mon ma mes y en tout toute tous toutes meme memes autre autres comme quand depuis apres avant
pendant jusqu jusque vers entre sous sans tres bien encore aussi deja puis alors ici la cela ca c qu d l n s m t
quelque quelques lorsque parce fait faire va vont peu peut peuvent merci bonjour salut fois jour jours hier
aujourd hui matin soir rien

der die das den dem des ein eine einen einer eines einem und oder ist sind mit von zu auf wir sie er es ich ihr hat
haben habe hatte hatten war waren sein wird werden wurde wurden bei beim noch auch nur als an am im in ins ans aus um
fur durch uber unter vor nach seit bis gegen ohne zwischen dass weil wenn ob wie was wo wer da dann hier dort so sehr
schon mal etwas jemand alle alles allem allen jeder jede jedes jedem jedesmal immer mehr man mich mir uns euch ihm ihn
ihnen unser unsere unserem unseren mein meine dein deine kann konnen konnte muss mussen soll sollen will wollen doch
aber denn sondern sonst eben gerade jetzt heute gestern morgen fruh bitte danke hallo guten tag sich zum zur vom wieder
damit dabei daran darauf davon dazu gar ganz

os um uma uns umas de da do das dos em e na nos nas no com mas foi foram por pelo pela pelos pelas para ao aos a as o
que se seu sua seus suas ele ela eles elas nos voces voce eu me meu minha esta estao estava ser ter tem tinha temos
ja ainda tambem so somente tudo todo toda todos todas cada outro outra outros outras mesma isso isto esse essa
este aqui ali la quando onde como porque desde ate entre sobre apos depois antes agora hoje ontem muito muita mais
menos bem mal favor obrigado obrigada bom boa dia tarde ola vez vezes faz fazer fez fica ficam ficou vai vao vamos
estou estamos pode podem consegue conseguem conseguimos alguem algum alguma ai

one two three four five six seven eight nine ten eleven twelve twenty dos tres cuatro cinco seis siete ocho nueve diez
once doce veinte deux trois quatre cinq sept huit neuf dix onze douze vingt zwei drei vier funf sechs sieben acht neun
zehn elf zwolf zwanzig dois duas quatro sete oito nove dez onze doze vinte monday tuesday wednesday thursday friday
saturday sunday lunes martes miercoles jueves viernes sabado domingo lundi mardi mercredi jeudi vendredi samedi
dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag segunda terca quarta quinta sexta feira week weeks
weekend month months year years today yesterday tomorrow morning afternoon evening semana semanas mes meses ano anos
manana anoche semaine semaines mois an ans hier woche wochen monat monate monaten jahr jahre wochenende semanas manha
technician tecnico technicien techniker service servicio servico please bitte kindly urgent urgente
dringend problem problema probleme issue help ayuda aide hilfe ajuda
"""
"""Words that tell nothing, in English, Spanish, French, German and Portuguese."""

_DENYING = """
no not without never cannot kein keine keinen keiner keinem keines nicht ohne sin sem sans aucun aucune ningun
ninguna ninguno nunca nenhum nenhuma nao pas ne none nor neither weder ni nem
"""
"""Words that deny the next one that tells something."""
_THROUGH = """
more longer single sign signs trace sort such actual real further trouble troubles complaint complaints mention
mehr einzige einziges einziger anzeichen spur beschwerde beschwerden thema weitere plus seul seule souci soucis trace
plainte plaintes mas queja quejas rastro senal sintoma sola solo mais sinal queixa queixas reclamacao reclamacoes
"""
"""Words over which a denial reaches: "no more echo", "kein einziger Abbruch", "aucun souci de fax"."""
_ALSO = "or oder noch ou o"
"""Words behind a thing that is not there that deny the next one too: "no clicks or echo", "weder Echo noch Knacken"."""
_LACKING = """
no without neither kein keine keinen keiner keinem ohne weder sin sem sans aucun aucune ningun ninguna nenhum nenhuma
"""
"""Denials of things. Those of deeds ("does not ring or drops") end with the deed."""
_PORTUGUESE = "nao tem uma um com em ao foi sao dos do da na os voces voce pelo pela depois ja isso mas"
"""Words by which "no" is known as the Portuguese one, which means "in the"; two of them must stand in a sentence."""
_STOP, _DENIALS = frozenset(_STOP_WORDS.split()), frozenset(_DENYING.split())
_PASSED, _GOING_ON = frozenset(_THROUGH.split()), frozenset(_ALSO.split())
_LACKS, _PORTUGUESE_WORDS = frozenset(_LACKING.split()), frozenset(_PORTUGUESE.split())
_PORTUGUESE_ENOUGH = 2
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ungen", "ings", "ing", "tion", "ions", "ed", "es", "en", "s", "e")
LONGEST_STEM = 8
SHORT = 4


@dataclass(frozen=True, slots=True)
class Word:
    """One word that carries meaning."""

    stem: str
    """What is compared; a denied word begins with NOT."""
    shown: str
    """What people are shown."""

    @property
    def affirmed(self) -> str:
        """Return the stem, whether denied or not."""
        return self.stem.removeprefix(NOT)


def words(text: str) -> list[Word]:
    """Return the words of a text that carry meaning, in order."""
    folded = fold(text)
    if _ANY_COMPOUND.search(folded):
        for pattern, word in _COMPOUNDS:
            folded = pattern.sub(word, folded)
    found: list[Word] = []
    cut = _WORD.findall(folded)
    denying = _DENIALS - {"no"} if _is_portuguese(cut) else _DENIALS
    denied = lacks = False
    for word in cut:
        if word in denying:
            denied, lacks = True, word in _LACKS
        elif word in _GOING_ON and lacks:
            denied = True
        elif word in _STOP or len(word) == 1 or (denied and word in _PASSED):
            continue
        else:
            found.append(_denied(word) if denied else _said(word))
            lacks = denied and lacks
            denied = False
    return found


@lru_cache(maxsize=8192)
def _said(word: str) -> Word:
    return Word(stem(word), word)


@lru_cache(maxsize=2048)
def _denied(word: str) -> Word:
    return Word(NOT + stem(word), f"no {word}")


def _is_portuguese(cut: list[str]) -> bool:
    """Return whether a sentence with a "no" is Portuguese."""
    return "no" in cut and ("nao" in cut or len(_PORTUGUESE_WORDS.intersection(cut)) >= _PORTUGUESE_ENOUGH)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what different forms of a word have in common."""
    joined = GLOSSARY.get(word)
    if joined is not None or not word.isalpha():
        return joined or word[:32]
    for ending in _ENDINGS:
        if len(word) - len(ending) >= SHORT and word.endswith(ending):
            word = word.removesuffix(ending)
            break
    if len(word) > SHORT and word[-1] == word[-2]:
        word = word[:-1]
    return word[:LONGEST_STEM]
