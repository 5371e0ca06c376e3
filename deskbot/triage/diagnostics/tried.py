"""Steps that were taken, and what came of them."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.answers import says_nothing
from deskbot.triage.credentials import read_without_credentials
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import heaviest, likeliest
from deskbot.triage.folding import fold
from deskbot.triage.nothing_new import tells_no_step
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import SURE, because, likelihood, tells
from deskbot.triage.sentences import Region, Sentence
from deskbot.triage.tense import imagined

_DONE = one_of(
    """
    restarted; rebooted; power.?cycled; reset; re-?seated; swapped; replaced; unplugged; re-?plugged;
    reloaded; re-?registered; re-?entered; retyped; deleted; re-?built; recreated; re-?added; disabled;
    re-?enabled; reconnected; downgraded; rolled back; factory (reset|defaulted); defaulted;
    re-?provisioned; cleared; flushed; bypassed; isolated; pinged; traced; captured; dialed; dialled;
    verified; double.?checked; checked; tested; tried; measured; looked; read through; went through;
    compared; called; moved; put; gave; took; turned; changed; ran; typed; set; throttled; kicked; hung;
    hang; held; logged; walked; confirmed; created; gave; opened; restored; re-?imaged; loaded; renewed;
    ruled out; plugged; drove; made; switched; opened; asked; pulled; re-?typed; removed; added; cleaned;
    imported; re-?imported; hit; pressed; pushed; selected; unticked; reseated; activated; deactivated; looped; blew;
    pointed; uploaded; resaved; re-?saved; started (it|them|the \\w+|\\w+) again; kicked; pasted; refreshed; forced
    """
)
_WHO = "(i|i've|i have|we|we've|we have|our (guy|tech|man|engineer|technician)|he|she|tech|they)"
_GERMAN = one_of(
    r"""
    neu ?gestartet; gestartet; zuruckgesetzt; runtergesetzt; getauscht; ausgetauscht; gewechselt; gepruft; uberpruft;
    kontrolliert; gemessen; durchgemessen; getestet; probiert; ausprobiert; versucht; geloscht; (neu )?angelegt;
    eingetragen; (neu )?vergeben; eingetippt; eingegeben; umgesteckt; (ein|ab|aus|rein)gesteckt; gesteckt; abgemeldet;
    angemeldet; deaktiviert; abgeschaltet; ausgeschaltet; eingeschaltet; stromlos gemacht; vom (strom|netz) (genommen
      |getrennt); abgezogen; rausgezogen; umgestellt; gestellt; angestossen; ubergenommen; rubergenommen; verglichen;
    durchgegangen; nachgeschaut; nachgesehen; angesehen; hochgefahren; gesetzt; freigegeben; eingelesen;
    neu eingelernt;
    bereinigt; erneuert; neu installiert; aufgespielt; gepingt; angepingt; eingestellt; leergeraumt; umgelegt; ersetzt
    """
)
_GERMAN_NOUN = r"(?:(?:das |die |den |der |ein |eine |einen )?[a-z][a-z0-9.-]{1,24} (?:[a-z0-9.-]{1,20} ){0,5}?)?"
"""What a step is done to, where the auxiliary is left out: "Basis stromlos gemacht"."""
_FRENCH = one_of(
    r"""
    (re)?demarree?s?; changee?s?; remplacee?s?; essayee?s?; testee?s?; verifiee?s?; refaite?s?; (re|de)?branchee?s?;
    mesuree?s?; reinitialisee?s?; remise?s?; effacee?s?; supprimee?s?; recreee?s?; (de|re)?connectee?s?; desactivee?s?;
    reactivee?s?; activee?s?; baissee?s?; montee?s?; corrigee?s?; modifiee?s?; saisie?s?; ressaisie?s?; retapee?s?;
    controlee?s?; nettoyee?s?; sortie?s?; pris; prise; permutee?s?; echangee?s?; inversee?s?; shuntee?s?; reseatee?s?;
    ramenee?s?; coupee?s?; relancee?s?; lancee?s?; recharg\w+; forcee?s?; vide; purgee?s?; rappelee?s?; deplacee?s?;
    appuyee?; pese; clique; fait (un|une|le|la|deux|trois)
    """
)
_FRENCH_NOUN = (
    r"(?!(?:je|tu|il|elle|on|ca|ce|qui|que|le|la|les|un|une|l'\w+|mon|son|leur|ton|tout|si|quand)\b)"
    r"(?:[a-z]{3,16} (?:[a-z]{2,14} ){0,2}?)?"
)
_SPANISH = one_of(
    r"""
    reinici(e|amos); cambi(e|amos); prob(e|amos); revis(e|amos); desconect(e|amos); conect(e|amos); verifi(que|camos);
    reemplac(e|amos); reemplazamos; borr(e|amos); puse; pusimos; quit(e|amos); hice; hicimos; activ(e|amos);
    desactiv(e|amos); sub(i|imos); baj(e|amos); llev(e|amos); med(i|imos); intent(e|amos); actualic(e|amos);
    enchuf(e|amos);
    desenchuf(e|amos); apag(ue|amos); prend(i|imos); comprob(e|amos); reinstal(e|amos); cre(e|amos) de nuevo;
    escrib(i|imos); reescrib(i|imos); restaur(e|amos); configur(e|amos); di de (baja|alta); dimos de (baja|alta);
    corr(i|imos)
    """
)
_SPANISH_DONE = (
    r"(cambiad|reiniciad|probad|revisad|reemplazad|borrad|desconectad|comprobad|verificad|quitad|reinstalad)[oa]s?"
)
_PORTUGUESE = one_of(
    r"""
    reiniciei; reiniciamos; troquei; trocamos; testei; testamos; tentei; tentamos; experimentei; experimentamos;
    verifiquei; verificamos; desliguei; desligamos; pus; pusemos; coloquei; colocamos; levei; levamos; rodei; rodamos;
    refiz; refizemos; apaguei; apagamos; mudei; mudamos; confirmei; confirmamos; medi; medimos; subi; baixei; baixamos;
    tirei; tiramos; desativei; desactivei; ativei; activei; actualizei; atualizei; reinstalei; reinstalamos; limpei;
    limpamos; restaurei; configurei; conferi; conferimos; recriei; recriamos; religuei; religamos; formatei; forcei
    """
)
_STEP = Phrases(
    f"{_WHO} (have |had |also |already |then |both |just |even |only |'ve |all )*(now )?{_DONE}",
    f"(^|- |\\* |: |, |and |then )(also |then |so far |already |first )?{_DONE}",
    (
        "(restarting|rebooting|resetting|swapping|replacing|unplugging|deleting|re-?adding|reseating"
        "|re-?registering|disabling|enabling|changing|moving|power.?cycling|re-?provisioning|re-?entering"
        "|turning) … (help*|fix*|difference|bring*|brought|change*|no|not|nothing|same|works?|only"
        "|clears?|makes?)"
    ),
    (
        "(had|asked|got) (the )?(carrier|provider|telco|customer|user|users|them|her|him|client|isp)"
        " (to )?(\\w+ )?(loop|test|check|reboot|restart|swap|unplug|reset|try|power|bounce)"
    ),
    "(been|went|gone|going) (through|over) (the|your|all|every)",
    "bounced (the|it)",
    "walked (her|him|them) through",
    (
        "(already|also|then|so far|tried|have|has been|have been|was|were|been) (restarted|rebooted"
        "|power.?cycled|reset|reseated|swapped|replaced|unplugged|reloaded|tried|checked|tested)"
    ),
    (
        "(rebooted|restarted|power.?cycled|reseated|swapped|unplugged|factory (reset|defaulted)|changed"
        " its|reset|re-?entered)"
    ),
    "(ran|put) (one|it|them|her|him|the) .{1,40} (on|off|in|to) ",
    "what (we|i) (did|tried|have done|know)",
    "(steps|things) (tried|taken|done)",
    "tried .{2,60}",
    "(no|zero|any|without) (change|difference|luck|joy|effect|improvement|help)( at all)?",
    "(made|makes) no (difference|change|odds)",
    "didn't (help|change|make)",
    "did not help",
    "same (result|thing|story|odds|message|error|symptom)",
    "-> (fail|ok|pass|same|no)",
    "(so|then) it's (not|the)",
    "proved",
    "rules? out",
    (
        "(hab|habe|haben|ist|wurde) … (getauscht|gestartet|neu gestartet|gepruft|probiert|versucht"
        "|getestet|gewechselt|zuruckgesetzt|geloscht|eingetragen|uberpruft|gesteckt|umgesteckt|gemessen"
        "|ausgeschaltet)"
    ),
    "probiert hab*",
    "neu ?start*",
    "neugestartet",
    "(bleibt|blieb) (schwarz|gleich|dabei)",
    "ohne erfolg",
    "keine (anderung|besserung)",
    "hat nichts (gebracht|geandert)",
    (
        "(j'ai|on a|nous avons|il a|elle a|avons) (deja |aussi |meme |tout )?(redemarre*|change*|remplace*"
        "|essaye*|teste*|verifie*|refait*|debranche*|branche*|mesure*|reinitialise*|remis*|efface*"
        "|ramene*|fait)"
    ),
    "(ramene|essaye|mesure|redemarre|verifie|teste) (le|la|un|une|sa|son|tout)",
    "(toujours )?pareil",
    "sans succes",
    "aucun changement",
    "rien n'y fait",
    (
        "(ya )?(reinici(amos|e|o|aron)|cambi(amos|e)|prob(amos|e)|revis(amos|e)|desconect(amos|e)"
        "|verifi(camos|que)|hicimos|reemplaz(amos|e)|borr(amos|e))"
    ),
    "(sigue|quedo) igual",
    "sin exito",
    "mismo resultado",
    "no cambia nada",
    (
        "(ja |eu |nos )?(troquei|trocamos|reiniciei|reiniciamos|testei|testamos|verifiquei|verificamos"
        "|desliguei|tirei|botei|coloquei|refiz|apaguei|resetei|baixei|mudei)"
    ),
    "deu na mesma",
    "nao (mudou|adiantou|resolveu)",
    "mesma coisa",
    r"""
    (restarted|rebooted|reset|started|tried|imported|loaded|saved|entered|typed|created|deleted|installed|downloaded
      |registered) (\w+ ){0,4}(again|once more|twice|(two|three|four|\d) times|by hand|manually);
    (a|another|one|the) (\w+ )?(reset|reboot|restart|test|factory reset) was (\w+ )?(made|done|run|tried);
    (again|twice|(two|three|four) times) (restarted|rebooted|tried|tested|checked)
    """,
    rf"(hab|habe|haben|hamma|hat (der|die|unser\w*|kolleg\w*|mein\w*|herr|frau) ?\w*) (\w+ ){{0,14}}{_GERMAN}",
    rf"(^|[,:+-] |und |dann |schon |bereits |auch ){_GERMAN_NOUN}{_GERMAN}",
    "(gemacht|getan|probiert|getestet|versucht|gepruft|erledigt|bisher|unternommen) ?:",
    rf"(j'ai|j'ai deja|on a|on l'a|nous avons|avons|ai|(collegue|technicien|tech|gars"
    rf"|equipe) (l')?a) (\w+ ){{0,3}}{_FRENCH}",
    rf"(^|[,:+-] |et |pis |puis |deja ){_FRENCH_NOUN}{_FRENCH}( |$|,|\.)",
    "(fait|essaye|tente|teste|verifie|fait jusqu'ici|ce que (j'ai|on a|nous avons) fait) ?:",
    rf"(^|[,:(+-] |y |ya |tambien |yo |luego |despues |primero )(ya |tambien )?(lo |la |los |las |le |les "
    rf"|se lo |me )?{_SPANISH}",
    rf"(^|[,:+-] |y |ya ){_SPANISH_DONE} (el|la|los|las|un|una|otro|otra|todo|dos|a)",
    "(he|hemos|se ha|se han) (\\w+ )?(reiniciado|cambiado|probado|revisado|borrado|quitado|puesto|vuelto"
    "|comprobado|intentado"
    "|desconectado|conectado|verificado|reinstalado|actualizado|hecho|medido|dado de (baja|alta)|subido"
    "|bajado|creado)",
    "(lo que|ya) (hice|hicimos|hemos hecho|probamos|probe|he hecho|llevamos hecho)|(hicimos|hice|probado"
    "|probamos|intentamos) ?:",
    "(lo |la |ya )?(volvi|volvimos|regrese) a \\w+(ar|er|ir)",
    rf"{_PORTUGUESE}",
    "(voltei|voltamos|tornei) a \\w+(ar|er|ir)|(ja )?(tentei|tentamos|tentado|fiz|fizemos|feito|testado) ?:",
    "(sem (efeito|sucesso|exito|resultado|melhora\\w*)|ficou na mesma|(e|deu|esta) igual|nao (pegou|ajudou"
    "|deu em nada))",
    "(sans (effet|resultat|amelioration)|rien a faire|(meme|aucun) (resultat|effet|chanson)|idem"
    "|toujours la meme chose)",
    "(bringt|brachte|bringen|half|hilft|gebracht) (alles |auch |aber )?(nix|nichts|nicht)",
    "(sin (mejoria|efecto|cambios?|resultado)|y nada|da lo mismo|es igual|sigue (lo mismo|igual\\w*))",
)
_NOT_DONE = Phrases("""
    by (itself|themselves); on (its|their) own;
    (not|n't|haven't|have not|never|didn't|without) (yet )?(tried|restarted|rebooted|touch*|had a
      chance|been able|swapped|reset); (can|could|should|shall|may) (i|we); before i (try|touch);
    tell (me|us); want me to; nicht (gestartet|probiert); (noch )?(nichts|nix) (probiert|gemacht|versucht|angefasst);
    (rien|pas) (encore )?(essaye*|fait|touche*|redemarre*|teste*); (todavia|aun) no;
    no (probe|hice|hicimos|probamos|toque);
    ainda nao; nao (mexi|testei|tentei|troquei|reiniciei); (kann|darf|soll|sollen) ich; (dois|puis)-je;
    (puedo|debo|conviene);
    (posso|devo)
    """)
_OUTCOME = Phrases(
    """
    no (change|difference|luck|joy|effect|improvement); same; made no; still; didn't help; worked; pareil;
    igual; mesma; ->; fine; fail*; (bringt|brachte|half|gebracht) … (nix|nichts|nicht); immer noch; trotzdem; dasselbe;
    (sans|aucun) (effet|succes|resultat); idem; toujours; (y|pero) nada; sigue; sin (exito|mejoria);
    sem (efeito|sucesso)
    """
)
_CHANGE = Phrases(
    r"""
    (they|customer|isp|carrier|provider|electrician*|it guy|somebody)
      .{0,20}(changed|moved|swapped|replaced|installed|upgraded|put in|switched); last change; prompt;
    called (it|them|me|us|him|her) (a|an); we moved; we changed; (made|ran) (for|by);
    (set|put) (up|it in|them in); looked (like|fine);
    (server*|anlage|maschine|host|vm|hauptplatine|mainboard|platine) … (getauscht|abgeschaltet|umgezogen|ersetzt);
    (serveur|carte mere|machine|vm) … (change*|remplace*|deplace*|migre*);
    (servidor|placa|placa-mae|tarjeta madre|maquina|vm) … (cambi|reemplaz|troc|mud|substitu|migr)\w*;
    (cambi|reemplaz|troc|mud|substitu|migr)\w* … (servidor|placa|placa-mae|tarjeta madre|maquina|vm)
    """
)


def _weight(sentence: Sentence) -> float:
    folded = sentence.folded
    found = _STEP.find(folded)
    if not found or imagined(sentence) or (_NOT_DONE.within(folded) and not _OUTCOME.within(folded)):
        return 0.0
    if _CHANGE.within(folded) and not _OUTCOME.within(folded):
        return 0.0
    return 0.85 if _OUTCOME.within(folded) else 0.7


def _read(case: Case, _category: Category) -> Finding | None:
    reading = read_without_credentials(case.message)
    told = [one for one in reading.told if one.region is not Region.SUBJECT and not tells_no_step(one.text)]
    return heaviest("tried", told, _weight) or likeliest("tried", told, _chance, LIKELY)


LIKELY = 0.4


def _chance(sentence: Sentence) -> float:
    """Return how probable it is that the sentence tells a step, by the model alone."""
    if imagined(sentence) or _NOT_DONE.within(sentence.folded) or tells(sentence.text, Label.CHANGED, at=SURE):
        return 0.0
    return likelihood(sentence.text, Label.TRIED)


def _why(finding: Finding) -> str:
    return "" if _STEP.within(fold(finding.words)) else because(finding.words, Label.TRIED)


def _shape(text: str) -> str:
    return "" if says_nothing(text) or tells_no_step(text) else text


DIAGNOSTIC = Diagnostic(
    key="tried",
    level="L2",
    place=55,
    meaning="steps taken by the writer or the site, and their result",
    question="What have you tried so far, and what came of each step?",
    short="What have you tried?",
    required=FAULTS,
    read_in=TROUBLE,
    labels=(
        "(steps |what (have )?(you|we|i) )?(already )?(tried|taken|done)( so far)?",
        "troubleshooting( (steps|done|so far))?",
        "(steps|actions) (taken|tried)",
        "(bisher )?(versucht|probiert|unternommen)",
        "(deja )?essaye",
        "(ya )?probado",
        "pruebas( hechas| realizadas)?",
        "(ja )?testado",
    ),
    shape=_shape,
    read=_read,
    why=_why,
)
