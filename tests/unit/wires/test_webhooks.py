"""No webhook leads into our own network, by whatever it is called."""

from __future__ import annotations

import asyncio
import re
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from deskbot.errors import DeskbotError
from deskbot.wires.webhooks import WebhookWire


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.reseller.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://localhost/",
        "https://intranet/",
        "https://10.0.0.7:8443/hook",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://name:word@hooks.reseller.example/",
        "https://hooks.reseller.example/#part",
        "ftp://hooks.reseller.example/",
        "https://",
        "https://xn--/",
        "https://hooks.reseller.example:99999/",
        "https://hooks.reseller.example/" + "a" * 1000,
    ],
)
def test_an_address_that_leads_inside_is_refused_when_it_is_given(url: str) -> None:
    with pytest.raises(DeskbotError):
        WebhookWire().check(url)


LABEL = "a" * 63


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("..example", "an empty part between two dots"),
        (".example", "an empty part"),
        ("hooks..example", "an empty part"),
        ("hooks.example..", "an empty part"),
        ("a" * 64 + ".example", "64 letters: 63 are the most"),
        (f"{'a' * 300}.example", "300 letters: 63 are the most"),
        (f"{LABEL}.{LABEL}.{LABEL}.{LABEL}", "255 letters: 253 are the most"),
        ("hooks%20reseller.example", '"%"'),
        ("hooks!.example", '"!"'),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_a_host_that_no_name_can_be_is_refused_with_what_is_wrong_with_it(
    host: str, says: str, *, private: bool
) -> None:
    with pytest.raises(DeskbotError, match=re.escape(says)):
        WebhookWire(private).check(f"https://{host}/deskbot")


@pytest.mark.parametrize(
    "host", [f"{LABEL}.example", f"{LABEL}.{LABEL}.{LABEL}.{'a' * 61}", "hooks.example.", "a_b.example", "büro.example"]
)
def test_a_host_is_kept_that_is_a_name(host: str) -> None:
    WebhookWire().check(f"https://{host}/deskbot")


@pytest.mark.parametrize("url", ["https://hooks.reseller.example/deskbot", "https://hooks.reseller.example:8443/?a=b"])
def test_an_address_of_the_open_internet_is_kept(url: str) -> None:
    WebhookWire().check(url)


async def test_a_name_that_leads_inside_is_refused_when_it_is_called() -> None:
    posted = await WebhookWire().post("https://localhost:9/", b"{}", {})

    assert not posted.taken
    assert "open internet" in posted.says


async def test_where_nobody_answers_nothing_is_raised() -> None:
    posted = await WebhookWire(private=True).post("http://127.0.0.1:1/", b"{}", {})

    assert (posted.taken, posted.status) == (False, None)
    assert posted.says


async def test_what_every_post_is_encrypted_by_is_read_once_and_not_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = ssl.create_default_context

    def noted() -> ssl.SSLContext:
        read.append("the certificates of this machine")
        return original()

    wire = WebhookWire(private=True)
    monkeypatch.setattr(ssl, "create_default_context", noted)

    for _ in range(3):
        await wire.post("https://127.0.0.1:1/", b"{}", {})

    assert not read


async def test_names_are_looked_up_apart_so_that_one_that_is_not_answered_stops_nothing_else() -> None:
    loop, over = asyncio.get_running_loop(), threading.Event()
    with ThreadPoolExecutor(1) as everybodys:
        loop.set_default_executor(everybodys)
        waits = loop.run_in_executor(None, over.wait)
        try:
            posted = await WebhookWire(private=True).post("http://localhost:1/", b"{}", {})
        finally:
            over.set()
            await waits

    assert "no answer within" not in posted.says
