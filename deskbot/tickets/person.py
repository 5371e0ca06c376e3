"""Which person wrote from a mailbox that several share. Pure; an empty answer where it is not plain."""

from __future__ import annotations

import re

from deskbot.model.directory import Contact, Reseller
from deskbot.model.message import Inbound

_SHARED_WORDS = """
    support supporto soporte suporte assistance service services servicedesk service-desk helpdesk help-desk help desk
    hilfe info contact kontakt contacto office admin administrator administration noc soc tech techs technical technik
    technician tecnico tech-support techsupport team sales vertrieb ventas it itsupport it-support tickets ticket
    operations ops dispatch voice telecom telefonie telephony voip pbx hotline mail post hello customerservice
    customer-service kundendienst kundenservice stoerung reception accounts orders
"""
_SHARED = frozenset(_SHARED_WORDS.split())
"""Local parts that name a task, not a person."""
_ROLES = """
    support service services desk help helpdesk team office info sales technical tech technik vertrieb kundendienst
    hotline noc it admin department dept abteilung group the company gmbh inc llc ltd limited corp co kg ag sarl sa bv
    srl voice data telecom telecommunications communications networks network systems solutions phone phones telephony
    via from at of und and
"""
_ROLE_WORDS = frozenset(_ROLES.split())
_MOST_LINES = 8
_NAME_WORDS = 4
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]{0,29}")  # noqa: RUF001
_PARTICLES = frozenset(
    {
        *("de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "la", "le", "el", "y"),
        *("zu", "zur", "ter", "ten", "bin", "al"),
    }
)
_BEHIND = re.compile(r"(?<!\s)\s*(?:[,|/(]|\s[-\u2013\u2014]\s|\bvia\b).*", re.IGNORECASE)


def is_shared(address: str) -> bool:
    """Return whether a mail address names a task that several people do, as `support@` does."""
    local = address.casefold().rpartition("@")[0].partition("+")[0]
    return local in _SHARED or local.replace(".", "-").replace("_", "-") in _SHARED


def person_of(message: Inbound, reseller: Reseller | None, contact: Contact | None) -> str:
    """Return the name of the person who wrote, empty where only the mailbox is known.

    A contact's own mailbox is theirs. For a shared one the name beside the address counts, then the first line of the
    signature that can be a name.
    """
    if contact is not None and not is_shared(message.sender.address):
        return contact.name
    taken = {word.casefold() for word in _WORD.findall(reseller.name)} if reseller else set[str]()
    taken |= {word for word in re.split(r"[^a-z]+", message.sender.address.casefold()) if word}
    named = _name(message.sender.name, taken)
    if named:
        return named
    for line in message.signature.split("\n")[:_MOST_LINES]:
        signed = _name(line, taken)
        if signed and " " in signed:
            return signed
    return ""


def _name(text: str, taken: set[str]) -> str:
    """Return a person's name, empty for what can be none: roles, companies, numbers, closing formulas."""
    text = _BEHIND.sub("", text[:80], count=1).strip(" *_-\u2013.,;:\"'")
    words = text.split()
    if not 1 <= len(words) <= _NAME_WORDS or any(char.isdigit() or char in "@:/" for char in text):
        return ""
    for word in words:
        bare = word.casefold().strip(".,")
        if bare in _ROLE_WORDS or bare in taken:
            return ""
        proper = _WORD.fullmatch(word) is not None and (word[0].isupper() or not word[0].islower())
        if not proper and bare not in _PARTICLES:
            return ""
    return text if words[0][0].isupper() or not words[0][0].islower() else ""
