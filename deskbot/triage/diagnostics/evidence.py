"""A log, trace, capture or picture of the fault that is really attached."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding, Source
from deskbot.model.message import Attachment
from deskbot.triage.diagnostics import EVERY, FAULTS, Diagnostic
from deskbot.triage.folding import fold

_FILE = re.compile(
    r"\.(?:pcap\w*|cap|log|txt|csv|zip|gz|tgz|tar|7z|png|jpe?g|gif|heic|webp|bmp|mp4|mov|avi|wav"
    r"|mp3|m4a|json|xml|har|dmp|evtx|ngrep|etl)$"
)
_PAPER = re.compile(
    r"logo|signature|signatur|banner|certificat|zertifikat|invoice|quote|order|icon|facebook|linkedin"
    r"|twitter|vcard|header|footer|image00\d|smime|cert\b|winmail|disclaimer|order|purchase|^po["
    r" _-]"
)
_PICTURE = "image/"
SMALLEST_INLINE = 15_000
"""A picture within the text that is smaller is a logo or a smiley."""


def _tells(attachment: Attachment) -> bool:
    name = fold(attachment.filename)
    if _PAPER.search(name):
        return False
    if attachment.content_type.startswith(_PICTURE) and attachment.inline:
        return attachment.size >= SMALLEST_INLINE
    return bool(_FILE.search(name)) or attachment.content_type.startswith(
        (_PICTURE, "video/", "audio/", "application/vnd.tcpdump")
    )


def _read(case: Case, _category: Category) -> Finding | None:
    names = [attachment.filename for attachment in case.message.attachments if _tells(attachment)]
    listed = ", ".join(names)
    return Finding("evidence", listed, listed, 0.85, Source.ATTACHMENT) if listed else None


DIAGNOSTIC = Diagnostic(
    key="evidence",
    level="L2",
    place=71,
    meaning="a log, trace, capture or picture of the fault, really attached",
    question="Can you attach a log, trace or picture of the fault? (A capture may hold speech and passwords.)",
    short="Log, trace or picture?",
    wanted=FAULTS | {Category.RMA},
    read_in=EVERY - {Category.ACCESS, Category.STATUS},
    read=_read,
)
