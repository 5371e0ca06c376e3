"""Which words of a message answer hands-on tasks, and so tell nothing of the trouble. Pure."""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case
from deskbot.triage.sentences import Reading
from deskbot.triage.symptoms import tells_failure


def answers_task(case: Case, words: str) -> bool:
    """Return whether words stand in the answer to a task, or hold it: "B not done: no ladder"."""
    lines = case.earlier.task_lines if case.earlier else ()
    plain = " ".join(words.split())
    return any(plain in line or line in plain for line in (" ".join(one.split()) for one in lines) if line)


def without_task_answers(case: Case, reading: Reading) -> Reading:
    """Return a message without the sentences that do nothing but answer tasks; what tells of a failure stays."""
    if case.earlier is None or not case.earlier.task_lines:
        return reading
    kept = tuple(one for one in reading.sentences if tells_failure(one) or not answers_task(case, one.text))
    return replace(reading, sentences=kept)
