"""Which words of a message answer hands-on tasks, and so tell nothing of the trouble. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from deskbot.model.case import Case
from deskbot.triage.outage import direction_lost, total
from deskbot.triage.plain_outage import plain_outage
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import fails_in_words, tells_failure


def answers_task(case: Case, words: str) -> bool:
    """Return whether words stand in the answer to a task, or hold it: "B not done: no ladder"."""
    lines = case.earlier.task_lines if case.earlier else ()
    plain = " ".join(words.split())
    return any(plain in line or line in plain for line in (" ".join(one.split()) for one in lines) if line)


def without_task_answers(case: Case, reading: Reading) -> Reading:
    """Return a message without the sentences that do nothing but answer tasks; what tells of a failure stays."""
    if case.earlier is None or not case.earlier.task_lines:
        return reading
    kept = tuple(
        one for one in reading.sentences if not answers_task(case, one.text) or _tells_more(case, reading, one)
    )
    return replace(reading, sentences=kept)


def _tells_more(case: Case, reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence that answers a task tells of a failure: "A done, since then everything is down".

    Where it is nothing but the answer it must say so in plain words: "B not possible, no camera" reads like calls that
    are not possible.
    """
    plain = " ".join(sentence.text.split())
    if not any(plain in " ".join(line.split()) for line in (case.earlier.task_lines if case.earlier else ())):
        return tells_failure(sentence)
    alone = replace(reading, sentences=(sentence,))
    return fails_in_words(sentence.folded) or any(look(alone) for look in (plain_outage, total, direction_lost))


def beside_task_answers(case: Case) -> Case:
    """Return a case whose message lacks the lines that answer tasks: work that is done is no trouble that is over."""
    lines = {line.strip() for line in (case.earlier.task_lines if case.earlier else ())}
    if not lines:
        return case
    message = case.message
    own = None if message.own is None else _without(message.own, lines)
    return replace(case, message=replace(message, reply=_without(message.reply, lines), own=own))


def _without(text: str, lines: Collection[str]) -> str:
    """Return a text without the lines that are among these, or of which these are all that is said."""
    return "\n".join(line for line in text.split("\n") if not _is_one_of(line.strip(), lines))


def _is_one_of(line: str, lines: Collection[str]) -> bool:
    for one in sorted(lines, key=len, reverse=True):
        line = line.replace(one, "")
    return not any(letter.isalnum() for letter in line)
