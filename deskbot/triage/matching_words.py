"""Words as matching compares them: folded, stemmed, the usual words of five languages joined into one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deskbot.triage.folding import fold

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
        (r"half a minute|3[02] ?s(?:ec(?:ond)?s?)?|thirty(?:[ -]two)? seconds?", "halfminute"),
    )
)  # fmt: skip
"""What is written in two ways, or in two words, before it is cut into words."""
_ANY_COMPOUND = re.compile("|".join(pattern.pattern for pattern, _ in _COMPOUNDS))

_SAME = """
phone: phones telephone telephones telefono telefonos telefon telefone telefones telefoon apparat apparate
  apparaten poste postes aparelho aparelhos ramal ramais nebenstelle nebenstellen set sets handset handsets
call: calls calling called caller llamada llamadas llamar llaman appel appels appeler appelle anruf anrufe
  anrufen gesprach gesprache ligacao ligacoes ligar chamada chamadas
hear: hears heard hearing entend entends entendre entendent oye oyen oir oimos escucha escuchan hort horen
  ouve ouvem ouvir ouvimos
audio: sound son sonido ton speech voice voices stimme voix voz
licence: license licenses licences licensed licencing licensing licencia licencias licenca licencas lizenz
  lizenzen unlicensed unlicenced
expire: expired expires expiring expiry caducado caduco vencida vencido abgelaufen expiree expirou ausgelaufen
  lapsed
mailbox: mailboxes buzon buzones messagerie postfach
email: mail mails correo correos inbox outlook
drop: drops dropped dropping disconnect disconnects disconnected cae caen corta cortan coupe coupent raccroche
  abgebrochen bricht brechen legt getrennt cai caem
register: registers registered registering registration registrar registra registran enregistre enregistrent
  enregistrement anmelden angemeldet meldet melden registrieren registriert unregistered
block: blocked blocks blocking banned ban bans bloqueada bloqueado bloqueo gesperrt sperre bloque bloquee
  blacklist blacklisted fail2ban
trunk: trunks troncal troncales tronco troncos amtsleitung amtsleitungen amt
carrier: provider telco anbieter provedor operadora proveedor operateur itsp
internet: isp wan
router: routers firewall modem fritzbox routeur cortafuegos
red: rot rouge rojo roja vermelho
alarm: alarms alarma alarme
display: displays screen screens lcd pantalla ecran bildschirm tela
dead: tot tote toten blank dark muerto muertos mort morts morto mudo finster lifeless
full: voll lleno llena plein pleine cheio cheia
disk: disks drive disco disque festplatte platte partition storage
recording: recordings grabaciones grabacion aufnahmen aufzeichnungen enregistrements gravacoes gravacao
address: addresses direccion adresse adressen endereco
wrong: falsch falsche mauvaise mauvais incorrecta incorrecto incorrect errada errado equivocada
fraud: fraude betrug scam hacked hacker hackers compromised hack pirate piratee
international: abroad overseas ausland auslandsgesprache internacional internacionales internacionais premium
choppy: robotic robot robots garbled stutter stutters jittery jitter entrecortada entrecortado abgehackt
  hachee hache metalica metallisch picotada
change: changed changes new cambio cambiado cambiaron nuevo nueva novo nova neu neuen neuer neue nouveau
  nouvelle swapped replaced replacing trocou trocaram cambiamos
server: servidor serveur anlage centralita conmutador central pbx ucx system box
remote: remotos remoto teletravail homeoffice
outbound: outgoing outside salida sortant sortants hinaus saida raus rauswahlen
inbound: incoming entrante entrantes entrant herein entrada
site: branch sucursal filiale filial succursale office oficina buro bureau escritorio
password: passwords secret credentials contrasena passwort senha
light: lights led leds lamp lamps
fail: fails failed failing failure falla fallan echoue fehlgeschlagen falhou
second: seconds secs segundos secondes sekunden
silence: silent silencio silencieux stille silenzio mute muted
emergency: notruf urgences emergencia emergencias dispatch dispatcher dispatchers psap
digital: digitale digitales digitais norstar meridian t7316 t7316e t7208 m7310 m7208 m7324 t7100 m7100
invalid: ungultig invalide invalida invalido
lost: lose loses losing perdieron perdu verloren perdeu gone disappeared vanished
911: 999 112 933 e911
card: cards module modules modul modulo
"""
"""One word for what people call differently. Only words of this trade: the rest is left to the playbooks' texts."""

_STOP_WORDS = """
a an and are as at be been being but by can could did do does for from get gets got had has have he her hers
hi hello his how i if im in is it its ive just me my of on out one or our ours please she so some than thanks
that the their them then there these they this to too up us was we were what when where which who will with
would you your yours also any only very about into still after before el la los las un una de del en y o que
se por con para al lo es su sus le les des du et ou qui est sont plus dans sur une nous vous il elle ils ce
cette der die das den dem ein eine einen und oder ist sind mit von zu auf wir sie er hat haben os um uma da
dos em e na nos nas com mas foi muy mais hay esta estan am pm ca ete si ya wird werden bei noch auch nur ich
"""
"""Words that tell nothing, in English, Spanish, French, German and Portuguese."""

_DENYING = """
no not without never cannot kein keine keinen keiner keinem keines nicht ohne sin sem sans aucun aucune ningun
ninguna ninguno nunca nenhum nenhuma nao pas ne none nor
"""
"""Words that deny the next one."""
_STOP, _DENIALS = frozenset(_STOP_WORDS.split()), frozenset(_DENYING.split())
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
    denied = False
    for word in _WORD.findall(folded):
        if word in _DENIALS:
            denied = True
        elif word not in _STOP and len(word) > 1:
            found.append(Word(NOT + stem(word), f"no {word}") if denied else Word(stem(word), word))
            denied = False
    return found


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what different forms of a word have in common."""
    joined = _JOINED.get(word)
    if joined is not None or not word.isalpha():
        return joined or word[:32]
    for ending in _ENDINGS:
        if len(word) - len(ending) >= SHORT and word.endswith(ending):
            word = word.removesuffix(ending)
            break
    if len(word) > SHORT and word[-1] == word[-2]:
        word = word[:-1]
    return word[:LONGEST_STEM]


def _joined() -> dict[str, str]:
    """Return form → word from the table; a line that is indented goes on."""
    groups = (line.split(":") for line in _SAME.strip().replace("\n  ", " ").split("\n"))
    return {form: word for word, forms in groups for form in (word, *forms.split())}


_JOINED = _joined()
