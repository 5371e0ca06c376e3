"""The calls that fail, named by their ends and direction."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.finding import from_sentence
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence, read
from deskbot.triage.symptoms import tells_failure
from deskbot.triage.tense import imagined

_ENDS = Phrases(
    r"""
    (calls?|calling|dials?|dialing|dialling|rings?|ringing|phones?|called|dialed) … (outside|external|an
      outside|a mobile|mobiles?|cells?|landline*|long
      distance|emergency|extension|ext|from|number|abroad|overseas);
    from … (calls?|ring|rings|dial|dials);
    from (inside|outside|ext*|reception|building|the (desk|lobby|warehouse|office)|a cell*|any
      (desk|phone)|his|her|outside|the \w+ (office|desk|phone));
    when
      (a|an|the|someone|somebody|anyone|anybody|people|patients?|clients?|customers?|callers?|they|he|she|you|we)
      … (call*|ring*|dial*|phone*|press*|transfer*|answer*);
    (whoever|anyone who|everyone who|anybody who) (dials?|calls?|rings?);
    (callers?|clients?|customers?|patients?) (calls?|rings?|who|from|hear|get|press);
    (inbound|incoming|outbound|outgoing) … (from|to|via|over|on|through);
    ext* \d+ … (to|is ringing|call*|dial*); \d{2,5} (->|to|calling|calls|called) \d{2,};
    (one|a|the) call to; (calls?|call) (to|from|between|out of|into);
    (rings?|ringing|calls?) (my|his|her|their|our) (extension|ext|number|cell|mobile|desk); out to;
    between (the )?(two |three )?(sites|offices|branches|desks|extensions);
    (anrufe?|gesprache?) (von|nach|zu|aus|ins); (von|aus) … (angerufen|anruf*|ruft);
    wenn … (anruf*|anwahl*|ruft|wahlt); appels? (de|vers|depuis|entre|sortant*|entrant*);
    quand … (compose|appelle*|rappelle*); qu'elle appelle;
    llamadas? (salientes?|entrantes?|internas?|externas?); (any|every|an) outside (number|line|call);
    llamadas? (de|a|desde|entre|hacia); cuando … (llama*|marca*);
    (ligacoes|chamadas|ligacao|chamada) (externas?|internas?|de|para|do|da);
    quando … (liga*|disca*|manda*); manda* … (pro|para)
    """
)


_CALL = Phrases("""
    call*; dial*; ring*; rang; phon(e|es|ed|ing); transfer*; inbound; outbound; incoming; outgoing;
    anruf*; angeruf*; gesprach*; wahl*; appel*; compose*; llama*; marca*; ligac*; liga; chamada*; disca*;
    manda*; outside number; any number; far end; other (party|side|end|person)
    """)


def _names_calls(sentence: Sentence) -> bool:
    return _ENDS.within(sentence.folded) and _CALL.within(sentence.folded) and not imagined(sentence)


def _read(case: Case, category: Category) -> Finding | None:
    told = read(case.message).told
    for place, sentence in enumerate(told):
        # The failure may be told in the next words; in fraud the calls themselves are the trouble.
        fails = category is Category.SECURITY or any(tells_failure(near) for near in told[place : place + 2])
        if fails and _names_calls(sentence):
            return from_sentence("scenario", sentence, 0.75)
    return None


DIAGNOSTIC = Diagnostic(
    key="scenario",
    level="L1",
    place=60,
    meaning="the calls that fail: from, to, direction",
    question="Which calls fail: from where, to where, in which direction?",
    short="Which calls fail (from, to)?",
    wanted=FAULTS,
    read_in=FAULTS,
    labels=("(call )?(scenario|flow)", "steps to reproduce", "szenario", "escenario", "cenario"),
    read=_read,
)
