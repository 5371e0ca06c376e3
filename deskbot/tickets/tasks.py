"""Hands-on work at a site: what the desk asks for, and what the reseller answers. Pure.

Tasks have letters (A, B, …), as missing facts have numbers: so "1. 972 555 0142" and "A done" in one answer are not
taken for each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskbot.model.message import Inbound
from deskbot.model.task import Task, TaskState, letter_of
from deskbot.tickets.interlinear import answers_below

MOST_TASKS = 26
"""On one ticket; their names are letters."""
LONGEST = 500
"""Characters of a task, and of an answer that is kept with it."""
LOOKED_THROUGH = 60
"""Lines of an answer in which tasks are looked for."""


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """What the reseller says of one task."""

    place: int
    state: TaskState
    words: str
    line: str = ""
    """All that was read for it, the letter too."""


_LEAD = re.compile(
    r"^[\s>*\u2022-]{0,8}(?:(?:task|aufgabe|tarea|t[\u00e2a]che|tarefa) )?[(\[]?([a-z])"
    r"([)\].:,=-][)\].:,\s=-]{0,5}|\s[\s:=-]{0,5})(?=\S)(.*)$",
    re.IGNORECASE,
)
"""A line that begins with a task's letter."""
_ANOTHER = (
    r"(?:[,;./]|\s(?:and|but|und|aber|y|pero|et|mais|e|mas))\s{1,3}"
    r"(?=(?:(?:task|aufgabe|tarea|t[\u00e2a]che|tarefa) )?[(\[]?(?:LETTERS)[)\].:,\s=-])"
    r"|\s{1,3}(?=(?:LETTERS)[):=]\s)"
)
"""Where another open task begins on the same line: "A done, B not done: no ladder"."""
_SEVERAL = re.compile(
    r"^[\s>*\u2022-]{0,8}([a-z](?:\s?(?:,|&|\+|/|\band\b|\bund\b|\by\b|\bet\b|\be\b)\s?[a-z]\b){1,25})\s?[:=-]?\s{1,3}"
    r"(?=\S)(.*)$",
    re.IGNORECASE,
)
"""Several letters with one answer: "A and B done"."""
_OPENS = re.compile(
    r"^(?:(?:it|this|that|that's|it's|is|was|isn't|wasn't|has|have|had|could|couldn't|can|can't|did|didn't|i|we|still"
    r"|ist|wurde|war|konnte|konnten|haben|habe|ich|wir|noch|est|a|ont|on|nous|je|j'ai|esta|est\u00e1|fue|ha|yo|lo|se"
    r"|foi|j\u00e1|ya|ainda|todavia|todav\u00eda)\b ?)?"
)
"""What may stand between a bare letter within a line and its answer; a noun makes the letter an article."""
_NEAR = 3
"""Words behind a bare letter within which the answer stands: "a customer called, he is done" answers no task."""
_NOT_DONE = re.compile(
    r"[\u2717\u2718\u274c]|\b(?:not|nok|(?:can|could|do|did|does|have|has|had|was|were|is)n'?t|can'?t|cannot|unable|undone|failed|impossible"
    r"|no(?! problems?\b| errors?\b| trouble\b)|nope|skipped|open|pending|refused"
    r"|nicht|unm\u00f6glich|nein|keine?"
    r"|imposible|sin hacer|pendiente"
    r"|pas|non|n'a"
    r"|n[\u00e3a]o|imposs[\u00edi]vel|pendente)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"[\u2713\u2714\u2705\u2611]|\b(?:done|did|finished|completed?|carried out|ok|okay|yes|yep|ready|checked"
    r"|replaced|swapped|rebooted|restarted|fixed|works"
    r"|erledigt|gemacht|fertig|ja|getauscht|neu gestartet"
    r"|hech[oa]s?|list[oa]s?|s[\u00edi]|terminad[oa]s?|cambiad[oa]s?|reiniciad[oa]s?|ya est[\u00e1a]n?"
    r"|faite?s?|termin[\u00e9e]e?s?|oui|remplac[\u00e9e]e?s?|c'est bon"
    r"|feit[oa]s?|pront[oa]s?|sim|conclu[\u00edi]d[oa]s?|trocad[oa]s?|j[\u00e1a] est[\u00e1a]o?)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"^\W{0,4}(?:(?:it'?s|it is|they'?re|they are) )?"
    r"(?:all|everything|both|alles|beides?|tod[oa]s?|amb[oa]s|l[oa]s dos|os dois|as duas|les deux"
    r"|tout(?:es)?|tous|tudo)\b"
    r"(?: (?:tasks?|of them|of it|is|are|ist|sind|est[\u00e1a]n?|est|sont))?\W{1,4}(.{0,80})$",
    re.IGNORECASE,
)
_ONLY_DONE = re.compile(
    r"^\W{0,4}(?:(?:it'?s|that'?s|we'?re|ist|es|est|c'est|ya est(?:a|\u00e1)|j(?:a|\u00e1) est(?:a|\u00e1)) )?"
    r"(?:done|finished|completed|erledigt|gemacht|fertig|hecho|listo|terminado|fait|termin(?:e|\u00e9)|feito|pronto"
    r"|conclu(?:i|\u00ed)do)(?:[\s,.!]{1,4}(?:thanks?(?: you)?|thx|cheers|danke|merci|gracias|obrigad[oa]))?"
    r"[^\w?]{0,4}$",
    re.IGNORECASE,
)
"""A message that is nothing but this answers our letter, and so all that stands in it.

The desk reads the word with each task that it closes. "OK" and "yes" are none: they may only say that the letter came.
"""

_BY_THEN = re.compile(r"^\(by [^()]{1,60}\)\s?")
"""When a task is wanted, as it stands behind it in our list."""


def answers_of(message: Inbound, open_tasks: Sequence[Task]) -> tuple[TaskAnswer, ...]:
    """Return what a message says of the open tasks, in words of its own and within our own list of them."""
    own = message.reply if message.own is None else message.own
    found = {one.place: one for one in _within_our_list(message.text, open_tasks)}
    found |= {one.place: one for one in read_answers(own, open_tasks)}
    return tuple(found[place] for place in sorted(found))


def _within_our_list(text: str, open_tasks: Sequence[Task]) -> list[TaskAnswer]:
    """Return the answers that stand below, or behind, the tasks in a letter of ours that comes back."""
    listed_so = [f"{task.letter}. {task.what}" for task in open_tasks]
    found = answers_below(text, "", listed_so) if open_tasks else {}
    said = {place: _BY_THEN.sub("", words) for place, words in found.items()}
    return [
        TaskAnswer(open_tasks[place - 1].place, state, words, words)
        for place, words in said.items()
        if (state := _said(words))
    ]


def read_answers(text: str, open_tasks: Sequence[Task]) -> tuple[TaskAnswer, ...]:
    """Return what an answer says of the open tasks, each once, in the order of their letters.

    "A done", "b) not done: no ladder", "all done"; "done" alone, and nothing else, is said of them all. What names a
    task and says neither is an answer that leaves it open, and is not returned: a person reads the message anyway.
    """
    known = {task.letter: task for task in open_tasks}
    lines = [line.strip() for line in text.split("\n") if line.strip()][:LOOKED_THROUGH]
    found: dict[int, TaskAnswer] = {}
    for line in lines:
        for answer in _of_line(line, known):
            found.setdefault(answer.place, answer)
    if not found and lines:
        found = _of_all(lines[0], open_tasks) or _of_a_word(lines, open_tasks)
    return tuple(found[place] for place in sorted(found))


def _of_line(line: str, known: Mapping[str, Task]) -> list[TaskAnswer]:
    """Return the answers of a line, which may speak of several tasks one after the other."""
    several = _SEVERAL.match(line)
    letters = re.findall(r"\b[a-z]\b", several[1], re.IGNORECASE) if several else []
    named = [known[one.upper()] for one in letters if one.upper() in known]
    state = _said(" ".join(several[2].split()[:_NEAR])) if several else None
    # "A y B": the letters between two others may be the word for "and".
    if several and state and len(named) > 1:
        return [TaskAnswer(task.place, state, several[2].strip()[:LONGEST], line) for task in named]
    parts = re.split(_ANOTHER.replace("LETTERS", "|".join(known)), line, flags=re.IGNORECASE) if known else [line]
    return [
        answer
        for place, part in enumerate(parts[: MOST_TASKS + 1])
        if (answer := _of_part(part.strip(), known, first=place == 0))
    ]


def _of_part(part: str, known: Mapping[str, Task], *, first: bool) -> TaskAnswer | None:
    lead = _LEAD.match(part)
    task = known.get(lead[1].upper()) if lead else None
    if lead is None or task is None:
        return None
    words = lead[3].strip()[:LONGEST]
    marked = bool(lead[2].strip())
    if not first and not marked and not _opens(words):
        return None
    state = _said(words if marked else " ".join(words.split()[:_NEAR]))
    return TaskAnswer(task.place, state, words, part) if state else None


def _opens(words: str) -> bool:
    """Return whether words behind a bare letter begin with an answer: "B not done", but "a phone is not done"."""
    opening = _OPENS.match(words)
    rest = words[opening.end() :] if opening else words
    again = _OPENS.match(rest)
    rest = rest[again.end() :] if again else rest
    return any(said.match(one) for said in (_DONE, _NOT_DONE) for one in (rest, words))


def _of_all(line: str, open_tasks: Sequence[Task]) -> dict[int, TaskAnswer]:
    """Return the answers in a first line that speaks of every task, or of the only one."""
    everything = _ALL.match(line)
    words = everything[1] if everything else line if len(open_tasks) == 1 else ""
    starts = _DONE.match(words.lstrip(" :,-")) or _NOT_DONE.match(words.lstrip(" :,-"))
    state = _said(words) if starts else None
    # "All" of several that are not done may be some of them: only a person can say which.
    if state is None or (state is TaskState.NOT_DONE and len(open_tasks) > 1):
        return {}
    return {task.place: TaskAnswer(task.place, state, line[:LONGEST], line) for task in open_tasks}


def _of_a_word(lines: Sequence[str], open_tasks: Sequence[Task]) -> dict[int, TaskAnswer]:
    """Return the answers of a message that says "done" and nothing else, but perhaps a greeting, for all open tasks."""
    said = [line for line in lines if not _COURTESY.match(line)]
    if len(said) != 1 or not _ONLY_DONE.match(said[0]):
        return {}
    words = said[0][:LONGEST]
    return {task.place: TaskAnswer(task.place, TaskState.DONE, words, said[0]) for task in open_tasks}


_COURTESY = re.compile(
    r"^\W{0,4}(?:(?:many |vielen |muchas |muito )?(?:thanks?(?: you)?|thx|cheers|regards|danke|merci|gracias"
    r"|obrigad[oa])|hi|hello|hallo|hola|bonjour|ol(?:a|\u00e1))\b.{0,20}$",
    re.IGNORECASE,
)


def _said(words: str) -> TaskState | None:
    """Return what words say first: "done, no alarm" is done, "couldn't be done" is not."""
    done, not_done = _DONE.search(words), _NOT_DONE.search(words)
    if not_done and (done is None or not_done.start() <= done.start()):
        return TaskState.NOT_DONE
    return TaskState.DONE if done else None


def listed(tasks: Iterable[Task], zone_of: datetime) -> list[str]:
    """Return the tasks as lines of a letter, times in the zone of `zone_of`."""
    return [f"{task.letter}. {task.what}{_until(task, zone_of)}" for task in tasks]


def _until(task: Task, zone_of: datetime) -> str:
    if task.wanted_by is None:
        return ""
    return f" (by {task.wanted_by.astimezone(zone_of.tzinfo):%A %d %B, %H:%M} {zone_of.tzinfo})"


def places_behind(there: Collection[int], coming: Collection[int]) -> dict[int, int]:
    """Return the places that a ticket's tasks get on another one, by the places that they have.

    They keep their own where all of these are free there; else they go on behind the last.
    """
    if not set(there) & set(coming):
        return {place: place for place in sorted(coming)}
    return dict(zip(sorted(coming), range(max(there) + 1, max(there) + 1 + len(coming)), strict=True))


def renamed(tasks: Iterable[Task], places: Mapping[int, int]) -> list[str]:
    """Return the open tasks that get another letter, as lines of a letter: the old one, the new one, the task."""
    return [
        f"{task.letter} → {letter_of(places[task.place])}: {task.what}"
        for task in tasks
        if task.state is TaskState.OPEN and places[task.place] != task.place
    ]


def new_letters(places: Mapping[int, int]) -> str:
    """Return in words for the desk which tasks have other letters: "A, B are C, D"; empty where all keep theirs."""
    changed = [(letter_of(old), letter_of(new)) for old, new in sorted(places.items()) if old != new]
    if not changed:
        return ""
    before, after = (", ".join(letters) for letters in zip(*changed, strict=True))
    return f"{before} {'are' if len(changed) > 1 else 'is'} {after}"
