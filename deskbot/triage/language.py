"""Which language a text is written in, by its small words and its script. Pure; in doubt it is none.

Names of products, digits and codes are in no list, and so they decide nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from deskbot.triage.folding import compose, fold
from deskbot.triage.phrases import listed

READ = ("en", "es", "fr", "de", "pt")
"""The languages that triage reads."""

NAMES = {
    "en": "English", "es": "Spanish", "fr": "French", "de": "German", "pt": "Portuguese", "it": "Italian",
    "nl": "Dutch", "pl": "Polish", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "cs": "Czech",
    "sk": "Slovak", "ro": "Romanian", "tr": "Turkish", "hu": "Hungarian", "ca": "Catalan", "hr": "Croatian",
    "ru": "Russian", "uk": "Ukrainian", "el": "Greek", "he": "Hebrew", "ar": "Arabic", "zh": "Chinese",
    "ja": "Japanese", "ko": "Korean", "th": "Thai", "hi": "Hindi",
}  # fmt: skip
"""English names by ISO 639-1 code."""

# Folded: lower case, without accents. A word that several languages have counts for each of them the less.
_WORDS = {
    "en": listed("""
        the a an and or but if of to in on at for from with without by about after before since until is are was
        were be been being am have has had do does did not no can cannot could would should will may might must i
        you he she it we they me him her us them my your his its our their this that these those there here what
        which who when where why how all any some every each only also just still again then than so as up out off
        over very more most other nothing nobody everything everyone please thanks thank hi hello dear regards need
        want get got don't can't doesn't isn't won't i'm it's we're they're now today yesterday both into through
        call calls phone phones customer customers line lines server
        """),
    "es": listed("""
        el la los las un una unos unas y o u pero si de del al a en por para con sin sobre desde hasta entre es son
        era fue esta estan estaba ser hay ha han he hemos tiene tienen tengo tenemos no ni que quien cuando donde
        como cual cuanto porque yo tu usted ustedes ella ellos nosotros me te se nos les le lo mi su sus nuestro
        nuestra nuestros este esto esta eso ese esa aqui todo todos toda todas alguno ninguno nada nadie algo otro
        otra muy mas tambien solo ya aun todavia ahora hoy ayer favor gracias hola buenos buenas dias tardes saludos
        puede pueden puedo podemos hace desde tras luego llamada llamadas llamar telefono telefonos servidor cliente
        clientes linea lineas extension centralita conmutador licencia licencias necesito necesitamos quiero queremos
        solicito equipo equipos averia nuevo nueva viejo vieja cambiar
        """),
    "fr": listed("""
        le la les un une des du de d' l' et ou mais si a au aux en dans sur sous pour par avec sans chez depuis est
        sont etait etre ai as avons avez ont avait ne pas plus rien personne aucun aucune je tu il elle on nous vous
        ils elles me se ce cet cette ces ca c'est mon ma mes son sa ses notre nos votre vos leur leurs qui que quoi
        dont ou quand comment pourquoi quel quelle tout tous toute toutes tres aussi encore deja puis alors donc car
        bonjour bonsoir merci cordialement salutations peut peux pouvez peuvent fait faire voici il j'ai n'est qu'il
        d'un aujourd'hui hier maintenant entre ici appel appels appeler telephone telephones serveur client clients
        ligne lignes poste postes besoin nouveau nouvelle ancien ancienne souhaite souhaitons transferer abonnement
        """),
    "de": listed("""
        der die das den dem des ein eine einen einem einer und oder aber wenn weil dass ob in im an am auf aus bei
        beim mit nach seit von vom vor zu zum zur fur uber unter ohne um bis ist sind war waren sein wird werden
        wurde hat haben hatte habe nicht kein keine keinen nichts niemand ich du er sie es wir ihr mich mir ihn ihm
        uns ihnen mein meine unser unsere ihre ihren dieser diese dieses was wer wann wo wie warum welche alle alles
        auch noch nur schon sehr mehr jetzt heute gestern wieder bitte danke hallo guten tag grusse grussen gruss
        liebe sehr geehrte kann konnen konnte muss mussen soll dann hier man als anruf anrufe anrufen telefon
        telefone anlage kunde kunden kundin leitung leitungen nebenstelle nebenstellen geht gehen
        """),
    "pt": listed("""
        o a os as um uma uns umas e ou mas se de do da dos das ao aos no na nos nas em por para com sem sobre desde
        ate entre pelo pela e sao era foi esta estao estava ser ha tem temos tenho nao nem que quem quando onde como
        qual porque eu voce voces ele ela eles elas nos me se lhe meu minha seu sua nosso nossa este esta isto esse
        essa isso aqui tudo todos todas nada ninguem algum nenhum outro outra muito mais tambem so ja ainda agora
        hoje ontem favor obrigado obrigada ola oi bom boa dia tarde atenciosamente pode podem posso podemos estamos
        preciso precisamos quero licenca licencas equipamento novo nova antigo antiga trocar
        fazer faz depois ligacao ligacoes ligar telefone telefones servidor cliente clientes linha linhas ramal
        ramais
        """),
    "it": listed("""
        il lo la i gli le un uno una di del dello della dei degli delle al allo alla ai agli alle da dal dalla dai
        nel nella nei in su sul sulla con per tra fra e ed o ma se perche quando dove come che chi cosa quale e sono
        era essere stato stata ha hanno ho abbiamo avete non piu niente nessuno nessuna io tu lui lei noi voi loro
        mi ti si ci vi ne mio nostro nostra nostri vostro suo questo questa questi queste quello tutto tutti tutte
        ogni anche ancora gia molto solo poi ora oggi ieri adesso grazie ciao buongiorno buonasera salve saluti
        cordiali distinti prego possiamo puo possono dopo stamattina funziona funzionano chiamata chiamate chiamare
        telefono telefoni cliente clienti linea linee centralino
        """),
    "nl": listed("""
        de het een en of maar als van voor met zonder naar op aan in uit bij door over onder tot sinds na is zijn
        was waren ben bent wordt worden werd heeft hebben had heb niet geen niets niemand ik jij je u hij zij ze wij
        we jullie hun hem haar ons onze mijn uw zijn dit dat deze die er hier daar wat wie waar wanneer hoe waarom
        welke alle alles ook nog al wel zeer meer nu vandaag gisteren weer graag alstublieft bedankt dank hallo
        goedemorgen goedemiddag beste groet groeten vriendelijke kan kunnen moet moeten zal zou wil willen dan
        bellen telefoon telefoons klant klanten lijn lijnen toestel toestellen centrale
        """),
    "pl": listed("""
        i a w we z ze na do od po o u za przy przez dla bez nad pod jest sa byl byla bylo byc nie tak ale lub czy ze
        sie to ten ta te tego tej tym co kto jak gdzie kiedy dlaczego ktory ktora ktore ja ty on ona my wy oni mnie
        nas nam wam was ich jego jej moj nasz nasza nasze wszystkie wszystko nikt nic tylko juz jeszcze takze teraz
        dzis dzisiaj wczoraj prosze dziekuje dzien dobry witam pozdrawiam pozdrowienia mamy mam moze mozna mozemy od
        rana bardzo telefony dzwonic dzwoni polaczenia polaczen klienta linia centrala dziala dzialaja
        """),
    "sv": listed("""
        och i att det som en ett den de pa av med till fran for om men eller inte ingen inget ingenting ar var varit
        har hade kan kunde ska skulle maste vi ni jag du han hon man mig dig oss er vart vara var min din sin deras
        denna detta dessa vad vem nar hur varfor vilken alla allt aven bara nu idag igar sedan efter innan tack hej
        halsningar vanliga vanligen mycket mer hos utan mot nagon nagot ut upp inga telefonen telefoner telefonerna
        samtal ringa kund vaxeln linje kontoret fungerar fungera funkar igen behover vill nere gar
        """),
    "da": listed("""
        og i at det som en et den de pa af med til fra for om men eller ikke ingen intet er var vaeret har havde kan
        kunne skal skulle ma vi i jeg du han hun man mig dig os jer vores min din sin deres denne dette disse hvad
        hvem hvornar hvordan hvorfor hvilken alle alt ogsa kun nu dag gar siden efter for tak hej hilsen venlig mvh
        meget mere hos uden mod noget nogen ud op bliver blev telefonen telefoner telefonerne opkald ringe virker
        linje omstillingen kontoret igen ind inde vil nede varet
        """),
    "no": listed("""
        og i at det som en et ei den de pa av med til fra for om men eller ikke ingen ingenting er var vaert har hadde
        kan kunne skal skulle ma vi dere jeg du han hun man meg deg oss var vare min din sin deres denne dette disse
        hva hvem nar hvordan hvorfor hvilken alle alt ogsa bare na dag gar siden etter takk hei hilsen vennlig mvh mye
        mer hos uten mot noe noen ut opp blir ble telefonen telefoner telefonene samtaler ringe virker fungerer linje
        sentralen kontoret igjen trenger vil nede vart
        """),
    "fi": listed("""
        ja on ei se etta en emme eivat ole olen olemme olet ovat oli olivat ollut mutta tai jos kun koska kuin niin
        myos vain nyt tanaan eilen sitten jalkeen ennen joka jotka mita mika kuka missa miten miksi kaikki mikaan
        kukaan mina sina han me te he minun meidan teidan heidan tama taman nama siita siina sen hei moi terve kiitos
        terveisin ystavallisin voi voimme voisitte taytyy pitaa asti lahtien kanssa ilman uusi toimi toimii saa eika
        puhelin puhelimet puhelinta puhelut soittaa asiakas asiakkaan linja vaihde
        """),
    "cs": listed("""
        a i v ve na do od po o u za pri pro bez nad pod s se z ze k ke je jsou byl byla bylo byt neni nejsou jsme jsem
        ale nebo ze co kdo jak kde kdy proc ktery ktera ktere ja ty on ona my vy oni mne nas nam vam vas jejich jeho
        nase nas vsechny vsechno nikdo nic jen uz jeste take ted dnes vcera prosim dekuji dekujeme dobry den zdravim
        pozdravem muze muzeme nelze mame mam velmi nefunguje nefunguji telefony hovor hovory volat zakaznik zakaznika
        linka ustredna klapka funguje funguji nemuze nemuzeme
        """),
    "sk": listed("""
        a i v vo na do od po o u za pri pre bez nad pod s so z zo k je su bol bola bolo byt nie sme som ale alebo ze
        co kto ako kde kedy preco ktory ktora ktore ja ty on ona my vy oni mna nas nam vam vas ich jeho nasa nase
        vsetky vsetko nikto nic len uz este tiez teraz dnes vcera prosim dakujem dakujeme dobry den zdravim pozdravom
        moze mozeme mame mam velmi nefunguje nefunguju telefony hovor hovory volat zakaznik zakaznika linka ustredna
        klapka funguje funguju nemoze nemozeme
        """),
    "ro": listed("""
        si in la de pe cu din pentru fara sub peste dupa pana un o unui unei al ale cel cea este sunt era eram fost fi
        am ai are avem aveti au nu nici ce cine cand unde cum care dar sau daca ca eu tu el ea noi voi ei imi ne va le
        lor nostru noastra nostri dumneavoastra acest aceasta acestea acum azi astazi ieri toate toti nimic nimeni
        doar mai foarte inca rog multumesc multumim buna ziua salut salutari stima poate putem pot sa se telefonul
        telefoane telefoanele apeluri apelurile suna clientul clientului linie centrala functioneaza
        """),
    "tr": listed("""
        ve bir bu su o da de ki mi mu icin ile gibi kadar sonra once beri ama veya ya ne kim nasil nerede neden hangi
        ben sen biz siz onlar bize size bizim sizin onun var yok degil cok daha en her hic hicbir kimse sey sadece
        simdi bugun dun tekrar lutfen tesekkurler tesekkur ederim ederiz merhaba selam iyi gunler saygilar
        saygilarimla olarak oldu olan oluyor calismiyor telefonu telefonlar aramalar disari musteri musterinin
        musterimiz santral calisiyor arayamiyoruz yapamiyoruz
        """),
    "hu": listed("""
        a az es egy nem is hogy de vagy ha mert mint csak mar meg most ma tegnap utan elott ota ezt azt ez ezek azok
        mi ki hol mikor hogyan miert melyik en te o mi ti ok nekem nekunk minket van vannak volt voltak lesz nincs sem
        senki semmi minden mindenki kerem kerjuk koszonom koszonjuk udvozlettel tisztelt jo napot szia kell lehet tud
        tudunk nagyon sem telefonok hivas hivasok hivni ugyfel ugyfelunk vonal kozpont mukodik mukodnek
        """),
    "ca": listed("""
        el la els les un una uns unes i o pero si de del dels al als a en per amb sense sobre des fins es son era esta
        estan ser hi ha han hem te tenen tinc tenim no ni que qui quan on com perque jo tu vostes ella ells nosaltres
        em et es ens li meu nostre nostra aquest aquesta aixo aqui tot tots tota res ningu algun altre molt mes tambe
        nomes ja encara ara avui ahir sisplau gracies hola bon dia bona tarda salutacions pot poden podem telefons
        trucada trucades trucar extensio centraleta linia
        """),
    "hr": listed("""
        i u na od do za s sa po o uz kod bez iz je su bio bila bilo biti nije nisu smo sam ali ili da li sto tko ko
        kako gdje kada zasto koji koja koje ja ti on ona mi vi oni nas nam vam vas ih njih nas nasa nase sve svi nitko
        niko nista samo vec jos takoder sada danas jucer molim hvala dobar dan pozdrav postovani lijep mozete moze
        mozemo imamo imam ne se radi rade telefoni poziv pozivi zvati korisnik korisnika klijent klijenta linija
        centrala
        """),
}  # fmt: skip

_SCRIPTS = {
    "GREEK": "el", "HEBREW": "he", "ARABIC": "ar", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko",
    "THAI": "th", "DEVANAGARI": "hi", "CYRILLIC": "ru",
}  # fmt: skip
_UKRAINIAN = re.compile("[\u0456\u0457\u0454\u0491]")
_WORD = re.compile(r"[^\W\d_]{1,30}(?:['\u2019][^\W\d_]{1,20})?")
_LETTERS = {
    "es": "\u00f1\u00bf\u00a1", "pt": "\u00e3\u00f5", "de": "\u00df", "fr": "\u0153\u00ea\u00e8",
    "pl": "\u0142\u0105\u0119\u017c\u015b",
    "hu": "\u0151\u0171", "tr": "\u011f\u0131", "cs": "\u0159\u011b\u016f", "ro": "\u021b\u0219\u0103\u0163\u015f",
    "sv": "\u00e5", "da": "\u00e5\u00f8\u00e6", "no": "\u00e5\u00f8\u00e6", "it": "\u00f2\u00ec",
}  # fmt: skip
"""Letters that other languages of the list hardly have."""

_ALIKE = (("sv", "da", "no"), ("cs", "sk"))
"""Languages of which each one's small words are mostly the others' as well."""
_ALONE = tuple((code,) for code in _WORDS)
_TOGETHER = (*((code,) for code in _WORDS if code not in {one for alike in _ALIKE for one in alike}), *_ALIKE)
"""Those that are alike count as one where it is asked if a text is ours: apart, each takes of the others' weight."""

