"""Words that say how it stands, or that there is no more to tell, and name no step that anybody took. Pure."""

from __future__ import annotations

import re

from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases, compile_phrase, one_of

_FILLER = one_of(
    r"""
    no; yes; yeah; nope; ok; sorry; unfortunately; well; but; and; so; now; it; its; it's; it is; this; that; this is;
    that is; there is; there's; is; hi; hello; hey; thanks; thank you; please; as; then; just;
    nein; ja; leider; und; aber; es; das; ist; es ist; das ist; danke; hallo; bitte;
    non; oui; malheureusement; et; mais; c'est; ca; cela; il y a; desole\w*; merci; bonjour;
    si; lo siento; lamentablemente; y; pero; esta; eso; gracias; hola; nao; sim; infelizmente; e; mas; isso; obrigad\w*
    """
)
_STANDS = one_of(
    r"""
    still; (the |all the |it's the )?same; (the \w+ |it |this |that |he |she )?(is|are|was|came|has come) back
    ; came back; (not|isn't|never) (\w+ )?(solved|fixed|resolved|better|working|cured|gone)
    ; (no|without( any)?) (change|difference|improvement|luck|effect|joy|success|result|better|more|news|idea)
    ; (that |it |this |nothing )?(didn't|did not|doesn't|does not|hasn't|has not) (help|work|change|solve|fix)\w*
    ; nothing (more|else|new|further|helped|changed|to add|works|worked); unchanged; as before
    ; as (i|we) (have |had |already )*(said|wrote|told|mentioned|stated|explained|written)
    ; (i|we) (have )?already (said|wrote|mentioned|told you); (i|we) (have|had) (nothing|no more); (i|we)'ve nothing
    ; see (above|below|my|the|previous|earlier|first); that's all; that is all; same as (before|above);
    immer noch( (dasselbe|das|der|die|da|genauso|nicht|so|gleich|ein|kein\w*))?
    ; noch (dasselbe|das gleiche|die gleiche|der gleiche|da|genauso|nicht|gleich)
    ; noch immer; nach wie vor; weiterhin; unverandert; (wie|so) (gesagt|gehabt|oben|vorher|bereits|zuvor|erwahnt)
    ; nichts (neues|mehr|weiter|anderes|geandert); keine? (anderung|besserung|verbesserung|unterschied|erfolg|wirkung)
    ; nicht (gelost|behoben|besser|geholfen); (ist |kam )?wieder (da|gekommen|zuruck); mehr (habe|haben|kann|gibt)
    ; (hat|hilft|half|brachte|bringt) (auch |alles )?(nicht|nichts); siehe oben; dasselbe; das gleiche; ohne erfolg;
    toujours; encore (la|le|pareil); pareil; (la |le )?meme (chose|probleme|echo|bruit); (est )?revenue?; idem
    ; comme (je|deja|dit|avant|nous); rien (de|d'autre|a|n'a); pas (resolu|regle|mieux|de changement|d'effet)
    ; aucun (changement|effet); (je n'ai|nous n'avons|on n'a) (rien|pas); voir (plus haut|ci-dessus); inchange
    ; n'a (pas aide|rien change|pas marche); sans (effet|changement|resultat|succes);
    sigue\w*; (lo|el|la) mism[oa]; igual; como (dije|dijimos|ya|antes|le); nada (mas|nuevo|cambio|ayudo)
    ; no (esta|se|ha|fue) (\w+ )?(resuel\w*|resolvi\w*|solucion\w*|arregl\w*); sin (cambios?|efecto|exito|mejoria)
    ; (volvio|ha vuelto)(?! a ); no (tengo|tenemos|hay) (nada|mas); ver arriba
    ; no (ayudo|sirvio|funciono|cambio); (todavia|aun) (no|esta|igual|con|hay|el|la);
    continua\w*; (o|a) mesm[oa]; como (eu|ja|disse|falei); nada (mais|novo|mudou|ajudou); na mesma
    ; ainda (nao|esta|igual|com|tem|o|a|na|sem); nao (foi |esta |se )?(resolv\w*|ajud\w*|adiant\w*|mudou|funcionou)
    ; sem (mudanca|alteracao|efeito|sucesso|melhora); voltou(?! a ); nao (tenho|temos|ha) (mais|nada); ver acima
    """
)
_BEGINS = re.compile(
    r"^\W{0,4}(?:\d{1,2}\s?[.):\]-]{1,3}\s{1,4})?"
    r"(?:(?:already )?(?:tried|versucht|probiert|essaye|probado|testado|tentado)\s?:)?"
)
"""What stands before an answer in a form."""
_CLAUSE = re.compile(r"(?<![,.;:!?\n])[,.;:!?\n]+\s|(?<![,.;:!?])[,.;:!?]+$|\s[-\u2013]\s")
LONGEST_CLAUSE = 400
"""Characters, of which no more say nothing."""
_EMPTY = re.compile(
    rf"\W*(?:{compile_phrase(_FILLER)}\W+){{0,4}}"
    rf"(?:{compile_phrase(_FILLER)}|{compile_phrase(_STANDS)}(?:\W+[\w']+){{0,4}})?\W*"
)
_STEP_BEHIND = Phrases(
    """
    after; with; even; since (we|i); when; nach; mit; trotz; auch; apres; avec; malgre; despues; tras; con; depois;
    apos; com
    """
)
"""What stands behind these may be a step: "still the same after a restart"."""


def tells_no_step(text: str) -> bool:
    """Return whether words only say how it stands, or that nothing is to be added: "no, still the same echo"."""
    clauses = [clause for clause in _CLAUSE.split(_BEGINS.sub("", fold(text).strip())) if clause and clause.strip()]
    return all(
        len(clause) <= LONGEST_CLAUSE and _EMPTY.fullmatch(clause) and not _STEP_BEHIND.within(clause)
        for clause in clauses
    )
