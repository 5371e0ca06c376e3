"""`deskbot check` says whether mail finds the desk, and whether the desk's own letters are believed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from deskbot.channels.email.proof.lookups import LookupFailedError, Resolver
from deskbot.cli.check_dns import dns, mail_servers
from deskbot.settings import Settings
from deskbot.wires.letters.signing import key_of
from tests.harness import desk_with
from tests.openssl import openssl

GOOD: dict[tuple[str, str], Sequence[Any]] = {
    ("desk.example", "MX"): [(20, "b.desk.example"), (10, "a.desk.example")],
    ("a.desk.example", "A"): ["192.0.2.1"],
    ("b.desk.example", "AAAA"): ["2001:db8::1"],
    ("desk.example", "TXT"): [b"something-else=1", b"v=spf1 mx -all"],
}


def resolver(**changed: Sequence[Any]) -> Resolver:
    """The DNS with some of its records changed, by the kind of what desk.example has."""
    known = GOOD | {("desk.example", kind): records for kind, records in changed.items()}
    return lambda name, kind, _: known.get((name, kind), ())


def looked(asked: Resolver, **more: Any) -> list[tuple[str, str, str]]:
    settings = Settings(_env_file=None, **more)
    return [(one.what, one.state, one.says) for one in dns(settings, desk_with(), asked)]


def test_a_domain_that_is_well_says_where_its_mail_goes() -> None:
    assert looked(resolver()) == [
        ("MX of desk.example", "ok", "mail goes to a.desk.example, b.desk.example"),
        ("SPF of desk.example", "ok", "v=spf1 mx -all"),
    ]
    assert mail_servers("desk.example", resolver()) == ["a.desk.example", "b.desk.example"]


@pytest.mark.parametrize(
    ("changed", "state", "says"),
    [
        ({"MX": []}, "failed", "nobody can write to the desk"),
        ({"MX": [], "A": ["192.0.2.1"]}, "warning", "make one that names the mail server"),
        ({"MX": [(0, "")]}, "failed", "takes no mail"),
        ({"MX": [(10, "gone.example"), (20, "a.desk.example")]}, "failed", "gone.example has no address"),
        ({"TXT": []}, "warning", "name the relay in a TXT record"),
        ({"TXT": [b"v=spf1 mx -all", b"V=SPF1 a -all"]}, "failed", "2 TXT records with v=spf1"),
        ({"TXT": [b"v=spf10 mx -all"]}, "warning", "there is none"),
    ],
)
def test_what_is_wrong_with_a_domain_is_told_with_how_to_mend_it(
    changed: dict[str, Sequence[Any]], state: str, says: str
) -> None:
    [found] = [one for one in looked(resolver(**changed)) if one[1] != "ok"]
    assert found[1] == state
    assert says in found[2]


def test_a_dns_that_does_not_answer_is_doubtful_and_not_wrong() -> None:
    def away(*_: Any) -> Sequence[Any]:
        raise LookupFailedError("Timeout")

    found = looked(away)
    assert {state for _, state, _ in found} == {"warning"}
    assert all("the DNS does not answer (Timeout)" in says for _, _, says in found)
    assert mail_servers("desk.example", away) == []


def test_the_key_in_the_dns_is_that_of_our_signatures(tmp_path: Path) -> None:
    file = tmp_path / "dkim.pem"
    file.write_bytes(openssl("genrsa", "2048"))
    more = {"dkim_key_file": file, "dkim_selector": "s1"}
    key = key_of(Settings(_env_file=None, **more), "support@desk.example")  # pyright: ignore[reportArgumentType,reportCallIssue]
    assert key is not None
    name, record = key.record

    def having(*texts: str) -> Resolver:
        known = GOOD | {(name, "TXT"): [text.encode() for text in texts]}
        return lambda name, kind, _: known.get((name, kind), ())

    assert looked(having(record.replace("; ", ";")), **more)[-1][:2] == ("DKIM", "ok")
    assert "has another key than ours" in looked(having("v=DKIM1; k=rsa; p=AAAA"), **more)[-1][2]
    assert "is not there" in looked(having(), **more)[-1][2]
