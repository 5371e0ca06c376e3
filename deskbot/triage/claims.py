"""The question for a file that was only spoken of: it names what the writer says that they sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from deskbot.model.message import Question
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.questions import CLAIMED
from deskbot.triage.questions.wording import Wording

MOST_NAMES = 3

_NAME = re.compile(
    r"(?<![\w@/\\.-])\w[\w.+-]{0,80}(?:\(\d{1,2}\))?\.(?:pcap\w{0,4}|cap|logs?|txt|csv|zip|t?gz|tar|bz2|xz|7z|rar|png|jpe?g|gif"
    r"|hei[cf]|bmp|tiff?|pdf|mp4|mov|wav|mp3|m4a|json|xml|trc|trace|docx?|xlsx?)\b(?!\.?\w|@)",
    re.IGNORECASE,
)
_KINDS = (
    (
        "picture",
        Phrases(
            """
            screen ?(shot|cap|grab)s?; pictures?; pics?; photos?; images?; bild*; fotos?; screenshot*; capturas? de
            pantalla; pantallazos?; captures? d'ecran; ecrans?; copies? d'ecran; imagen*; imagem; imagens; prints?;
            videos?
            """
        ),
    ),
    ("recording", Phrases("recordings?; aufnahme*; enregistrements?; grabacion*; gravac*")),
    (
        "trace",
        Phrases(
            """
            traces?; sip ?traces?; captures?; pcap*; wireshark; mitschnitt*; trazas?; trazado*; capturas?; tcpdump*;
            rastreos?; tracos?
            """
        ),
    ),
    (
        "log",
        Phrases(
            """
            logs?; log ?files?; syslog*; cdrs?; protokoll*; logdatei*; journal; journaux; registros?; bitacora*
            """
        ),
    ),
)
"""What a file can be called, the surest word first: "captura de pantalla" is no trace."""


_ORDER = (*(name for name, _ in _KINDS), "file")
ENGLISH = Wording(
    "You wrote that {thing} is attached, but none reached us. Could you send it again?",
    "You wrote that {names} is attached, but no such file reached us. Could you send it again?",
    "You wrote that {names} are attached, but no such files reached us. Could you send them again?",
    "No attachment reached us. Send it again?",
    ("a picture", "a recording", "a trace", "a log", "a file"),
)
WORDINGS = {"en": ENGLISH, **CLAIMED}
"""English is what a reader gets in whose language we do not write."""


def claim_question(key: str, claim: str, arrived: Iterable[str], language: str, *, by_name: bool) -> Question | None:
    """Return the question for what was claimed and not given; None where every file that is named has come.

    Args:
        key: the diagnostic's.
        claim: the sentence that speaks of it as sent.
        arrived: the names of the attachments that did come.
        language: ISO 639-1 code; English where we do not write in it.
        by_name: whether the letter may repeat names from the mail: strangers' words go back to nobody.
    """
    here = {fold(name) for name in arrived}
    named = list(dict.fromkeys(found.group() for found in islice(_NAME.finditer(claim), 2 * MOST_NAMES)))
    names = [name for name in named if fold(name) not in here][:MOST_NAMES]
    if named and not names:
        return None
    wording = WORDINGS.get(language, ENGLISH)
    if names and by_name:
        text = (wording.one if len(names) == 1 else wording.several).format(names=", ".join(names))
    else:
        text = wording.kind.format(thing=wording.things[_ORDER.index(_kind(claim))])
    return Question(key, text, wording.short, helpful=True, claimed=True)


def _kind(claim: str) -> str:
    """Return what the sentence calls what is attached."""
    folded = fold(claim)
    return next((name for name, phrases in _KINDS if phrases.within(folded)), "file")
