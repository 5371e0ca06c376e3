"""What changed before it began."""

from __future__ import annotations

from itertools import pairwise

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.deeds import ALTERED, OTHERS, SETTLED
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import first, from_sentence, likeliest, where
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, because, likelihood, tells, unlikely
from deskbot.triage.sentences import Region, Sentence, read
from deskbot.triage.tense import imagined, over
from deskbot.triage.times import WHEN

_NOTHING = Phrases(
    r"""
    (nothing|nobody|no one|noone|none of us) (else )?(has |had |was |have |been )*(been
      )?(change*|touch*|alter*|moved|modif*|different);
    (no|not any|any) (recent |other |config\w* )?changes( made)?;
    no change (was|has been|on (our|their|the));
    (didn't|did not|didnt|haven't|have not|hasn't) (change*|touch*|alter*)( a thing| anything)?;
    nothing (is |was |has been )?(new|done|different); nothing … different; last change;
    nichts (ge)?andert;
    (umgebaut|umgestellt|geandert) … nicht*;
    keine anderung*; rien (d'autre )?n'a (bouge|change*);
    aucun changement; nada (ha )?cambi*; no (se )?(ha )?(cambi*|toc*|movi*)( nada)?;
    sin cambios;
    nada (foi )?(mudou|mudado|alterado|mexid*); nao mex*;
    (nobody|no one|noone|none of (us|them)) … (touched|changed|altered|modified|been (in|near|inside) (it|that|the));
    no (\w+ )?(change|changes|alterations?|modifications?|work|works) (since|before|made|done|lately|recently|in
      (weeks|months)|that (we|i|they) know);
    nothing … (was|been|is|got) (done|changed|touched|altered|moved) (there|here|on|to|before|that|since|lately|in);
    (an|bei) … (nichts|nix) (gemacht|getan|gedreht|geschraubt|verstellt|verandert|geandert);
    (nichts|nix|niemand|keiner|kein mensch) … (geandert|verandert|angefasst|umgebaut|umgestellt|verstellt|gemacht
      worden|angeruhrt|dran gewesen|dran gedreht); keinerlei anderung*; ohne anderung*;
    (personne|nul) … n'(a|y a) (rien )?(touche*|change*|modifie*|bouge*);
    rien (d'autre )?(de |n'a ete |n'avait )?(change*|bouge*|modifie*|touche*|demenage*
        |nouveau);
    (pas de|aucune) (changement|mise a jour|modification|intervention)*( recente*)?;
    (y )?ai (pas|jamais|rien) touche*;
    (nadie|ninguno) … (toc|cambi|mov|modific|met)\w*( mano)?; no (hubo|hay|se (hizo|hicieron)|hicimos|tenemos)
      (\w+ )?(cambios?|modificacion\w*); no (hemos |se ha |han )?(toc|cambi|modific)(ado|amos|o|aron)( nada)?;
      (nada|ningun cambio) (nuevo|raro|distinto);
    (nao|ninguem|nada) (\w+ ){0,3}(mexeu|mexemos|mexi|mexeram|mudou|mudamos|alterou|alteramos|alterado|mexido|mudado);
    (nao houve|nenhuma|sem) (\w+ )?(mudanca|alteracao|mudancas|alteracoes)
    """
)
_NOT_YET = Phrases(
    r"""
    (haven't|have not|didn't|did not) … (touch*|change*) … (yet|before|until); (not|nothing) … (touched|changed) … yet;
    noch (nichts|nix|nicht) … (angefasst|geandert|gemacht|verandert); (pas|rien) encore … (touche*|change*|modifie*);
    n'ai encore rien (touche*|change*); (todavia|aun) no … (toc|cambi|mov|hice|hici)\w*; no … (todavia|aun);
    ainda nao … (mex|mud|alter|toqu)\w*
    """
)
"""The writer waits with a deed of their own: that says nothing of what changed before."""
_SOMETHING = Phrases(
    r"""
    (since|after|when|ever since|following)
      (the|we|they|our|your|a|their|his|her|i|it|its|moving|changing|upgrading) …
      (new|upgrad*|updat*|chang*|mov*|swap*|replac*|instal*|switch*|migrat*|cut
      ?over|storm|lightning|power|outage|renew*|reboot*|convert*|router|firewall|work|port*);
    (they|we|i|it|carrier|isp|somebody|someone|electricians?|customer|provider) (just |also |had |have
      |has |recently |got |were |was )?(upgraded|updated|changed|moved|swapped(
      out)?|replaced|installed|put in|switched( over| on)?|migrated|cut (them |it
      )?over|renewed|converted|added|renamed|ported|rolled out|brought up|got a new|have a new|turned
      on|enabled|plugged);
    (swapped|replaced|changed|moved|upgraded|updated) (out )?(the|a|our|their|his|her|them|it);
    (compan*|isp|carrier|provider|telco|customer|landlord|contractors?|electricians?|it
      (guy|guys|department|firm|people|company)|vendor|crew) (\w+
      ){0,2}(upgraded|updated|changed|moved|swapped|replaced|installed|put in|switched|migrated|cut
      over|renewed|converted|added|rolled out|rewired|did (some )?(maintenance|work)|worked on|was in|were
      in|came); ^(then |also )?(renewed|upgraded|updated|migrated|converted|ported);
    (only|one) thing (that is |that's |which is )?new; new is;
    (was|were|got|been|is)
      (upgraded|updated|changed|moved|replaced|swapped|installed|migrated|switched|ported|renewed
      |relocated); power (cut|outage|failure|blip|surge);
    (new|another|different)
      (router|switch|firewall|isp|provider|carrier|modem|internet|certificate|server|phone|trunk|provider
      |hire); last change; thunderstorm; lightning; move to (a|the) new; moved to; inherited;
    (wir|sie|man|der|die|das|haben|wurde|worden) …
      (ausgetauscht|gewechselt|umgezogen|umgestellt|geandert|aktualisiert|eingebaut|installiert|getauscht
      |erneuert|upgedatet|moved); (neue[rsnm]?) (router|switch|firewall|anschluss|provider|server|modem);
    gewitter; stromausfall; update; umzug;
    (ont|a|avons|on a) … (change*|remplace*|installe*|deplace*|mis a jour|donne|migre*);
    nouve(au|lle) (routeur|fournisseur|serie|commutateur|pare-feu|numero*);
    panne (de courant|d'electricite); mise a jour; partie avec;
    (cambi(aron|amos|o)|instal(aron|amos|o)|reemplaz*|actualiz*|movi(eron|mos)|migr(aron|amos|o));
    (nuevo|nueva) (router|firewall|proveedor|switch|enlace|servidor); (apagon|corte de luz|tormenta);
    (troc(aram|amos|ou)|instal(aram|amos|ou)|mud(aram|amos|ou)|atualiz*|migr(aram|ou));
    (novo|nova) (roteador|firewall|provedor|switch|link); queda de energia;
    (was|were|worked|been) (fine|ok|okay|good|perfect*|working|clean|all right)? ?(until|till|before)
      (then|that|the|we|they|last|yesterday|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday
      |about);
    (move|migration|upgrade|update|cut-?over|renovation|remodel*|construction|maintenance( window)?|power
      (cut|work|outage)|storm|flood|lightning|refit|rewiring|decorators?|painters?)
      (on|last|this|yesterday|was|happened|over|that|at|in|was on|came|went);
    the day (after|before|that|we|they); went live;
    (got|have|has|had) (a )?new (\w+
      )?(router|switch|firewall|modem|line|internet|isp|server|phones?|system|number|numbers|office
      |building|it); brand new; just (bought|moved|opened|put|got|had|changed|switched);
    (hired|retired|left the company); ported (\w+ )?(to|from|over|on);
    (started|happened|began) (right |just )?(after|when|with|the day); recently;
    (seit|nach|wegen|vom|dem|der) (\w+ )?\w*(wechsel|umstellung|umzug|tausch|umbau|portierung|migration|umraumen);
    (depuis|apres|suite a|lors de) (\w+ )?(\w+ )?(mise a (niveau|jour)|changement|demenagement|migration|bascule
      |travaux);
    (lance|fait|faite|effectue*) … (mise a (niveau|jour)|migration);
    (make|made|did|run|ran|started) … (upgrade|migration);
    (swap*|changed|replaced|exchanged) … for (a|the) (new|other|different)( one)?;
    (power|electricity|current|strom|courant|electricite|luz|corriente|energia) … (was|went|war|gone|cut|out|weg
      |ausgefallen
      |coupe*|parti*|fue|falto|faltou|caiu);
    (seit|nach) (dem|der|einem|einer) …
      (update|umzug|wechsel|tausch|gewitter|stromausfall|umstellung|neustart|wartung);
    (depuis|apres) (le|la|un|une) … (demenagement|changement|mise a
      jour|panne|orage|remplacement|coupure);
    (desde|despues de|tras) (el|la|un|una|que) …
      (cambio*|actualizacion|mudanza|corte|apagon|tormenta|instal*|migr*);
    (desde|depois d[ao]|apos) … (troca|mudanca|atualizacao|queda|chuva|instal*|migr*);
    (gestern|heute|vorgestern|am \w+|letzte\w* \w+) …
      (getauscht|gewechselt|umgestellt|erneuert|installiert|umgezogen|eingebaut|geandert)
    """
)
_TRIED = Phrases(r"""
    passwords?; no change; no difference;
    (problem|fault|issue|trouble|it) (\w+ )?(stay*|remain*|persist*|follow*); same (result|thing|message);
    made no; didn't help; still; to (test|rule out|be on the safe side);
    i (also )?(swapped|changed|replaced|tried); we (also )?(swapped|tried); also swapped; backup*;
    (keine|ohne) (besserung|anderung|erfolg|unterschied); (bringt|brachte|half|gebracht|geholfen) (nichts|nix|nicht);
    (immer noch|trotzdem|weiterhin|dasselbe|das gleiche); pareil*; (sans|aucun) (effet|succes|difference|changement);
    toujours (la )?(meme|pareil); (pas de|aucune) (difference|amelioration);
    (sigue|siguio|quedo|da|es) (lo )?(igual*|mismo);
    y nada; sin (mejoria|exito|resultado); na mesma; (a )?mesma coisa; nao (adiantou|resolveu|mudou|pegou|ajudou)
    """)


