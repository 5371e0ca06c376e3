"""Our own check of SPF, DKIM, DMARC and ARC, against a DNS of our own; judged as the desk judges."""

from __future__ import annotations

import asyncio
import base64
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import dkim
import pytest
from nacl.signing import SigningKey

from deskbot.access.proof import judge
from deskbot.channels.email.proof.lookups import Lookups
from deskbot.channels.email.proof.organisations import organisation, same_organisation
from deskbot.channels.email.proof.verification import Wire, verify
from deskbot.channels.email.proof.verifier import Verifier
from deskbot.model.case import Standing
from deskbot.model.message import Authentication
from tests.unit.channels.email.zone import COVERED, FROM, PEER, Zone, key, mail, seal, sign

REJECT, QUARANTINE, NONE = "v=DMARC1; p=reject", "v=DMARC1; p=quarantine", "v=DMARC1; p=none"


@pytest.fixture
def zone() -> Zone:
    return Zone()


def check(
    raw: bytes,
    zone: Any,
    *,
    sender: str = f"ty@{FROM}",
    mail_from: str = "bounce@mailer.example",
    sealers: tuple[str, ...] = (),
    peer: str = PEER,
    helo: str = "mailer.example",
) -> str:
    return verify(raw, sender, Wire(peer, helo, mail_from), Lookups(zone, 5.0), sealers)


def verdict(raw: bytes, zone: Any, **more: Any) -> tuple[Standing, str]:
    sender = more.get("sender", f"ty@{FROM}")
    known = Authentication(results=(check(raw, zone, **more),), peer=PEER, own_check=True)
    return judge(sender, known, authserv="", relays=())


# -- DKIM


@pytest.mark.parametrize("policy", [None, NONE, QUARANTINE, REJECT, REJECT + "; adkim=s; aspf=s"])
def test_a_signature_of_the_senders_own_domain_proves(zone: Zone, policy: str | None) -> None:
    zone.txt[f"_dmarc.{FROM}"] = [policy] if policy else []
    assert verdict(sign(mail(), zone), zone)[0] is Standing.PROVEN


def test_a_signature_of_somebody_else_proves_nothing_and_is_not_even_checked(zone: Zone) -> None:
    zone.txt[f"_dmarc.{FROM}"] = [NONE]
    assert verdict(sign(mail(), zone, "evil.example"), zone)[0] is Standing.UNPROVEN
    assert not any("_domainkey" in question for question in zone.asked)


@pytest.mark.parametrize(("policy", "standing"), [(REJECT, Standing.FORGED), (None, Standing.UNPROVEN)])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.replace(b"No calls", b"No money"),
        lambda raw: raw + b"and more\r\n",
        lambda raw: raw.replace(b"Subject: Phones", b"Subject: Money"),
        lambda raw: raw.replace(b"s=s1", b"s=s2"),
        lambda raw: raw.replace(b"a=rsa-sha256", b"a=rsa-sha1"),
    ],
)
def test_what_was_changed_is_not_signed(zone: Zone, spoil: Any, policy: str | None, standing: Standing) -> None:
    zone.txt[f"_dmarc.{FROM}"] = [policy] if policy else []
    raw = spoil(sign(mail(), zone))
    assert verdict(raw, zone)[0] is standing


@pytest.mark.parametrize("policy", [None, REJECT])
def test_a_signature_that_leaves_the_end_open_proves_what_has_no_more_than_it_covers(
    zone: Zone, policy: str | None
) -> None:
    zone.txt[f"_dmarc.{FROM}"] = [policy] if policy else []
    raw = sign(mail(), zone, length=True)
    assert b"l=" in raw
    assert verdict(raw, zone)[0] is Standing.PROVEN
    standing, why = verdict(raw + b"Please pay to another account.\r\n", zone)
    assert standing is Standing.UNPROVEN
    assert policy is None or "open" in why
    none = raw.replace(b"; l=18;", b"; l=0;")
    assert verdict(none, zone)[0] is not Standing.PROVEN


def test_a_weak_key_proves_nothing(zone: Zone) -> None:
    assert verdict(sign(mail(), zone, bits=768), zone)[0] is Standing.UNPROVEN
    assert verdict(sign(mail(), zone, bits=1024), zone)[0] is Standing.PROVEN


