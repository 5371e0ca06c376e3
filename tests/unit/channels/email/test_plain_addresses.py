"""An address that is read at a glance is read as aiosmtpd reads it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from aiosmtpd.smtp import SMTP
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.door.connection import PLAIN

LIBRARY = SimpleNamespace(local_part_limit=0)


@given(st.from_regex(PLAIN, fullmatch=True))
def test_whatever_is_plain_the_library_reads_alike(arg: str) -> None:
    plain = PLAIN.fullmatch(arg)
    assert plain
    address, rest = SMTP._getaddr(LIBRARY, arg)  # type: ignore[arg-type]
    assert (plain[1], plain[2].split()) == (address, (rest or "").split())


@pytest.mark.parametrize(
    "arg",
    [
        "<>",
        "",
        '<"quoted"@one.example>',
        "<ty@[192.0.2.1]>",
        "<@relay.example:ty@one.example>",
        "<ty@one.example> (a comment)",
        "ty@one.example",
        "<ty>",
        "<ty@one.example>\r\nRCPT TO:<x@one.example>",
        "<.ty@one.example>",
        "<ty..b@one.example>",
        "<ty@one.example",
    ],
)
def test_what_is_not_plain_is_left_to_the_library(arg: str) -> None:
    assert not PLAIN.fullmatch(arg)
