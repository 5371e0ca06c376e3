"""Constant or intermittent."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import first, where
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, because, tells, unlikely
from deskbot.triage.sentences import Region, Sentence, read
from deskbot.triage.shares import share_of_calls
from deskbot.triage.symptoms import tells_failure
from deskbot.triage.tense import imagined

_HOW_OFTEN = Phrases(
    r"""
    intermittent(ly)?; on and off; off and on; comes and goes; come(s)? and go; now and (then|again); random(ly)?;
    sporadic\w*; sporadisch; zeitweise; unregelmassig; intermitente*; aleatoire*; aleatori\w*;
    (in)?constante?(ment|mente);
    every (single )?(call|boot|attempt|one of them|fax|message|try); each (and every )?(\w+ )?(call|attempt|try|fax);
    solid(ly)?; non.?stop; occasional(ly)?; once (in a|every|or twice|per) \w+;
    (several|many|a few|three|four|five|\d+) times
      (a|per|in|today|this|since|yesterday); not (always|every (time|call)); over and over;
    one (call )?(in|out of) \w+; most of the time; half the time; repeatedly; consistent(ly)?; without exception;
    times out of; around the clock; keeps? (re\w+|coming|drop\w*|happening|going|cutting|ringing|falling|losing);
    immer wieder; jede[rsnm]? (\w+ )?(anruf|versuch|gesprach|fax|stunde)(s|es|e)?; jedes mal; ab und zu; gelegentlich;
    mehrmals; bei jedem; bei allen (anrufen|gesprachen);
    chaque (appel|fois|essai|communication|tentative|fax); (a )?tout coup; par moments; de temps en temps; sans arret;
    une fois sur; a chaque;
    cada (llamada|vez|intento|hora); a ratos; de vez en cuando; (en )?todas las (veces|llamadas); una de cada;
    toda (vez|hora|ligacao|chamada); cada (ligacao|vez|chamada|tentativa); de vez em quando;
    todas as (vezes|ligacoes|chamadas); em tod[ao]s?( as)?; (cai|caem|falha|falham|trava) direto;
    no matter (what|which|who|when|how); again and again;
    most (calls|days|times|of the calls); at least once (a|per);
    each of (the|them|these|our) (\w+ )?(calls|attempts|tests|tries|times);
    (two|three|four|five|six|seven|eight|nine|\d+) (out of|of|in) (every
      )?(two|three|four|five|six|seven|eight|ten|\d+) (times|calls|tries|attempts|tests);
    a (few|couple of|handful of|dozen) times (a|per|each|every|today|this|since);
    (several|many|few|\d+|three|four|five) (calls )?(a|per|each) (day|hour|week|shift|morning);
    every (now and then|so often|once in a while); from time to time; irregular*; the odd call;
    (de|em|von|out of) (cada|every|je) (dez|diez|dos|dois|duas|tres|cuatro|quatro|cinco|ten|five|four|three
      |\d+)( \w+)?;
    on some calls; (happens|works) (\w+ )?(sometimes|always|every); only (sometimes|some of the time);
    day and night; week in; same thing (every|each|again);
    (deux|trois|quatre|cinq|zwei|drei|vier|funf|dos|tres|cuatro|dois|duas|tres|une?|uma?|eins?|einer) (\w+ )?(sur
      |von|de cada
      |em cada|a cada) (deux|trois|quatre|cinq|six|dix|zwei|drei|vier|funf|zehn|dos|tres|cuatro|cinco|diez|dois|dez
      |\d+)
    """
)
_IN_A_FAILURE = Phrases(
    r"""
    every \w+ (minutes|seconds|hours|calls); every (single )?(time|one|few|hour|\d+|couple|two|three|five|ten
      |evening|minute); each time; always; constant(ly)?;
    all (the )?time; the whole time; continuous(ly)?; sometimes; some(times)? (calls|days);
    rarely; regularly; any (call|time); all the calls; (every|all) call\w*; whenever; whoever; steady;
    keeps? (showing|asking); never (once|goes|quit|stop*|rings|arrive*|works|comes); not once;
    100 ?% of; (like that|there) all the; stay(s|ed)? (that way|like that); won't go (off|away);
    (once|twice|several times|many times) (a|an|per|every|this|today|since|in);
    immer; standig; dauernd; dauerhaft; manchmal; durchgehend; die ganze zeit; meist(ens)?; alle \w+ (minuten|stunden);
    jede[rsnm]? (\w+ )?(apparat|telefon|mal)\w*; jede (nacht|minute|stunde); jeden \w+; ausnahmslos; ohne ausnahme;
    pausenlos;
    nicht ein einziges mal; rund um die uhr; regelmassig; selten; oft; haufig;
    toujours; tout le temps; parfois; en permanence; permanent\w*; tous les (jours|matins|soirs|appels);
    toutes les (\w+
      (minutes?|heures?)|nuits|fois|communications); sans exception;
      (a )?(la )?plupart (du temps|des
      appels); souvent; rarement; regulierement; jour et nuit; la moitie (du temps|des (appels|fois));
      jamais les? memes?;
      pas (a )?(chaque|tous|toujours); sans cesse; continuellement; systematiquement;
    siempre; todo el (tiempo|dia|rato); a veces; todos los (dias|mensajes|llamados|intentos);
    cada (dia|noche
      |\w+ minutos|tanto); todas (las )?(noches|las de)?; sin (parar|excepcion|falta);
      la mayoria de las (veces|llamadas);
      seguid[oa]; casi (siempre|nunca); muchas veces; la mitad de las (veces|llamadas); parejo; toditas;
      continuamente; (dia y noche|de dia y de noche); cada rato; con frecuencia; algunas (veces|llamadas);
    sempre; o tempo (todo|inteiro); as vezes; todos os dias; toda (noite|manha|santa);
    cada (dia
      |noite); sem (parar|excecao|excepcao|falhar|falta); a maior parte (do tempo|das (vezes|chamadas|ligacoes));
      constantemente; muitas vezes; metade das (vezes|chamadas|ligacoes);
      de manha a noite;
      de (vez|tempos) em (quando|tempos); algumas (vezes|chamadas|ligacoes); a toda (a )?hora; direto; dia e noite
    """
)
"""Words of frequency that people also use of other things: they count where the sentence is of the fault."""
_DAILY = Phrases("""
    every (day|night|morning|evening|afternoon|week); all day; daily; nightly; taglich;
    jeden (tag|morgen|abend); tous les (jours|matins|soirs); todos (los|os) dias; cada (dia|noche)
    """)
_OTHER = Phrases(
    r"""
    backup* … every; every (day|night|morning|evening) … (backup|open|in);
    (switch*|turn*|power*|flip*|toggle*|plug*) … (off and on|on and off);
    (always|siempre|sempre|toujours|immer) (a pleasure|happy|appreciate*|good to|nice|your|my|un placer|um prazer
      |un plaisir
      |gern*|dankbar); thank\w* … always; as always; (like|than|wie|comme|como) (always|immer|toujours|siempre|sempre);
    sempre as ordens; (a|ont|avait|avaient|est|etait) toujours ete; (war|waren|lief) … immer;
    (was|were|has|have|had) … always;
    (siempre|sempre) (ha|han|fue|era|foi|estuvo|esteve|funciono|funcionou|marcho); no (rush|hurry);
    when(ever)? (it|you) suit*;
    when(ever)? (somebody|someone|anybody|anyone|you) (has|have|gets?|finds?) (a |the )?(minute|moment|time|chance
      |sec\w*);
    any (week|day|time) (in|is|before|next|after); swap it whenever;
    (disk|disco|disque|platte|cpu|memory|storage|df|/|usage)
      … 100 ?%; 100 ?% (full|voll|plein|lleno|cheio|/)
    """
)


def _read(case: Case, _category: Category) -> Finding | None:
    told = read(case.message).told
    return (
        first("frequency", told, _HOW_OFTEN, 0.8, _is_of_the_fault)
        or first("frequency", told, _IN_A_FAILURE, 0.75, _fails_so)
        or first("frequency", told, _IN_A_FAILURE, 0.65, _is_an_aside)
        or first("frequency", told, _DAILY, 0.7, lambda one: tells_failure(one) and _is_of_the_fault(one))
        or where("frequency", told, lambda one: share_of_calls(one) is not None, 0.8)
        or where("frequency", told, _reads, 0.7)
    )


def _means_the_fault(sentence: Sentence) -> bool:
    return not imagined(sentence) and not _OTHER.within(sentence.folded)


def _is_of_the_fault(sentence: Sentence) -> bool:
    return _means_the_fault(sentence) and not unlikely(sentence.text, *_LABELS)


def _fails_so(sentence: Sentence) -> bool:
    if not _is_of_the_fault(sentence):
        return False
    if tells_failure(sentence):
        return True
    return tells(sentence.text, Label.TROUBLE, *_LABELS, at=MAYBE) and not tells(sentence.text, *_NO_FAULT, at=DOUBT)


MAYBE = 0.3
"""From here a sentence may be of the fault, where its words also say how often."""
FEW = 9
"""Words of a sentence that says how often, beside the one that says what fails."""


def _is_an_aside(sentence: Sentence) -> bool:
    return (
        len(sentence.text.split()) <= FEW
        and "?" not in sentence.text
        and _means_the_fault(sentence)
        and not tells(sentence.text, *_NO_FAULT, at=DOUBT)
    )


_NO_FAULT = (Label.NOISE, Label.STATUS, Label.NEGATED, Label.OVER, Label.ADVERT, Label.TRIED, Label.WORKAROUND)
_LABELS = (Label.INTERMITTENT, Label.CONSTANT)


def _reads(sentence: Sentence) -> bool:
    return tells(sentence.text, *_LABELS) and _means_the_fault(sentence)


def _why(finding: Finding) -> str:
    told = Sentence(finding.words, fold(finding.words), Region.BODY)
    by_words = (
        _HOW_OFTEN.within(told.folded)
        or _IN_A_FAILURE.within(told.folded)
        or _DAILY.within(told.folded)
        or share_of_calls(told)
    )
    return "" if by_words else because(finding.words, *_LABELS)


DIAGNOSTIC = Diagnostic(
    key="frequency",
    level="L1",
    place=62,
    meaning="constant or intermittent, how often",
    question="Is it constant or intermittent, and how often does it happen?",
    short="Constant or intermittent?",
    options=("constant", "intermittent", "it happened once"),
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