def test_a_signature_that_has_expired_proves_nothing(zone: Zone) -> None:
    private, zone.txt[f"s1._domainkey.{FROM}"] = key()[0], [key()[1]]
    then = int(time.time()) - 40 * 86400
    signer = dkim.DKIM(mail())
    fields = signer.gen_header

    def expired(given: Any, *rest: Any, **more: Any) -> Any:
        return fields([*given[:-2], (b"x", str(then).encode()), *given[-2:]], *rest, **more)

    signer.gen_header = expired  # pyright: ignore[reportAttributeAccessIssue]
    header = signer.sign(b"s1", FROM.encode(), private, include_headers=[b"from"])
    header = header if b"x=" in header else pytest.fail("the signature has no end")
    assert verdict(header + mail(), zone)[0] is Standing.UNPROVEN


@pytest.mark.parametrize(
    "record", ["", "v=DKIM1; p=", "v=DKIM1; k=rsa; p=AAAA", "v=DKIM2; p=x", "v=DKIM1; p=" + "A" * 3000, "\xff" * 50]
)
def test_a_broken_or_revoked_key_proves_nothing(zone: Zone, record: str) -> None:
    raw = sign(mail(), zone)
    zone.txt[f"s1._domainkey.{FROM}"] = [record]
    assert verdict(raw, zone)[0] is Standing.UNPROVEN


def test_a_key_that_is_being_tried_out_proves_nothing(zone: Zone) -> None:
    record = key()[1].replace("k=rsa", "k=rsa; t=s:y")
    assert verdict(sign(mail(), zone, record=record), zone)[0] is Standing.UNPROVEN


def test_one_good_signature_among_bad_ones_is_enough(zone: Zone) -> None:
    good = sign(mail(), zone)
    bad = sign(mail(body="else\r\n"), zone).partition(b"From:")[0].replace(b"s=s1", b"s=s9")
    assert verdict(bad + good, zone)[0] is Standing.PROVEN


def test_a_parent_signs_for_its_sub_domain_unless_the_domain_is_strict(zone: Zone) -> None:
    sender = f"ty@noc.{FROM}"
    raw = sign(mail(sender), zone)
    assert verdict(raw, zone, sender=sender)[0] is Standing.PROVEN
    zone.txt[f"_dmarc.noc.{FROM}"] = [REJECT + "; adkim=s"]
    assert verdict(raw, zone, sender=sender)[0] is Standing.FORGED


def test_a_sub_domain_signs_for_its_parent_where_dmarc_says_so(zone: Zone) -> None:
    raw = sign(mail(), zone, f"news.{FROM}")
    assert verdict(raw, zone)[0] is Standing.UNPROVEN
    zone.txt[f"_dmarc.{FROM}"] = [REJECT]
    assert verdict(raw, zone)[0] is Standing.PROVEN


# -- SPF


@pytest.mark.parametrize(
    ("record", "result"),
    [
        (f"v=spf1 ip4:{PEER} -all", "pass"),
        ("v=spf1 a:host.mailer.example -all", "pass"),
        ("v=spf1 mx -all", "pass"),
        ("v=spf1 -all", "fail"),
        ("v=spf1 ~all", "softfail"),
        ("v=spf1 ?all", "neutral"),
        ("v=spf1 nonsense:x -all", "permerror"),
        ("v=spf1 include:gone.example -all", "permerror"),
        ("v=spf1 include:broken.example -all", "temperror"),
        ("v=spf1 a:n1.example a:n2.example a:n3.example -all", "permerror"),
        ("v=spf1 exists:%{l1r}.%{i}.spf.example -all", "fail"),
        ("v=spf2 x", "none"),
    ],
)
def test_spf_says_what_it_says(zone: Zone, record: str, result: str) -> None:
    zone.txt[FROM] = [record]
    zone.a["host.mailer.example"] = [PEER]
    zone.mx[FROM] = ["host.mailer.example"]
    zone.broken.add("broken.example")
    assert f"spf={result} " in check(mail(), zone, mail_from=f"ty@{FROM}") + " "


