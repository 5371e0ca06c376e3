"""Which organisation a domain belongs to, by the list of public suffixes (RFC 7489, 3.2)."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from deskbot.access.domains import normal_domain


def organisation(domain: str) -> str:
    """Return the organisational domain: one label more than its public suffix; empty where it has none of its own."""
    labels = domain.split(".")
    length = len(labels) - _suffix_length(labels)
    return ".".join(labels[length - 1 :]) if length > 0 else ""


def same_organisation(one: str, other: str) -> bool:
    """Return whether two domains are aligned in DMARC's relaxed way."""
    ours = organisation(one)
    return bool(ours) and ours == organisation(other)


def _suffix_length(labels: list[str]) -> int:
    """Return how many labels at the end are a public suffix; the longest rule wins, an exception beats all."""
    rules = _rules()
    longest = 1  # the rule "*", for top-level domains that are not listed
    for start in range(len(labels)):
        rest = labels[start:]
        if "!" + ".".join(rest) in rules:
            return len(rest) - 1
        if ".".join(rest) in rules or ".".join(["*", *rest[1:]]) in rules:
            longest = max(longest, len(rest))
    return longest


@lru_cache(maxsize=1)
def _rules() -> frozenset[str]:
    # Only the list is the library's, with the rules of private owners, under each of which somebody else lives.
    text = (resources.files("publicsuffixlist") / "public_suffix_list.dat").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(_ascii(line.split()[0]) for line in lines if line and not line.startswith("//"))


def _ascii(rule: str) -> str:
    if rule.isascii():
        return rule.lower()
    try:
        return rule.encode("idna").decode()
    except UnicodeError:
        return normal_domain(rule)