MOST_WORDS = 400
SAME_WORD = 3
"""One word counts no more often than this."""
ENOUGH = 1.6
"""Weight of words from which a language that we read is plain."""
ENOUGH_FOREIGN = 2.6
"""Weight from which another language is: what follows from it is graver."""
DISTINCT = 3
"""Different words of another language that must stand in the text."""
BY_FAR = 1.4
"""So much heavier than any language that we read another one must be."""
SCRIPT_SHARE = 0.4
SCRIPT_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much of a language, or of some that are alike, stands in a text."""

    codes: tuple[str, ...]
    weight: float
    distinct: int

    @property
    def is_ours(self) -> bool:
        """Return whether triage reads it."""
        return self.codes[0] in READ


def name_of(code: str) -> str:
    """Return the English name of a language."""
    return NAMES.get(code, code)


def is_read(code: str) -> bool:
    """Return whether triage reads the language; one that is not plain counts as English."""
    return not code or code in READ


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language in which a text is plainly written, or an empty string."""
    text = compose(text)
    foreign = _by_script(text)
    if foreign:
        return foreign
    weighed = _weigh(text, _TOGETHER)
    ours = [one for one in weighed if one.is_ours]
    best, other = ours[0], next(one for one in weighed if not one.is_ours)
    if other.weight >= ENOUGH_FOREIGN and other.distinct >= DISTINCT and other.weight >= BY_FAR * best.weight:
        return next(one.codes[0] for one in _weigh(text, _ALONE) if one.codes[0] in other.codes)
    if best.weight >= ENOUGH and best.weight > max(ours[1].weight, other.weight):
        return best.codes[0]
    return ""