def test_spf_asks_ten_times_and_no_more(zone: Zone) -> None:
    zone.txt[FROM] = ["v=spf1 include:n0.example -all"]
    for number in range(20):
        zone.txt[f"n{number}.example"] = [f"v=spf1 include:n{number + 1}.example -all"]
    zone.txt["n20.example"] = [f"v=spf1 ip4:{PEER} -all"]

    assert "spf=permerror" in check(mail(), zone, mail_from=f"ty@{FROM}")
    assert len(zone.asked) < 20


def test_spf_proves_its_own_organisation_only(zone: Zone) -> None:
    zone.txt[FROM] = zone.txt["mailer.example"] = [f"v=spf1 ip4:{PEER} -all"]
    assert verdict(mail(), zone, mail_from=f"bounce@{FROM}")[0] is Standing.PROVEN
    assert verdict(mail(), zone, mail_from="bounce@mailer.example")[0] is Standing.UNPROVEN
    zone.txt[f"_dmarc.{FROM}"] = [REJECT]
    assert verdict(mail(), zone, mail_from=f"bounce@{FROM}")[0] is Standing.PROVEN
    assert verdict(mail(), zone, mail_from="bounce@mailer.example")[0] is Standing.FORGED


def test_for_the_null_sender_the_greeting_is_checked(zone: Zone) -> None:
    zone.txt[f"mx.{FROM}"] = [f"v=spf1 ip4:{PEER} -all"]
    zone.txt[f"_dmarc.{FROM}"] = [REJECT]
    assert verdict(mail(), zone, mail_from="", helo=f"mx.{FROM}")[0] is Standing.PROVEN
    assert verdict(mail(), zone, mail_from="", helo="[198.51.100.7]")[0] is Standing.FORGED


@pytest.mark.parametrize(
    "mail_from",
    [
        f"ty@{FROM}-evil.example",
        f"ty@{FROM}.evil.example",
        f"ty@evil-{FROM}",
        f'"ty@{FROM}"@evil.example',
        f"ty@{FROM}@evil.example",
        f"ty@{FROM}\xdf.example",
    ],
)
def test_a_domain_that_only_looks_like_the_senders_is_another(zone: Zone, mail_from: str) -> None:
    domain = mail_from.rpartition("@")[2]
    zone.txt[domain] = zone.txt["evil.example"] = [f"v=spf1 ip4:{PEER} -all"]
    zone.txt[f"_dmarc.{FROM}"] = [REJECT]
    assert verdict(mail(), zone, mail_from=mail_from)[0] is Standing.FORGED


@pytest.mark.parametrize("peer", ["", "unknown", "list", "list6"])
def test_a_client_that_is_not_known_passes_no_spf(zone: Zone, peer: str) -> None:
    zone.txt[FROM] = ["v=spf1 +all"]
    assert verdict(mail(), zone, mail_from=f"ty@{FROM}", peer=peer)[0] is Standing.UNPROVEN


# -- DMARC


@pytest.mark.parametrize(
    ("record", "standing"),
    [
        (REJECT, Standing.FORGED),
        (QUARANTINE, Standing.FORGED),
        ("v=DMARC1;p=reject;pct=100", Standing.FORGED),
        ("V=DMARC1; p=reject", Standing.UNPROVEN),
        (NONE, Standing.UNPROVEN),
        (REJECT + "; pct=20", Standing.UNPROVEN),
        (REJECT + "; t=y", Standing.UNPROVEN),
        ("v=DMARC1; p=nonsense", Standing.UNPROVEN),
        ("v=DMARC1; p=nonsense; rua=mailto:a@b.example", Standing.UNPROVEN),
        ("v=DMARC1", Standing.UNPROVEN),
        ("v=DMARC1; p=reject; broken; =; x=", Standing.FORGED),
        ("v=DMARC12; p=reject", Standing.UNPROVEN),
    ],
)
def test_only_who_asks_for_it_disowns(zone: Zone, record: str, standing: Standing) -> None:
    zone.txt[f"_dmarc.{FROM}"] = ["unrelated", record]
    assert verdict(mail(), zone)[0] is standing


def test_two_policies_are_none(zone: Zone) -> None:
    zone.txt[f"_dmarc.{FROM}"] = [REJECT, REJECT]
    assert verdict(mail(), zone)[0] is Standing.UNPROVEN


