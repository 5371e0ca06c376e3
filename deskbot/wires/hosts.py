"""What no host is called, as the network's own naming has it (RFC 1035)."""

from __future__ import annotations

import re

import httpx

LONGEST_LABEL = 63
LONGEST_NAME = 253
LARGEST_PORT = 65535
_NO_LETTER = re.compile(r"[^A-Za-z0-9_-]")


def wrong_with_address(url: str) -> str:
    """Return what keeps anybody from ever calling a web address, in words; empty where nothing does."""
    try:
        parts = httpx.URL(url)
        is_one = bool(parts.host) and (parts.port or 1) <= LARGEST_PORT  # a host is decoded when it is asked for
    except (httpx.InvalidURL, UnicodeError):
        is_one = False
    else:
        if is_one:
            return wrong_with_host(parts.raw_host.decode())
    return "this is no web address"


def wrong_with_host(host: str) -> str:
    """Return what is wrong with a host as it stands in a request: a name in ASCII, or an IP address."""
    if ":" in host:
        return ""  # an IPv6 address, which has been read as one
    name = host.removesuffix(".")  # a dot at the end says that it is the whole name
    labels = name.split(".")
    if not all(labels):
        return "its host has an empty part between two dots, or before the first one"
    if (longest := max(map(len, labels))) > LONGEST_LABEL:
        return f"a part of its host has {longest} letters: {LONGEST_LABEL} are the most"
    if len(name) > LONGEST_NAME:
        return f"its host has {len(name)} letters: {LONGEST_NAME} are the most"
    if found := _NO_LETTER.search("".join(labels)):
        return f'its host has "{found[0]}" in it, which no name has'
    return ""