def _weigh(text: str, groups: tuple[tuple[str, ...], ...]) -> list[Weighed]:
    """Return each group of languages with its weight, the heaviest first; a tie goes to the order of the groups."""
    counted = Counter(fold(found.group()) for found, _ in zip(_WORD.finditer(text), range(MOST_WORDS), strict=False))
    lower = text.lower()
    shared = _shared(groups)
    weighed: list[Weighed] = []
    for codes in groups:
        words = _words_of(codes)
        here = sorted(word for word in counted if word in words)
        weight = sum(min(counted[word], SAME_WORD) / shared[word] for word in here)
        weight += sum(0.5 for letter in sorted({*"".join(_LETTERS.get(code, "") for code in codes)}) if letter in lower)
        weighed.append(Weighed(codes, round(weight, 4), len(here)))
    return sorted(weighed, key=lambda one: -one.weight)


@cache
def _words_of(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(_WORDS[code] for code in codes))


@cache
def _shared(groups: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    """Return in how many groups each word stands."""
    return dict(Counter(word for codes in groups for word in _words_of(codes)))


def _by_script(text: str) -> str:
    """Return the language of a script that none of ours is written in, where much of the text is in it."""
    letters = [letter for letter in text[:4000] if letter.isalpha()]
    scripts = Counter(
        _SCRIPTS[script]
        for letter in letters
        if not letter.isascii() and (script := unicodedata.name(letter, "").partition(" ")[0]) in _SCRIPTS
    )
    if not scripts:
        return ""
    total = sum(scripts.values())
    if total < SCRIPT_LETTERS or total < SCRIPT_SHARE * len(letters):
        return ""
    if scripts["ja"]:
        return "ja"
    code = max(sorted(scripts), key=lambda one: scripts[one])
    return "uk" if code == "ru" and _UKRAINIAN.search(text.lower()) else code
