"""Answers in a form: "Host ID: 50-77B3", or "2) 50-77B3" to the second question that we asked."""

from __future__ import annotations

import re
from functools import lru_cache

from deskbot.model.case import Case, Finding
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.folding import compose, fold
from deskbot.triage.phrases import Phrases, compile_phrase
from deskbot.triage.questions import every_wording
from deskbot.triage.registry import all_diagnostics
from deskbot.triage.requirements import helpful_after, missing_after
from deskbot.triage.sentences import Region, read

LONGEST = 400
_NUMBERED = re.compile(r"^\s{0,8}[(\[#]?(\d{1,2})\s?[.):\]-]\s{0,4}(?=\S)(.*)$")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_LABEL_END = r"\s{0,12}(?:\([^()]{0,40}\)\s?)?(?:[:=]|\bis\b|\s-\s|\.{2,40}|\s{3}|\|)[\s.|]{0,60}"
_EMPTY = re.compile(
    r"^(?:[\s._\-?*<>\[\]()/|x]*|n/?a|unknown|none given|tbd|tba|tbc|to follow|see (?:above|below)"
    r"|not (?:sure|known|available|given)"
    r"|(?:i )?(?:do not|don't|dont) (?:know|have (?:it|that|this|one))|no idea|later|will (?:send|follow|check).*"
    r"|unbekannt|keine ahnung|weis+ (?:ich )?nicht.*|folgt|inconnue?|je ne sais pas.*"
    r"|no (?:lo )?s[ea]b?e?|desconocid[oa]"
    r"|nao sei|desconhecid[oa]|\(?please fill.*)[\s.,!]*$"
)


def answer(case: Case, diagnostic: Diagnostic) -> Finding | None:
    """Return what the writer put beside the diagnostic's label or number, or None."""
    for words, confidence in (*_labelled(case, diagnostic), *_numbered(case, diagnostic)):
        said = words[:LONGEST].strip()
        value = "" if _EMPTY.match(fold(said)) else diagnostic.shape(said)
        if value:
            return Finding(diagnostic.key, value, said, confidence)
    return None


@lru_cache(maxsize=256)
def _label_pattern(labels: tuple[str, ...], start: str) -> re.Pattern[str]:
    joined = "|".join(compile_phrase(label) for label in labels)
    return re.compile(rf"{start}(?:{joined}){_LABEL_END}")


LINE_START = r"^[\s>*•#-]{0,8}(?:\(?\d{1,2}[.)]\s{0,4})?\**(?:the |your |our )?"
INLINE_START = r"(?:[,;|/]|\.\s)\s{0,4}(?:the )?"


def _labelled(case: Case, diagnostic: Diagnostic) -> list[tuple[str, float]]:
    if not diagnostic.labels:
        return []
    at_start = _label_pattern(diagnostic.labels, LINE_START)
    inline = _label_pattern(diagnostic.labels, INLINE_START)
    lines = read(case.message).lines
    found: list[tuple[str, float]] = []
    for number, (line, region) in enumerate(lines):
        if region is Region.FORWARDED_SIGNATURE:
            continue
        folded = fold(line)
        label = at_start.search(folded)
        if label:
            value = _until_next_label(line[label.end() :])
            found.append((value or _next_line(lines, number), 0.97))
            continue
        label = inline.search(folded)
        if label and ":" in label.group() + "=":
            found.append((_until_next_label(line[label.end() :]), 0.9))
    return found


_NEXT_LABEL = re.compile(r"(?:\s{3,40}|[;|]|,\s)\s{0,4}[^\W\d][\w /-]{1,24}\s?[:=]\s")


def _until_next_label(text: str) -> str:
    """Return the value up to another label on the same line."""
    following = _NEXT_LABEL.search(text)
    return (text[: following.start()] if following else text).strip(" |*\t")


def _next_line(lines: tuple[tuple[str, Region], ...], number: int) -> str:
    """Return the line below a label that stands alone, unless it is a label too."""
    below = lines[number + 1][0].strip() if number + 1 < len(lines) else ""
    return "" if below.endswith(":") or re.match(r"[^:]{1,40}:(?:\s|$)", below) or _NUMBERED.match(below) else below


def _numbered(case: Case, diagnostic: Diagnostic) -> list[tuple[str, float]]:
    """Return the answer to the question of that number: questions are asked in the order of what is missing."""
    if case.earlier is None:
        return []
    category, findings = case.earlier.category, case.earlier.findings
    # As the letter had them: what is required, and behind it what would help.
    asked = (*missing_after(category, findings), *helpful_after(category, findings))
    if diagnostic.key not in asked:
        return []
    place = asked.index(diagnostic.key) + 1
    text = _numbered_lines(read(case.message).lines).get(place) or _between_quotes(case).get(place, "")
    text = _without_label(text, diagnostic)
    return [(text, 0.93)] if text else []


def _numbered_lines(lines: tuple[tuple[str, Region], ...]) -> dict[int, str]:
    """Return answers by their number; lines below a number belong to it until the next, or an empty line."""
    answers: dict[int, str] = {}
    current = 0
    for line, region in lines:
        numbered = _NUMBERED.match(line) if region in (Region.BODY, Region.SIGNATURE) else None
        if numbered:
            current = int(numbered.group(1))
            answers.setdefault(current, numbered.group(2).strip())
        elif current and line.strip() and region is Region.BODY:
            answers[current] = f"{answers[current]} {line.strip()}"[:LONGEST]
        else:
            current = 0
    return answers


def _between_quotes(case: Case) -> dict[int, str]:
    """Return answers that were typed below our quoted, numbered questions."""
    answers: dict[int, str] = {}
    current = 0
    for line in compose(case.message.text).split("\n"):
        quoted = _QUOTE.match(line)
        if quoted:
            numbered = _NUMBERED.match(line[quoted.end() :])
            # A long question goes on in the next quoted line; only another number ends it.
            current = int(numbered.group(1)) if numbered else current
        elif current and line.strip() and current not in answers:
            answers[current] = line.strip()
    return answers


def _without_label(text: str, diagnostic: Diagnostic) -> str:
    """Return the answer without our own words before it; nothing if those are another question's words."""
    folded = fold(text)
    for other in all_diagnostics():
        label = _label_pattern(other.labels, r"^(?:the |your )?").match(folded) if other.labels else None
        if label:
            return text[label.end() :].strip() if other.key == diagnostic.key else ""
    for wording in every_wording(diagnostic):
        if folded.startswith(fold(wording)[:40]):
            return text[len(wording) :].strip(" :-?")
    return text


_NOTHING_DONE = Phrases("nothing; none; not yet; no; nichts; rien; nada; aucun*")


def says_nothing(text: str) -> bool:
    """Return whether an answer says that there is none."""
    found = _NOTHING_DONE.find(fold(text))
    return bool(found) and found.start() == 0