@pytest.mark.parametrize(
    ("record", "standing"),
    [
        (REJECT, Standing.FORGED),
        (NONE + "; sp=reject", Standing.FORGED),
        (REJECT + "; sp=none", Standing.UNPROVEN),
    ],
)
def test_a_sub_domain_has_its_organisations_policy(zone: Zone, record: str, standing: Standing) -> None:
    zone.txt[f"_dmarc.{FROM}"] = [record]
    sender = f"ty@noc.{FROM}"
    assert verdict(mail(sender), zone, sender=sender)[0] is standing


def test_the_organisation_is_found_by_the_list_of_public_suffixes() -> None:
    assert organisation("a.b.example") == "b.example"
    assert organisation("a.phone.co.uk") == "phone.co.uk"
    assert organisation("co.uk") == ""
    assert organisation("a.b.kobe.jp") == "a.b.kobe.jp"
    assert organisation("www.city.kobe.jp") == "city.kobe.jp"
    assert not same_organisation("one.github.io", "other.github.io")
    assert not same_organisation("com", "com")


# -- what only looks like the sender


@pytest.mark.parametrize(
    "headers",
    [
        f"From: ty@{FROM}\r\nFrom: eve@evil.example\r\n",
        f"From: eve@evil.example\r\nFrom: ty@{FROM}\r\n",
        f"From: ty@{FROM}, eve@evil.example\r\n",
        f"From: eve@evil.example, ty@{FROM}\r\n",
        f'From: "ty@{FROM}" <eve@evil.example>\r\n',
        f"From: ty@{FROM} <eve@evil.example>\r\n",
        f"From: <eve@evil.example> <ty@{FROM}>\r\n",
        f"From: eve@evil.example (ty@{FROM})\r\n",
        f"From: ty@{FROM}\r\n\rFrom: eve@evil.example\r\n",
        f"from : ty@{FROM}\r\nFrom: eve@evil.example\r\n",
        f"From: =?utf-8?q?ty=40{FROM}?= <eve@evil.example>\r\n",
        "From: ty@brightpathvoi\u0441e.example\r\n",
        "From: undisclosed\r\n",
        "",
    ],
)
@pytest.mark.parametrize("sender", [f"ty@{FROM}", "eve@evil.example", ""])
def test_a_signature_for_one_name_never_proves_another(zone: Zone, headers: str, sender: str) -> None:
    raw = headers.encode() + b"Subject: x\r\n\r\nhello\r\n"
    with suppress(dkim.DKIMException):  # some cannot even be signed
        raw = sign(raw, zone, "evil.example", include_headers=[b"from"])
    zone.txt["evil.example"] = [f"v=spf1 ip4:{PEER} -all"]
    standing, _ = verdict(raw, zone, sender=sender, mail_from="eve@evil.example")
    alone = headers.lower().count("from") == 1 and headers.count("@") <= 2 and "," not in headers
    assert standing is Standing.UNPROVEN or (sender == "eve@evil.example" and alone)


def test_a_signed_mail_with_another_one_put_among_its_headers_proves_nothing(zone: Zone) -> None:
    """A bare carriage return ends a line for some readers only: they would see another text under the same name."""
    raw = sign(mail(), zone)
    assert verdict(raw, zone)[0] is Standing.PROVEN
    head, _, rest = raw.partition(b"To: ")
    assert verdict(head + b"X: a\r\rPay to another account\r\r\nTo: " + rest, zone)[0] is Standing.UNPROVEN


# -- ARC

LIST = "list.example"
SAW = f"dkim=pass header.d={FROM}; dmarc=pass header.from={FROM}"


def forwarded(zone: Zone, saw: str = SAW, sealer: str = LIST) -> bytes:
    """A mail whose signature a list has broken, and that the list has sealed."""
    zone.txt[f"_dmarc.{FROM}"] = [REJECT]
    broken = sign(mail(), zone).replace(b"No calls at all.", b"No calls at all. -- the list")
    return seal(broken, zone, sealer, saw)


def test_a_trusted_forwarder_vouches_for_what_it_saw(zone: Zone) -> None:
    standing, why = verdict(forwarded(zone), zone, sealers=(LIST,))
    assert standing is Standing.PROVEN
    assert LIST in why


