"""A question is answered, a wish fulfilled: what people write then, which says of no trouble that it is over."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Region
from deskbot.triage.symptoms import tells_failure
from deskbot.triage.tense import imagined, negated

_HELPED = Phrases(
    """
    (that|this|it|which|document*|guide|page|link|answer|manual) (has |really |already )?(helped|helps)( (me|us|a
      lot|very much))?; was (very |really )?helpful; answer(s|ed) (my|our|the|all) questions?;
    (hat|haben) (mir |uns )?(sehr |schon )?(geholfen|weitergeholfen); frage(n)? (ist |sind )?(damit )?beantwortet;
    (m'a|nous a|m'ont|nous ont) (bien |beaucoup )?aide*; (repond|a repondu|repondent) a (ma|notre|mes|nos) questions?;
    (me|nos) (sirvio|sirve|ayudo|ha servido|ha ayudado|fue (muy )?util); (responde|respondio|contesta|aclara|aclaro)
      (a )?(mi|nuestra|mis|nuestras) (pregunta|duda|consulta)s?;
    (isso|documentacao|guia|resposta|pagina|link) (me |nos |ja )?(ajudou|ajuda|resolveu|serviu);
    (respondeu|responde|esclareceu|tirou) (a |as )?(minha|nossa|minhas|nossas) (pergunta|duvida)s?
    """
)
_BUT = Phrases("but; however; still; aber; jedoch; trotzdem; mais; pourtant; pero; sin embargo; mas; porem; ainda")
_NOT = Phrases("not; didn't; doesn't; hasn't; n't; nicht; kein*; pas; no; nao; leider; sadly; unfortunately")


def says_that_it_helped(reading: Reading) -> str:
    """Return the sentence that says that an answer was enough, or an empty string."""
    for sentence in reading.told:
        found = _HELPED.find(sentence.folded)
        if found is None or sentence.region is not Region.BODY or sentence.asks:
            continue
        unsure = _BUT.within(sentence.folded) or _NOT.within(sentence.folded) or imagined(sentence)
        # "That helped, now all phones are dead": what helped, and what fails since, may share a sentence.
        if not unsure and not tells_failure(sentence) and not negated(sentence.folded, found):
            return sentence.text
    return ""
