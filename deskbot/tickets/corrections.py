"""What a person at the desk sets right on a ticket: "severity=S2", "release: 7.0.2". Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from deskbot.access.confidential import masked
from deskbot.errors import DeskbotError, did_you_mean
from deskbot.model.case import Category, Finding, Severity, Source

SEVERITY, CATEGORY, PLAYBOOK = "severity", "category", "playbook"
LONGEST = 300
"""Characters of a value."""
_CHANGE = re.compile(r"\s*([A-Za-z][A-Za-z0-9_ -]{0,30}?)\s*[=:]\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What is to be set; None and empty mean that it stays as it is."""

    severity: Severity | None = None
    category: Category | None = None
    playbook: str | None = None
    """Empty says that no known issue fits."""
    facts: tuple[tuple[str, str], ...] = ()
    """Diagnostics by key; an empty value says that the fact is not known after all."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return what is to be set, by its name."""
        verdicts = {SEVERITY: self.severity, CATEGORY: self.category, PLAYBOOK: self.playbook}
        return (*(key for key, value in verdicts.items() if value is not None), *(key for key, _ in self.facts))


def read_corrections(words: Iterable[str], facts: Collection[str], playbooks: Collection[str]) -> Corrections:
    """Read changes, each like "release=7.0.2".

    Args:
        words: the changes.
        facts: the keys of the diagnostics.
        playbooks: the ids of the playbooks.

    Raises:
        DeskbotError: one of them cannot be understood; nothing of any is done then.
    """
    read: list[tuple[str, str]] = []
    for one in _apart(words, (SEVERITY, CATEGORY, PLAYBOOK, *facts)):
        found = _CHANGE.fullmatch(one)
        if found is None:
            raise DeskbotError(f'"{one[:60]}" changes nothing; write what and how, like severity=S2 or release=7.0.2')
        read.append((found[1].casefold().replace("-", "_").replace(" ", "_"), found[2]))
    return corrections_of(read, facts, playbooks)


def corrections_of(
    changes: Iterable[tuple[str, str]], facts: Collection[str], playbooks: Collection[str]
) -> Corrections:
    """Return what is to be set by changes that are apart already: whatever stands in a value, it is a value.

    Args:
        changes: names, and to what they are set.
        facts: the keys of the diagnostics.
        playbooks: the ids of the playbooks.

    Raises:
        DeskbotError: one of them cannot be understood; nothing of any is done then.
    """
    wanted = Corrections()
    for key, value in changes:
        wanted = _with(wanted, key, " ".join(value.split()), facts, playbooks)
    return wanted


def _apart(words: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Yield each change, also where several stand on one line: "severity=S2 release=7.0.2".

    Only "name=" begins another one: a colon may stand in a sentence that is a value.
    """
    names = "|".join(re.escape(name).replace("_", "[_ -]") for name in sorted(known, key=len, reverse=True))
    begins = re.compile(rf"(?:\s*[,;]\s*|\s+)(?=(?:{names})\s?=)", re.IGNORECASE)
    for one in words:
        yield from begins.split(one.strip())


def _with(read: Corrections, key: str, value: str, facts: Collection[str], playbooks: Collection[str]) -> Corrections:
    if key == SEVERITY:
        return replace(read, severity=Severity(_one_of(key, value.upper(), [one.value for one in Severity])))
    if key == CATEGORY:
        return replace(read, category=Category(_one_of(key, value.casefold(), [one.value for one in Category])))
    if key == PLAYBOOK:
        none = value.casefold() in ("", "none", "-")
        return replace(read, playbook="" if none else _one_of(key, value.casefold(), playbooks))
    if key not in facts:
        known = (SEVERITY, CATEGORY, PLAYBOOK, *facts)
        raise DeskbotError(f'there is no "{key}" on a ticket{did_you_mean(key, known)}; known are: {", ".join(known)}')
    if len(value) > LONGEST:
        raise DeskbotError(f"{key}: {len(value)} characters are too many; {LONGEST} at most")
    return replace(read, facts=(*read.facts, (key, masked(value))))


def _one_of(key: str, value: str, known: Collection[str]) -> str:
    if value not in known:
        raise DeskbotError(f'{key}: "{value}" is not known{did_you_mean(value, known)}; known are: {", ".join(known)}')
    return value


def as_note(wanted: Corrections, name: str) -> dict[str, Any]:
    """Return what the timeline keeps of corrections: which verdicts a person set, to what, and who that is."""
    verdicts = {SEVERITY: wanted.severity, CATEGORY: wanted.category, PLAYBOOK: wanted.playbook}
    given = {key: str(value) for key, value in verdicts.items() if value is not None}
    return {"sets": sorted(given), "by": name, **given} if given else {}


def who_set(verdict: str, value: str, notes: Iterable[Mapping[str, Any]]) -> str:
    """Return who at the desk set a verdict to what it is; empty where triage did, or has changed it since.

    Args:
        verdict: SEVERITY, CATEGORY or PLAYBOOK.
        value: what it is now.
        notes: what the timeline keeps of corrections, the oldest first.
    """
    last = next((one for one in reversed(list(notes)) if verdict in one.get("sets", ())), {})
    return str(last.get("by") or "a person at the desk") if last.get(verdict) == value else ""


def corrected(findings: Iterable[Finding], facts: Iterable[tuple[str, str]], author: str) -> tuple[Finding, ...]:
    """Return findings with what a person set; no message of the reseller overwrites it."""
    kept = {finding.key: finding for finding in findings}
    for key, value in facts:
        if value:
            kept[key] = Finding(key, value, f"set by {author}", 1.0, Source.PERSON)
        else:
            kept.pop(key, None)
    return tuple(kept.values())
