"""What the desk's directory knows of the system that a message is about. Only for writers who are proven."""

from __future__ import annotations

from collections.abc import Callable

from deskbot.model.case import Case, Finding, Source
from deskbot.model.directory import System
from deskbot.triage.folding import fold, spelled


def _value(findings: tuple[Finding, ...], key: str) -> str:
    return next((fold(finding.value) for finding in findings if finding.key == key), "")


def system_of(case: Case, findings: tuple[Finding, ...]) -> System | None:
    """Return the one system that the host id or else the customer's name points to."""
    if not case.writer.proven:
        return None
    systems = sorted(case.systems, key=lambda system: (system.host_id, system.id))
    for key in ("host_id", "new_host_id", "old_host_id"):
        host = spelled(_value(findings, key))
        if host:
            return next((system for system in systems if spelled(system.host_id) == host), None)
    customer, model = spelled(_value(findings, "customer")), spelled(_value(findings, "model"))
    if not customer:
        return None
    named = [system for system in systems if spelled(system.customer) == customer]
    if len(named) > 1 and model:
        named = [system for system in named if spelled(system.model) == model]
    return named[0] if len(named) == 1 else None


def about_system(key: str, case: Case, findings: tuple[Finding, ...], value: Callable[[System], str]) -> Finding | None:
    """Return a fact of the system in question, as the directory has it."""
    system = system_of(case, findings)
    if system is None or not value(system):
        return None
    return Finding(key, value(system), f"{system.customer}, {system.host_id}", 0.9, Source.DIRECTORY)