@pytest.mark.parametrize(
    "saw", ["dmarc=none", f"dmarc=fail header.from={FROM}", "dmarc=pass header.from=other.example", "dkim=pass"]
)
def test_it_vouches_for_nothing_else(zone: Zone, saw: str) -> None:
    assert verdict(forwarded(zone, saw), zone, sealers=(LIST,))[0] is Standing.FORGED


def test_any_other_forwarder_vouches_for_nothing(zone: Zone) -> None:
    assert verdict(forwarded(zone), zone, sealers=("other.example",))[0] is Standing.FORGED
    assert verdict(forwarded(zone), zone)[0] is Standing.FORGED


def test_a_mail_changed_after_the_seal_is_not_vouched_for(zone: Zone) -> None:
    raw = forwarded(zone).replace(b"-- the list", b"-- the liar")
    assert verdict(raw, zone, sealers=(LIST,))[0] is Standing.FORGED


def test_a_stranger_who_seals_on_top_ends_the_trust(zone: Zone) -> None:
    raw = forwarded(zone)
    twice = seal(raw, zone, "evil.example", f"arc=pass; {SAW}")
    assert twice.count(b"ARC-Seal") == 2
    assert verdict(twice, zone, sealers=(LIST,))[0] is Standing.FORGED
    assert verdict(twice, zone, sealers=(LIST, "evil.example"))[0] is Standing.PROVEN


# -- when the DNS does not answer


def test_a_dns_that_does_not_answer_leaves_it_unproven_with_that_reason(zone: Zone) -> None:
    zone.txt[f"_dmarc.{FROM}"] = [REJECT]
    raw = sign(mail(), zone)
    zone.broken.add(f"s1._domainkey.{FROM}")
    standing, why = verdict(raw, zone)
    assert standing is Standing.UNPROVEN
    assert "DNS" in why
    zone.broken = {f"_dmarc.{FROM}"}
    assert verdict(mail(), zone)[0] is Standing.UNPROVEN


@pytest.mark.parametrize("error", [RuntimeError("x"), KeyError("x"), RecursionError(), OSError("x"), UnicodeError("x")])
def test_whatever_a_resolver_raises_is_a_temporary_failure(error: Exception) -> None:
    def resolver(*_: Any) -> Sequence[Any]:
        raise error

    assert verdict(sign(mail(), Zone()), resolver)[0] is Standing.UNPROVEN


def test_no_time_is_left_for_a_resolver_that_takes_it_all() -> None:
    now = [0.0]

    def slow(name: str, kind: str, within: float) -> Sequence[Any]:
        del name, kind
        now[0] += within
        return ()

    lookups = Lookups(slow, 5.0, clock=lambda: now[0])
    text = verify(sign(mail(), Zone()), f"ty@{FROM}", Wire(PEER, "x", f"ty@{FROM}"), lookups)
    assert "temperror" in text
    assert now[0] == 5.0


async def test_a_resolver_that_hangs_holds_up_nobody() -> None:
    free = threading.Event()

    def hanging(name: str, kind: str, within: float) -> Sequence[Any]:
        del name, kind, within
        free.wait()
        return ()

    text = await Verifier(hanging, (), seconds=-0.9).check(mail(), f"ty@{FROM}", Wire(PEER, "x", f"ty@{FROM}"))
    free.set()
    known = Authentication(results=(text,), own_check=True)
    assert judge(f"ty@{FROM}", known, authserv="", relays=())[0] is Standing.UNPROVEN


async def test_while_one_mail_waits_for_the_dns_another_one_is_checked(zone: Zone) -> None:
    asked, answer = threading.Event(), threading.Event()

    def resolver(name: str, kind: str, within: float) -> Sequence[Any]:
        if name.endswith("slow.example"):
            asked.set()
            answer.wait(within)
        return zone(name, kind, within)

    raw = sign(mail(), zone)
    verifier = Verifier(resolver, ())
    waiting = asyncio.create_task(
        verifier.check(mail("ty@slow.example"), "ty@slow.example", Wire(PEER, "x", "ty@slow.example"))
    )
    await asyncio.to_thread(asked.wait)
    first = await verifier.check(raw, f"ty@{FROM}", Wire(PEER, "x", ""))
    answer.set()

    assert "dkim=pass" in first
    assert "dmarc=none" in await waiting


# -- mails that are built to keep us busy


