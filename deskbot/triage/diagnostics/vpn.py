"""The remote-access VPN: its address, or whether it is up."""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import read
from deskbot.triage.tense import imagined

_FACT = Phrases(
    r"""
    vpn … (is|are|was|'s|looks?|shows?|isn't) (\w+
      )?(up|down|on|off|enabled|working|ok|connected|ready|open|available|there|set up|live|reachable);
    vpn (to (it|the box|the system|the ucx)
      )?(went|is|does|doesn't|works|won't|can't|ok|up|down|enabled|on|off|connects|dropped|address|ip
      |answers); vpn … \d+\.\d+\.\d+\.\d+; \d+\.\d+\.\d+\.\d+ … vpn; vpn (isn't|is not|not) (\w+);
    no (remote access |remote )?vpn; (get|come|reach|log) in … vpn; vpn (ist|lauft|steht|geht);
    vpn (est|fonctionne|marche); vpn (esta|funciona|arriba); (remote access|tunn?el|fernzugriff|acces (distant|a
    distance)|acc?es[so]o remoto) … \d+\.\d+\.\d+\.\d+;
    over the (remote access )?vpn;
    through the (remote access )?vpn; via (the )?(remote access )?vpn; (ativa|activa|active|aktiv) … vpn;
    vpn … (ativa|activa|active|aktiv|liberad*|habilitad*|en servicio|levantad*)
    """
)


_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)")


def _read(case: Case, _category: Category) -> Finding | None:
    found = first("vpn", read(case.message).told, _FACT, 0.8, lambda one: not imagined(one))
    return replace(found, value=_shape(found.value)) if found else None


def _shape(text: str) -> str:
    """Return the VPN's address where one is told, else what is said of it."""
    address = _ADDRESS.search(text)
    return address.group() if address else text


DIAGNOSTIC = Diagnostic(
    key="vpn",
    level="L2",
    place=74,
    meaning="remote-access VPN: its address, or whether it is up",
    question="Is the remote-access VPN up, and on which address?",
    short="Remote-access VPN up? Address?",
    wanted=FAULTS | {Category.RMA},
    read_in=TROUBLE,
    labels=(
        "(remote access |remote )?vpn( (address|ip|state|status|access))?",
        "remote access( (address|ip|state|status))?",
        "fernzugriff",
        "acces (distant|a distance)",
        "acceso remoto",
        "acesso remoto",
    ),
    shape=_shape,
    read=_read,
)
