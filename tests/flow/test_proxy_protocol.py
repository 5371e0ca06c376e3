"""Behind a load balancer: the client that PROXY names is the one that counts, and only a trusted peer may name one."""

from __future__ import annotations

import ipaddress
import struct
from pathlib import Path

import pytest

from deskbot.channels.email.door.proxy import Named, read_header
from tests.flow.certificates import certificate
from tests.flow.doors import open_door

SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"


def v2(source: str, destination: str, *, command: int = 0x21, extra: bytes = b"") -> bytes:
    ends = ipaddress.ip_address(source), ipaddress.ip_address(destination)
    body = ends[0].packed + ends[1].packed + struct.pack("!HH", 40000, 25) + extra
    return SIGNATURE + struct.pack("!BBH", command, 0x11 if ends[0].version == 4 else 0x21, len(body)) + body


HEADERS = [
    (b"PROXY TCP4 198.51.100.7 192.0.2.1 40000 25\r\n", "198.51.100.7"),
    (b"PROXY TCP6 2001:db8::7 2001:db8::1 40000 25\r\n", "2001:db8::7"),
    (b"PROXY UNKNOWN\r\n", ""),
    (b"PROXY UNKNOWN ffff:: ffff:: 65535 65535\r\n", ""),
    (v2("198.51.100.7", "192.0.2.1"), "198.51.100.7"),
    (v2("198.51.100.7", "192.0.2.1", extra=b"\x04\x00\x01x"), "198.51.100.7"),
    (v2("2001:db8::7", "2001:db8::1"), "2001:db8::7"),
    (v2("198.51.100.7", "192.0.2.1", command=0x20), ""),
    (SIGNATURE + b"\x21\x00\x00\x00", ""),
    (SIGNATURE + b"\x21\x31\x00\x00", ""),
]


@pytest.mark.parametrize(("header", "client"), HEADERS)
def test_a_header_names_the_client_and_says_where_it_ends(header: bytes, client: str) -> None:
    assert read_header(header + b"EHLO x\r\n") == Named(client, len(header))
    assert all(read_header(header[:cut]) is None for cut in range(len(header)))


@pytest.mark.parametrize(
    "data",
    [
        b"EHLO x\r\n",
        b"PROXYTCP4 1.2.3.4 1.2.3.4 1 1\r\n",
        b"PROXY TCP4 198.51.100.7 192.0.2.1 40000\r\n",
        b"PROXY TCP4 2001:db8::7 192.0.2.1 40000 25\r\n",
        b"PROXY TCP6 198.51.100.7 192.0.2.1 40000 25\r\n",
        b"PROXY TCP4 198.51.100.7 192.0.2.1 40000 99999\r\n",
        b"PROXY TCP4 198.51.100.7 192.0.2.1 -1 25\r\n",
        b"PROXY TCP4 198.51.100.7  192.0.2.1 40000 25\r\n",
        b"PROXY TCP4 198.51.100.999 192.0.2.1 40000 25\r\n",
        b"PROXY " + b"x" * 200,
        SIGNATURE + b"\x11\x11\x00\x0c" + bytes(12),
        SIGNATURE + b"\x21\x11\x00\x04" + bytes(4),
        SIGNATURE + b"\x22\x11\x00\x0c" + bytes(12),
        SIGNATURE + b"\x21\x11\xff\xff",
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"PROXY|address"):
        read_header(data)


@pytest.mark.parametrize(("header", "client"), HEADERS)
async def test_the_client_that_is_named_counts_and_no_longer_the_balancer(header: bytes, client: str) -> None:
    async with open_door(smtp_proxy=True) as door, door.client(first=header + b"NOOP\r\n") as connected:
        assert (await connected.hear()).startswith("250")
        (counted,) = door.door._crowd.here
        assert counted == ("2001:db8::/64" if ":" in client else client)
        await connected.ready()
        await connected.data()

    assert door.arrivals[0].envelope["peer"] == client


async def test_a_balancer_that_says_nothing_of_the_client_is_cut_off() -> None:
    async with open_door(smtp_proxy=True) as door, door.client(first=b"EHLO x\r\n", greeted=False) as client:
        assert await client.rest() == ""


async def test_a_stranger_may_name_nobody() -> None:
    line = b"PROXY TCP4 192.0.2.25 192.0.2.1 40000 25\r\n"
    async with (
        open_door(smtp_proxy=True, trusted_relays="192.0.2.0/24") as door,
        door.client(first=line) as client,
    ):
        assert (await client.hear()).startswith("500 5.5.2")
        await client.ready()
        await client.data()

    assert door.arrivals[0].envelope["peer"] == "127.0.0.1"


async def test_without_the_setting_nobody_may() -> None:
    async with open_door() as door, door.client(first=HEADERS[0][0]) as client:
        assert (await client.hear()).startswith("500 5.5.2")


async def test_the_header_comes_before_tls(tmp_path: Path) -> None:
    pair = certificate(tmp_path)
    async with (
        open_door(smtp_proxy=True, smtp_tls_port=0, smtp_tls_certificate=pair.chain, smtp_tls_key=pair.key) as door,
        door.client(first=HEADERS[0][0], tls=pair.trusting()) as client,
    ):
        await client.ready()
        await client.data()

    assert door.arrivals[0].envelope["peer"] == "198.51.100.7"


async def test_limits_are_the_named_clients() -> None:
    async with (
        open_door(smtp_proxy=True, smtp_connections_per_client=1) as door,
        door.client(first=HEADERS[0][0]),
        door.client(first=HEADERS[4][0], greeted=False) as same,
        door.client(first=HEADERS[1][0]) as other,
    ):
        assert (await same.rest()).startswith("421 4.7.0")
        assert (await other.say("NOOP")).startswith("250")