def _read(case: Case, _category: Category) -> Finding | None:
    told = read(case.message).told
    found = (
        first("changed", told, _NOTHING, 0.9, lambda one: not _NOT_YET.within(one.folded) and not _far_off(one))
        or first("changed", told, _SOMETHING, 0.75, lambda one: not _is_other(one) and not _far_off(one))
        or where("changed", told, _somebody_did, 0.7)
    )
    began = None if found else _began_with(told)
    if began:
        return from_sentence("changed", began, 0.7)
    if found:
        return found
    body = (one for one in told if one.region is not Region.SUBJECT)
    return likeliest("changed", body, _chance, LIKELY)


def _somebody_did(sentence: Sentence) -> bool:
    """Return whether somebody else altered something, or something was altered at a time that is told."""
    folded = sentence.folded
    done = (OTHERS.within(folded) and ALTERED.within(folded)) or (WHEN.within(folded) and SETTLED.within(folded))
    return done and not _REACTION.within(folded) and not _is_other(sentence) and not _far_off(sentence)


def _far_off(sentence: Sentence) -> bool:
    """Return whether the reader of sentences sees no change in it: "the new girl at the desk" changed nothing."""
    return unlikely(sentence.text, Label.CHANGED)


_REACTION = Phrases(
    r"""
    (blocked|barred|capped|suspended|cut off|shut off) … (international|outbound|outgoing|abroad|account|calls);
    (ausland*|international*|konto|anschluss) … (gesperrt|gedeckelt|zugemacht|abgeklemmt);
    (bloque*|coupe*|suspendu) … (international*|sortant*|etranger|compte); notific*; avis(ado|o|aron);
    (bloque*|cort*|suspend*) … (internacional*|salida|salientes|exterior|saida|cuenta|conta)
    """
)
"""What was closed against a fraud came after it."""
_SINCE_THEN = Phrases(
    r"""
    (ever )?since( then| that| this)?; from then on; (and )?(from|since) that (moment|second|minute|day|time|hour);
    after that; (and )?now (it|they|the|all|none|no|every\w*|nothing|nobody);
    seitdem; seither; danach; ab da; von da an; seit dem (moment|zeitpunkt|einschalten);
    depuis( lors| ce moment( la)?| ce temps)?; des lors; a partir de la;
    desde (entonces|ese momento|ahi); a partir de (ahi|entonces|ese momento); despues de eso; de ahi en mas;
    desde (entao|ai|essa altura|esse momento); a partir (dai|desse momento); depois disso
    """
)
_I_DID = Phrases(
    r"""
    (i|we|i've|we've|colleague|technician|tech|engineer|team) (\w+ )?(have |has |had )?(\w+
      )?(activated|enabled|disabled|ticked|switched|turned|generated|imported|applied|installed|changed|swapped
        |saved|set
      |deleted|pressed|loaded|upgraded|updated|moved|plugged|renamed|removed|ran|reset);
    (hab|habe|haben|hat) … (aktiviert|eingeschaltet|angehakt|umgestellt|importiert|getauscht|geandert|gedruckt
      |gespeichert
      |eingespielt|geloscht|umgesteckt|vergeben|zuruckgesetzt|verschoben);
    (ai|avons|on a|a) (\w+ )?(active*|coche*|lance*|mis*|change*|remplace*|importe*|applique*|installe*|supprime*
      |efface*
      |enregistre*|deplace*|genere*); ^(remplace|change|deplace|installe|active|lance|mis)e?s?;
    (active|activamos|cambie|cambiamos|le cambi\w+|importe|importamos|aplique|aplicamos|instale|instalamos|puse|pusimos
      |pusieron|movi|movimos|actualice|actualizamos|prendi|habilite|dimos|borre|pasamos);
    (liguei|ligamos|ativei|activei|ativamos|mudei|mudamos|importei|importamos|apliquei|instalei|instalamos|pus|pusemos
      |coloquei|atualizei|actualizei|carreguei|troquei|trocamos|apaguei|passei|passamos)
    """
)
"""A deed of the writer, which is a change where the trouble began with it."""


