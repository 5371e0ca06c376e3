"""Constant or intermittent."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import first, from_sentence
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import because, tells
from deskbot.triage.scope import share_of_calls
from deskbot.triage.sentences import Region, Sentence, read
from deskbot.triage.symptoms import tells_failure
from deskbot.triage.tense import imagined

_HOW_OFTEN = Phrases(
    r"""
    every (single )?(time|call|boot|attempt|one of
      them|few|hour|\d+|couple|two|three|five|ten|fax|message); each (\w+ )?(call|time|one|attempt);
    each and every; solid(ly)?; every (single )?one; always; constant(ly)?; all (the )?time;
    permanent(ly)?; continuous(ly)?; non.?stop; intermittent(ly)?; on and off; off and on; comes and goes;
    come(s)? and go; now and (then|again); sometimes; some(times)? (calls|days); random(ly)?;
    occasional(ly)?; sporadic*; once (a|in a|every|or twice|per); twice (a|per);
    (several|many|a few|three|four|five|\d+) times (a|per|in|today|this|since|yesterday);
    not (always|every);
    keeps? (re\w+|coming|drop\w*|happening|going|cutting|showing|asking|ringing|falling|losing);
    over and over; one (call )?(in|out of) \w+; most of the time; half the time; rarely; repeatedly;
    consistent(ly)?; without exception; never (once|goes|quit|stop*|rings|arrive*|works); times out of;
    100 ?%; (like that|there) all the; any (call|time); whenever; steady; around the clock;
    stay(s|ed)? (that way|like that); immer( wieder)?; jede[rsnm]? (mal|anruf|versuch|gesprach|stunde);
    jedes mal; standig; dauernd; dauerhaft; manchmal; ab und zu; gelegentlich; sporadisch; zeitweise;
    unregelmassig; durchgehend; mehrmals; bei jedem; chaque (appel|fois|matin|jour); a (tout coup|chaque);
    toujours; tout le temps; par moments; parfois; de temps en temps; intermittent*; aleatoire*;
    sans arret; une fois sur; siempre; cada (llamada|vez|dia|hora); todo el tiempo; a veces; a ratos;
    de vez en cuando; intermitente*; (en )?todas las (veces|llamadas); una de cada; sempre;
    toda (vez|hora); cada (ligacao|vez); o tempo todo; as vezes; de vez em quando;
    todas as (vezes|ligacoes|chamadas); em tod[ao]s?( as)?; (cai|caem|falha|falham|trava) direto; not once;
    no matter (what|which|who|when|how); whoever; the whole time; regularly; again and again;
    most (calls|days|times|of the calls); at least once; every one; permanently;
    each of (the|them|these|our) (\w+ )?(calls|attempts|tests|tries|times);
    all the calls;
    (two|three|four|five|six|seven|eight|nine|\d+) (out of|of|in) (every
      )?(two|three|four|five|six|seven|eight|ten|\d+) (times|calls|tries|attempts|tests);
    a (few|couple of|handful of|dozen) times;
    (several|many|few|\d+|three|four|five) (calls )?(a|per|each) (day|hour|week|shift|morning);
    every (now and then|so often|once in a while); from time to time; irregular*; the odd call;
    on some calls; (happens|works) (\w+ )?(sometimes|always|every); only (sometimes|some of the time);
    won't go (off|away); stays (on|dark|blank|lit|silent); around the clock; day and night; week in;
    same thing (every|each|again);
    (once|twice|several times|many times) (a|an|per|every|this|today|since|in)
    """
)
_DAILY = Phrases("""
    every (day|night|morning|evening|afternoon|week); all day; daily; nightly; taglich;
    jeden (tag|morgen|abend); tous les (jours|matins|soirs); todos (los|os) dias; cada (dia|noche)
    """)
_OTHER = Phrases(
    """
    backup* … every; every (day|night|morning|evening) … (backup|open|in);
    (switch*|turn*|power*|flip*|toggle*|plug*) … (off and on|on and off);
    always (a pleasure|happy|appreciate*|good to|nice); as always; wie immer; comme toujours;
    como siempre; sempre as ordens
    """
)


def _read(case: Case, _category: Category) -> Finding | None:
    told = read(case.message).told
    found = first("frequency", told, _HOW_OFTEN, 0.8, lambda one: not imagined(one) and not _OTHER.within(one.folded))
    if found:
        return found
    daily = first("frequency", told, _DAILY, 0.7, lambda one: tells_failure(one) and not _OTHER.within(one.folded))
    if daily:
        return daily
    shared = next((sentence for sentence in told if share_of_calls(sentence)), None)
    if shared:
        return from_sentence("frequency", shared, 0.8)
    read_so = next((one for one in told if _reads(one)), None)
    return from_sentence("frequency", read_so, 0.7) if read_so else None


_LABELS = (Label.INTERMITTENT, Label.CONSTANT)


def _reads(sentence: Sentence) -> bool:
    return tells(sentence.text, *_LABELS) and not imagined(sentence) and not _OTHER.within(sentence.folded)


def _why(finding: Finding) -> str:
    told = Sentence(finding.words, fold(finding.words), Region.BODY)
    by_words = _HOW_OFTEN.within(told.folded) or _DAILY.within(told.folded) or share_of_calls(told)
    return "" if by_words else because(finding.words, *_LABELS)


DIAGNOSTIC = Diagnostic(
    key="frequency",
    level="L1",
    place=62,
    meaning="constant or intermittent, how often",
    question="Is it constant or intermittent, and how often does it happen?",
    short="Constant or intermittent?",
    wanted=FAULTS,
    read_in=TROUBLE,
    labels=(
        "(frequency|how often|constant or intermittent)",
        "haufigkeit",
        "frequence",
        "frecuencia",
        "frequencia",
    ),
    read=_read,
    why=_why,
)
