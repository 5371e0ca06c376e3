"""In which language is it written?"""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case
from deskbot.triage.assessment import Assessment
from deskbot.triage.language import is_read, language_of, name_of
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.sentences import Reading, Region, read
from deskbot.triage.steps import Step

FEW_WORDS = 25
"""With fewer words of their own the writer only passes on what others say."""


def _text(reading: Reading, *regions: Region) -> str:
    return "\n".join(sentence.text for sentence in reading.sentences if sentence.region in regions)


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    reading = read(case.message)
    own = _text(reading, Region.SUBJECT, Region.BODY)
    found = language_of(own)
    passed_on = language_of(_text(reading, Region.FORWARDED)) if len(own.split()) < FEW_WORDS else ""
    before = case.earlier.language if case.earlier else ""
    language = found or before or passed_on
    unread = next((one for one in (found, passed_on, "" if found else before) if not is_read(one)), "")
    assessment = replace(assessment, language=language, unread=name_of(unread) if unread else "")
    if unread:
        return assessment.because(
            "language-unread", f"written in {name_of(unread)}: no rule reads it, so a person must", unread
        )
    if not language:
        return assessment.because("language-not-plain", "no language is plain; it is read as English")
    return assessment.because("language", f"written in {name_of(language)}", language)


STEP = Step("language", 15, "In which language is it written?", _run)