def test_a_mail_too_large_for_its_signature_to_be_checked_is_proven_by_spf_alone(zone: Zone) -> None:
    zone.txt[f"_dmarc.{FROM}"] = [REJECT]
    zone.txt[FROM] = [f"v=spf1 ip4:{PEER} -all"]
    raw = sign(mail(body=("y" * 76 + "\r\n") * 60_000), zone)

    assert verdict(raw, zone, mail_from=f"ty@{FROM}")[0] is Standing.PROVEN
    assert verdict(raw, zone)[0] is Standing.UNPROVEN
    assert verdict(raw[:100_000], zone)[0] is Standing.FORGED


def test_a_mail_of_three_megabytes_is_checked(zone: Zone) -> None:
    assert verdict(sign(mail(body=("y" * 76 + "\r\n") * 38_000), zone), zone)[0] is Standing.PROVEN


@pytest.mark.parametrize(
    "raw",
    [
        mail(body=" " * 200_000 + "x\r\n"),
        mail(body="\r\n" * 1_000_000),
        mail(headers="X: " + " " * 5_000 + "\r\n"),
        mail(headers=("X: " + " " * 900 + "\r\n") * 250),
        mail(headers="".join(f"X-{number}: y\r\n" for number in range(5_000))),
        mail(headers="".join(f"X-{number}: {'y' * 200}\r\n" for number in range(1_900))),
        mail(body="a " * 5_000_000),
    ],
    ids=["blanks", "lines", "header blanks", "many header blanks", "headers", "long headers", "words"],
)
def test_what_would_cost_too_much_is_not_checked(zone: Zone, raw: bytes) -> None:
    zone.txt[f"_dmarc.{FROM}"] = [REJECT]
    standing, why = verdict(b"DKIM-Signature: v=1; a=rsa-sha256; d=" + FROM.encode() + b"\r\n" + raw, zone)
    assert standing is Standing.UNPROVEN
    assert "checked" in why or "headers cannot be read" in why


def test_an_ed25519_signature_proves_as_an_rsa_one_does(zone: Zone) -> None:
    private = SigningKey(bytes(range(32)))
    public = base64.b64encode(bytes(private.verify_key)).decode()
    zone.txt[f"s1._domainkey.{FROM}"] = [f"v=DKIM1; k=ed25519; p={public}"]
    zone.txt[f"_dmarc.{FROM}"] = [REJECT]
    raw = mail()
    signature = dkim.sign(
        raw,
        b"s1",
        FROM.encode(),
        base64.b64encode(bytes(private)),
        signature_algorithm=b"ed25519-sha256",
        include_headers=COVERED,
    )

    assert verdict(signature + raw, zone)[0] is Standing.PROVEN
    assert verdict(signature + raw.replace(b"No calls", b"All calls"), zone)[0] is Standing.FORGED


def test_only_so_many_signatures_are_checked(zone: Zone) -> None:
    signature = sign(mail(body="else\r\n"), zone).partition(b"From:")[0]
    zone.txt[f"_dmarc.{FROM}"] = [REJECT]
    assert check(signature * 40 + mail(), zone).count("dkim=") == 3


@pytest.mark.parametrize(
    "header",
    [
        b"DKIM-Signature: \r\n",
        b"DKIM-Signature: ;;;==;\r\n",
        b"DKIM-Signature: d=" + FROM.encode() + b"; l=99999999999999999999; h=\r\n",
        b"DKIM-Signature: v=1; a=rsa-sha256; d=" + FROM.encode() + b"; s=\xff; h=from; bh=!; b=!\r\n",
        b"DKIM-Signature: v=1; a=ed25519-sha256; d=" + FROM.encode() + b"; s=s1; h=from; bh=AAAA; b=AAAA\r\n",
        b"ARC-Seal: i=999999999999; \r\n",
        b"ARC-Seal: i=1; a=rsa-sha256; cv=none; d=x; s=y; b=AAAA\r\n",
        b" continued from nothing\r\n",
        b"no header at all\r\n",
    ],
)
def test_a_broken_header_breaks_nothing(zone: Zone, header: bytes) -> None:
    zone.txt[f"s1._domainkey.{FROM}"] = [key()[1]]
    assert verdict(header + mail(), zone, sealers=(LIST,))[0] is Standing.UNPROVEN
