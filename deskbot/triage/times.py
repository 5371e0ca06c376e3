"""Expressions of time: dates, weekdays, "since this morning", clock times."""

from __future__ import annotations

import re

from deskbot.triage.phrases import Phrases, one_of

_MONTH = one_of(
    """
    jan; feb; mar; apr; may; jun; jul; aug; sep; sept; oct; nov; dec; january; february; march; april; june;
    july; august; september; october; november; december; januar; februar; marz; mai; juni; juli; oktober;
    dezember; janvier; fevrier; mars; avril; juin; juillet; aout; septembre; octobre; novembre; decembre;
    enero; febrero; marzo; abril; mayo; junio; julio; agosto; septiembre; octubre; noviembre; diciembre;
    janeiro; fevereiro; marco; maio; junho; julho; setembro; outubro; novembro; dezembro
    """
)
_DAY = one_of(
    """
    monday; tuesday; wednesday; thursday; friday; saturday; sunday; mon; tue; tues; wed; thu; thurs; fri;
    sat; montag; dienstag; mittwoch; donnerstag; freitag; samstag; sonntag; lundi; mardi; mercredi; jeudi;
    vendredi; samedi; dimanche; lunes; martes; miercoles; jueves; viernes; sabado; domingo; segunda; terca;
    quarta; quinta; sexta
    """
)
_PART_OF_DAY = "(abend|morgen|nachmittag|vormittag|mittag|nacht|fruh)"
WHEN = Phrases(
    f"{_MONTH} \\d{{1,2}}(st|nd|rd|th)?",
    f"\\d{{1,2}}(st|nd|rd|th|\\.)? (of )?(de )?{_MONTH}",
    "\\d{4}-\\d{2}-\\d{2}",
    "\\d{1,2}/\\d{1,2}(/\\d{2,4})?",
    # Not the end of a release such as 7.1.2.
    "(?<![\\d.])\\d{1,2}\\.\\d{1,2}\\.(\\d{2,4})?",
    _DAY,
    (
        "(this|yesterday|last|early|late|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
        " (morning|afternoon|evening|night|nite|week|weekend|month)"
    ),
    "yesterday",
    "today",
    "tonight",
    "overnight",
    "(an hour|\\w+ (hours|minutes|days|weeks)) ago",
    "lunch(time)?",
    "noon",
    "midnight",
    "day one",
    (
        "(since|from|around|about|at|after|by|roughly|approx|~) \\d{1,2}([:.h]\\d{2})? ?(am|pm|a\\.m"
        "|p\\.m|h|uhr|o'clock|this|today|yesterday|-)?"
    ),
    "\\d{1,2}:\\d{2}",
    "\\d{1,2}h(\\d{2})?",
    "\\d{1,2} (am|pm|uhr)",
    "(half|quarter|twenty|ten|five) (past|to) \\w+",
    "half (six|seven|eight|nine|ten|eleven|twelve|one|two|three|four|five)",
    f"(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?{_PART_OF_DAY}",
    f"({_PART_OF_DAY} )?(heute|gestern|vorgestern) ({_PART_OF_DAY})",
    "(anteayer|antier|avant-hier|anteontem|vorgestern)",
    "(day before yesterday|the other day|the end of (the )?\\w+)",
    "(une? (dizaine|huitaine|quinzaine|couple) de (jours|semaines))",
    "(toda|tod[oa]s?) (la )?(noche|semana)",
    "(a|el|o|dia|le|du) \\d{1,2} (de(ste)? |d')?(mes|este mes|deste mes|mois)",
    f"(seit|im|since|depuis|desde) {_MONTH}",
    "gestern",
    "heute",
    "vorgestern",
    "halb \\w+",
    "letzte[nrs]? (woche|nacht|monat|mittwoch|montag)",
    "hier",
    "aujourd'hui",
    "ce matin",
    "cette nuit",
    "la semaine (derniere|passee)",
    "hier soir",
    "ayer",
    "hoy",
    "esta (manana|madrugada|tarde)",
    "anoche",
    "la semana pasada",
    "ontem",
    "hoje",
    "esta manha",
    "semana passada",
    "(a|an|one) (week|month|day|hour|year) ago",
    "for (about |over |nearly )?(the )?(past|last) (few |couple of |two |three )?(hours?|days?|weeks?|months?)",
    "over the weekend",
    r"hace (\w+ )?\w+ (minutos?|horas?|dias?|semanas?|mes(es)?)",
    r"(ha|faz) (\w+ )?\w+ (minutos?|horas?|dias?|semanas?|mes(es)?)",
    r"il y a (\w+ )?\w+ (minutes?|heures?|jours?|semaines?|mois)",
    r"(vor|seit) (\w+ )?\w+ (minuten|stunden?|tagen?|wochen?|monaten?)",
    r"depuis (\w+ )?\w+ (minutes?|heures?|jours?|semaines?|mois)",
    r"(since|from|at) \d{4}( ?h(ou)?rs)?",
    "(von|vom|seit) (voriger|vergangener|dieser) woche",
    "(madrugada|fim de semana|finde|wochenende|week-?end)",
)
SINCE = Phrases(
    r"""
    since; ever since; began; begun; start(ed|s|ing)?; occurred; quit; died;
    (went|gone|goes) (down|dead|out|dark|silent|offline); (been|is) (\w+ing|down|dead|out)( \w+)? for;
    dropped; lost; first (complaint|noticed|seen|happened|time|report*|call); noticed; as of;
    has been (going|like|doing|this|on|out|down|wrong); have been; arranc(o|aron|a);
    (la|a|die|das|the) (primera?|primeira|erste)
      (vez|mal); (the )?first time; (cela|ca) (dure|fait|traine|date); (vient|viene|vem) de(sde)?; es de hoy;
      dat(e|ing) from;
    from (the )?(yesterday|today|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday|last); so lange;
    for (the last|the past|about|a|\w+) (hours?|days?|weeks?|months?|minutes?); from that day; happened;
    it's been; seit(her|dem)?; ab; angefangen; begonnen; depuis; des; commence*; desde; empez*; comenz*;
    a partir de; comec*; ha(ce)? \w+ (horas?|dias?|semanas?|minutos?)
    """
)
CLOCK = re.compile(
    r"(?<![\d:.])\d{1,2}[:h]\d{2}(?::\d{2})?(?![\d:])|(?<![\d:.])\d{1,2}\s?(?:am|pm)\b|(?<!\d)\d{1,2} h \d{2}"
)
