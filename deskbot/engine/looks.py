"""How a ticket looks to others: what was told of it, and what the directory knows of its system."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from deskbot.model.case import Category, Finding, Severity
from deskbot.model.directory import System
from deskbot.store.links import Comparable
from deskbot.store.tables import TicketRow
from deskbot.tickets.alike import Look
from deskbot.tickets.alike_words import carriers, symptom_words
from deskbot.triage.folding import fold, spelled

KEPT = 4096
"""Tickets of which is kept how they look: one that comes in is compared with up to hundreds, mostly the same."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a ticket tells of itself, folded for comparing."""

    host: str
    customer: str
    carriers: frozenset[str]
    symptom: str
    """Its symptom, and its subject."""


def told(subject: str, findings: Sequence[Finding]) -> Told:
    """Return what a subject and findings tell."""
    return _told(subject, {finding.key: finding.value for finding in findings})


@lru_cache(maxsize=KEPT)
def told_before(subject: str, findings: str) -> Told:
    """Return the same of findings as they are stored, in JSON."""
    return _told(subject, {finding["key"]: finding["value"] for finding in json.loads(findings)})


def _told(subject: str, values: Mapping[str, str]) -> Told:
    carrier = values.get("carrier", "")
    return Told(
        host=spelled(values.get("host_id", "")),
        customer=_name(values.get("customer", "")),
        carriers=carriers(carrier, fold(carrier)),
        symptom=fold(f"{subject} {values.get('symptom', '')}"),
    )


def look_of(
    row: TicketRow | Comparable,
    told: Told,
    systems: Mapping[str, System],
    region: str,
    *,
    alone: bool = False,
    ground: str = "",
) -> Look:
    """Return how a ticket looks to others; what the directory knows of its system goes before what was written.

    Args:
        row: the ticket.
        told: what it tells of itself.
        systems: those that its writer, or who writes now, may know of, by their host ids.
        region: its reseller's.
        alone: whether a decision has said that it must keep a page of its own.
        ground: see `Look`.
    """
    system = systems.get(told.host)
    customer = _name(system.customer) if system else told.customer
    site = _name(system.site) if system else ""
    return Look(
        number=row.number or 0,
        created_at=row.created_at,
        severity=Severity(row.severity),
        category=Category(row.category),
        verified=row.verified,
        alone=alone or row.category == Category.SECURITY,
        reseller=row.reseller_id,
        region=fold(region.strip()),
        customer=customer,
        site=site,
        host=told.host,
        playbook=row.playbook or "",
        carriers=told.carriers,
        words=_words(told.symptom, customer, site),
        parent=row.parent,
        ground=ground,
    )


def systems_by_host(systems: Sequence[System]) -> dict[str, System]:
    """Return systems by their host ids, as these are compared."""
    return {spelled(system.host_id): system for system in systems}


@lru_cache(maxsize=KEPT)
def _words(symptom: str, customer: str, site: str) -> frozenset[str]:
    return symptom_words(symptom, f"{customer} {site}")


def _name(text: str) -> str:
    return " ".join(fold(text).split())