def _began_with(told: tuple[Sentence, ...]) -> Sentence | None:
    """Return the deed behind which the text goes on "since then …": "I activated the firewall. Since then …"."""
    for sentence, following in pairwise(told):
        since = _SINCE_THEN.find(following.folded)
        if (
            since
            and since.start() <= FIRST_WORDS
            and _I_DID.within(sentence.folded)
            and not _TRIED.within(sentence.folded)
        ):
            return None if imagined(sentence) else sentence
    return None


FIRST_WORDS = 4
"""Characters that may stand before "since then" where a sentence begins with it: "and "."""


LIKELY = 0.65
OTHERWISE = 0.7


def _is_step(sentence: Sentence) -> bool:
    """Return whether the change was a step of looking for the fault."""
    chances = likelihood(sentence.text, Label.TRIED), likelihood(sentence.text, Label.CHANGED)
    return _TRIED.within(sentence.folded) or (chances[0] >= DOUBT and chances[0] > chances[1])


_NOT_BEFORE = Phrases(r"""
    (need*|want*|buy|order|get|getting|quote) … (a |an |some |another )?(new|different); would; before the
      (upgrade|move|migration|update|weekend|change); (will|going to) (be )?(\w+ )?(move|upgrad|chang|replac|migrat)*;
    (brauch*|mochte*|bestell*) … neue*; vor (dem|der) (umzug|update|umstellung);
    (besoin|veut|veulent|voulons|commander) … nouve*; avant (le|la) (mise a jour|demenagement|migration);
    (necesit*|quier*|comprar|pedir) … nuev*; antes (de|del) (la )?(actualizacion|mudanza|migracion|cambio);
    until … (replaced|changed|swapped|moved); bis … (getauscht|ersetzt|gewechselt); jusqu'a … (change*|remplace*);
    hasta … (cambi*|reemplac*); ate … (troc*|substitu*);
    (precis*|quer*|comprar) … nov[oa]s?; antes da (atualizacao|mudanca|migracao|troca)
    """)
