"""Which systems a playbook is for: the releases and the products that its head names. Pure."""

from __future__ import annotations

from deskbot.model.case import Reason
from deskbot.triage.playbooks import Playbook
from deskbot.triage.products import is_none_of
from deskbot.triage.versions import in_words, outside


def misfit(book: Playbook | None, release: str, model: str) -> Reason | None:
    """Return why a playbook is certainly not for a system; None where it may be.

    Args:
        book: the playbook; None for one that is no more.
        release: what the system runs, as it is known; empty where it is not.
        model: the system's type, likewise.
    """
    if book is None:
        return None
    if outside(release, book.versions):
        spans = in_words(book.versions)
        return Reason("playbook-release", f"{book.id} is for releases {spans}; the system runs another", release)
    if is_none_of(model, book.products):
        return Reason("playbook-product", f"{book.id} is for {products(book)}; the system is a {model}", model)
    return None


def products(book: Playbook) -> str:
    """Return a playbook's products for people: "UCX50 or Galaxy 250"."""
    return " or ".join(book.products)