"""What is wanted or to come has changed nothing yet."""


def _is_other(sentence: Sentence) -> bool:
    """Return whether the sentence is about a wish, the future, another trouble that is over, or the writer's dealer."""
    return (
        imagined(sentence)
        or over(sentence)
        or _NOT_YET.within(sentence.folded)
        or _is_step(sentence)
        or _NOT_BEFORE.within(sentence.folded)
        or (
            tells(sentence.text, Label.OVER, Label.ENDUSER, Label.FEATURE, at=OTHERWISE)
            and not tells(sentence.text, Label.CHANGED, at=DOUBT)
        )
    )


def _chance(sentence: Sentence) -> float:
    """Return how probable it is that the sentence tells a change, by the model alone."""
    if _is_other(sentence) or tells(sentence.text, Label.NOISE, Label.LICENCE, at=DOUBT):
        return 0.0
    return likelihood(sentence.text, Label.CHANGED)


def _why(finding: Finding) -> str:
    folded = fold(finding.words)
    told = Sentence(finding.words, folded, Region.BODY)
    by_words = _NOTHING.within(folded) or _SOMETHING.within(folded) or _somebody_did(told)
    return "" if by_words else because(finding.words, Label.CHANGED)


DIAGNOSTIC = Diagnostic(
    key="changed",
    level="L1",
    place=63,
    meaning="what changed before, or that nothing did",
    question="What changed before it began (network, carrier, software, hardware, power)?",
    short="What changed before?",
    wanted=FAULTS,
    read_in=TROUBLE,
    labels=(
        "(what )?(has )?change[sd]?( recently| before)?",
        "recent changes?",
        "anderung(en)?",
        "changements?",
        "cambios?",
        "mudancas?",
    ),
    read=_read,
    why=_why,
)
