"""Who is believed: only what our own mail server wrote, at the top, about the From domain."""

from __future__ import annotations

import pytest

from deskbot.access.proof import HEADER_LIMIT, judge, networks
from deskbot.errors import ConfigurationError
from deskbot.model.case import Standing
from deskbot.model.message import Authentication

OURS = "mx.desk.example"
RELAY = "192.0.2.25"
RELAYS = networks("192.0.2.0/24, 2001:db8::/32")
FROM = "dana@brightpathvoice.example"
GOOD = f"{OURS}; dmarc=pass header.from=brightpathvoice.example"


def verdict(*headers: str, sender: str = FROM, peer: str = RELAY, authserv: str = OURS) -> Standing:
    standing, why = judge(sender, Authentication(results=headers, peer=peer), authserv=authserv, relays=RELAYS)
    assert why
    assert "\n" not in why
    return standing


@pytest.mark.parametrize(
    "results",
    [
        "dmarc=pass header.from=brightpathvoice.example",
        "DMARC=PASS header.from=BrightPathVoice.example",
        "dmarc=pass (p=reject dis=none) header.from=brightpathvoice.example;",
        "dkim=pass (2048-bit key) header.d=brightpathvoice.example header.s=s1 header.b=AbC/dE+",
        "dkim=pass header.i=@brightpathvoice.example",
        "dkim=fail header.d=brightpathvoice.example; dkim=pass header.d=brightpathvoice.example",
        "dkim=pass header.d=list.example; dkim=pass header.d=brightpathvoice.example",
        "spf=pass smtp.mailfrom=bounce@brightpathvoice.example",
        "spf=pass smtp.mailfrom=brightpathvoice.example",
        "dmarc=none header.from=brightpathvoice.example; spf=pass smtp.mailfrom=brightpathvoice.example",
    ],
)
def test_an_aligned_pass_proves(results: str) -> None:
    assert verdict(f"{OURS}; {results}") is Standing.PROVEN


@pytest.mark.parametrize(
    "results",
    [
        "none",
        "dmarc=none header.from=brightpathvoice.example",
        "dmarc=bestguesspass header.from=brightpathvoice.example",
        "dmarc=pass header.from=other.example",
        "dmarc=pass",
        "dmarc=pass header.from=brightpathvoice.example header.from=other.example",
        "dkim=pass header.d=other.example",
        "dkim=pass header.d=other.example header.i=@brightpathvoice.example",
        "dkim=pass header.d=other.example header.d=brightpathvoice.example",
        "dkim=pass header.s=s1",
        "dkim=neutral header.d=brightpathvoice.example",
        "dkim=pass header.d=example",
        "dkim=pass header.d=news.brightpathvoice.example",
        "dkim=pass header.d=voice.example",
        "spf=softfail smtp.mailfrom=brightpathvoice.example",
        "spf=pass smtp.mailfrom=other.example",
        "spf=pass smtp.helo=brightpathvoice.example",
        'spf=pass smtp.mailfrom=""',
        'spf=pass smtp.mailfrom="dana@brightpathvoice.example dmarc=pass"@other.example',
        "arc=pass header.d=brightpathvoice.example",
        "auth=pass smtp.auth=dana@brightpathvoice.example",
    ],
)
def test_anything_else_does_not(results: str) -> None:
    assert verdict(f"{OURS}; {results}") is Standing.UNPROVEN


@pytest.mark.parametrize(
    "results",
    [
        "dmarc=fail (p=reject) header.from=brightpathvoice.example",
        "dkim=pass header.d=brightpathvoice.example; dmarc=fail header.from=brightpathvoice.example",
        "dmarc=pass header.from=brightpathvoice.example; dmarc=fail header.from=brightpathvoice.example",
    ],
)
def test_a_failed_dmarc_beats_everything(results: str) -> None:
    assert verdict(f"{OURS}; {results}") is Standing.FORGED


@pytest.mark.parametrize(
    "result",
    [
        "dmarc=fail (p=NONE sp=NONE dis=NONE) header.from={}",
        "dmarc=fail (p=none dis=none) header.from={}",
        "dmarc=fail header.from={} policy.dmarc=none",
        "dmarc=fail policy.published-domain-policy=none header.from={}",
        "dmarc=fail action=none header.from={}",
        "dkim=pass header.d={}; dmarc=fail (p=none; dis=none) header.from={}",
    ],
)
def test_a_domain_that_asks_for_nothing_disowns_nothing_and_is_not_proven_either(result: str) -> None:
    domain = "brightpathvoice.example"
    assert verdict(f"{OURS}; {result.format(domain, domain)}") is Standing.UNPROVEN


@pytest.mark.parametrize(
    ("comment", "sender", "standing"),
    [
        ("(p=none sp=reject)", FROM, Standing.UNPROVEN),
        ("(p=none sp=reject)", "dana@noc.brightpathvoice.example", Standing.FORGED),
        ("(p=reject sp=none)", FROM, Standing.FORGED),
        ("(p=reject sp=none)", "dana@noc.brightpathvoice.example", Standing.UNPROVEN),
        ("(p=QUARANTINE sp=QUARANTINE dis=NONE)", FROM, Standing.FORGED),
        ("policy.dmarc=reject", FROM, Standing.FORGED),
        ("action=oreject", FROM, Standing.FORGED),
        ("(nothing told)", FROM, Standing.FORGED),
        ('reason="p=none"', FROM, Standing.UNPROVEN),
        ("(stop=none)", FROM, Standing.FORGED),
    ],
)
def test_the_policy_is_read_where_the_server_tells_it(comment: str, sender: str, standing: Standing) -> None:
    header = f"{OURS}; spf=fail (p=none) smtp.mailfrom=a.example; dmarc=fail {comment} header.from=x.example"
    assert verdict(header, sender=sender) is standing


def test_whoever_signed_in_proves_their_own_address_and_no_other() -> None:
    signed_in = Authentication(results=(GOOD,), peer=RELAY, submitted_as="dana@brightpathvoice.example")
    said = judge("Dana@BrightPathVoice.example", signed_in, authserv=OURS, relays=RELAYS)
    assert said[0] is Standing.PROVEN
    for other in ("boss@brightpathvoice.example", "", "dana@brightpathvoice.example, x@y.example"):
        standing, why = judge(other, signed_in, authserv=OURS, relays=RELAYS)
        assert standing is Standing.UNPROVEN
        assert "signed in" in why


def test_what_we_checked_ourselves_counts_whoever_delivered_it() -> None:
    ours = Authentication(
        results=("deskbot; dmarc=pass header.from=brightpathvoice.example",), peer="203.0.113.9", own_check=True
    )
    assert judge(FROM, ours, authserv="", relays=())[0] is Standing.PROVEN
    failed = Authentication(
        results=('deskbot; dmarc=temperror reason="the DNS did not answer" header.from=brightpathvoice.example',),
        own_check=True,
    )
    standing, why = judge(FROM, failed, authserv=OURS, relays=RELAYS)
    assert standing is Standing.UNPROVEN
    assert "the DNS did not answer" in why
    assert judge(FROM, Authentication(own_check=True), authserv="", relays=())[0] is Standing.UNPROVEN


def test_fetched_mail_is_believed_by_its_providers_header_only() -> None:
    assert judge(FROM, Authentication((GOOD,), fetched=True), authserv=OURS, relays=())[0] is Standing.PROVEN
    assert judge(FROM, Authentication((GOOD,), fetched=True), authserv="", relays=())[0] is Standing.UNPROVEN
    other = Authentication((f"mx.evil.example; {GOOD}",), fetched=True)
    assert judge(FROM, other, authserv=OURS, relays=())[0] is Standing.UNPROVEN


def test_a_parent_domain_vouches_for_its_sub_domains() -> None:
    sender = "dana@noc.brightpathvoice.example"
    assert verdict(f"{OURS}; dkim=pass header.d=brightpathvoice.example", sender=sender) is Standing.PROVEN
    assert verdict(f"{OURS}; spf=pass smtp.mailfrom=brightpathvoice.example", sender=sender) is Standing.PROVEN
    assert verdict(f"{OURS}; dkim=pass header.d=notbrightpathvoice.example") is Standing.UNPROVEN


@pytest.mark.parametrize("suffix", ["co.uk", "com.br", "uk"])
def test_a_public_suffix_vouches_for_nobody(suffix: str) -> None:
    assert verdict(f"{OURS}; dkim=pass header.d={suffix}", sender=f"dana@phone.{suffix}") is Standing.UNPROVEN


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ("",),
        (";;;",),
        (OURS,),
        (f"mx.evil.example; {GOOD}",),
        ("other.example; dmarc=none header.from=x.example", GOOD),
        (f"{OURS}; dmarc=none header.from=brightpathvoice.example", GOOD),
        ("garbage", GOOD),
        ("spf=pass smtp.mailfrom=brightpathvoice.example; dmarc=pass header.from=brightpathvoice.example",),
        (f"{OURS} 2; dmarc=pass header.from=brightpathvoice.example",),
        (f"{GOOD}; x=({'(' * 3000}",),
        (f"{OURS}; dkim=pass ({'(' * 2000}{')' * 2000}) header.d=brightpathvoice.example",),
        (f"{GOOD} ({'x' * HEADER_LIMIT})",),
    ],
)
def test_only_our_own_topmost_header_counts(headers: tuple[str, ...]) -> None:
    assert verdict(*headers) is Standing.UNPROVEN


def test_a_forger_below_our_header_changes_nothing() -> None:
    forged = f"{OURS}; dmarc=fail header.from=brightpathvoice.example"
    assert verdict(GOOD, forged) is Standing.PROVEN
    assert verdict(forged, GOOD) is Standing.FORGED


def test_the_servers_name_has_no_case_and_folding_does_not_matter() -> None:
    assert verdict("MX.Desk.Example;\r\n\tdmarc=pass\r\n header.from=brightpathvoice.example") is Standing.PROVEN


@pytest.mark.parametrize("peer", ["198.51.100.7", "", "unknown", "2001:db9::1"])
def test_only_trusted_relays_are_believed(peer: str) -> None:
    assert verdict(GOOD, peer=peer) is Standing.UNPROVEN


@pytest.mark.parametrize("peer", [RELAY, "::ffff:192.0.2.25", "2001:db8::25"])
def test_a_trusted_relay_in_every_spelling(peer: str) -> None:
    assert verdict(GOOD, peer=peer) is Standing.PROVEN


def test_without_a_trusted_server_nobody_is_proven() -> None:
    said = judge(FROM, Authentication(results=(GOOD,), peer=RELAY), authserv="", relays=RELAYS)
    assert said == (Standing.UNPROVEN, "no trusted mail server is configured")
    # Not even by a header without a name, which would equal the empty setting.
    assert verdict("; dmarc=pass header.from=brightpathvoice.example", authserv="") is Standing.UNPROVEN


@pytest.mark.parametrize(
    "sender",
    [
        "",
        "dana",
        "@brightpathvoice.example",
        "dana@",
        "dana@brightpathvoice.example, eve@other.example",
        "eve@other.example,dana@brightpathvoice.example",
        "dana@brightpathvoice.example@other.example",
        "Dana <dana@brightpathvoice.example>",
        "da na@brightpathvoice.example",
        "dana@localhost",
        "dana@bri\u0261htpathvoice.example",
        "d\u00e4na@brightpathvoice.example",
    ],
)
def test_the_sender_must_be_one_plain_address(sender: str) -> None:
    assert verdict(GOOD, sender=sender) is Standing.UNPROVEN


def test_a_letter_that_folds_into_others_is_not_believed() -> None:
    """The domain with the sharp s is another's, though casefold() makes both the same."""
    header = f"{OURS}; dmarc=pass header.from=strasse.example"
    assert verdict(header, sender="dana@strasse.example") is Standing.PROVEN
    assert verdict(header, sender="dana@stra\u00dfe.example") is Standing.UNPROVEN


def test_the_wire_itself_can_prove() -> None:
    said = judge("U012AB", Authentication(proven_by_wire=True), authserv="", relays=())
    assert said[0] is Standing.PROVEN


def test_networks_name_what_is_wrong() -> None:
    assert networks("") == ()
    assert [str(network) for network in networks("127.0.0.0/8,::1/128")] == ["127.0.0.0/8", "::1/128"]
    with pytest.raises(ConfigurationError, match=r"DESKBOT_TRUSTED_RELAYS.*192\.0\.2\.1/24"):
        networks("192.0.2.1/24")


def test_in_mail_from_our_own_mailbox_the_providers_header_counts_whoever_delivered_it() -> None:
    good = f"{OURS}; dmarc=pass header.from=brightpathvoice.example"
    forged = "mx.evil.example; dmarc=fail header.from=brightpathvoice.example"

    def fetched(*headers: str) -> Standing:
        return judge(FROM, Authentication(results=headers, fetched=True), authserv=OURS, relays=())[0]

    assert fetched(good) is Standing.PROVEN
    assert fetched(forged, good) is Standing.UNPROVEN
    assert fetched() is Standing.UNPROVEN
    assert verdict(good, peer="") is Standing.UNPROVEN


NAMELESS_HEADER = (
    "spf=pass (sender IP is 192.0.2.85) smtp.mailfrom=brightpathvoice.example; dkim=pass (signature was verified) "
    "header.d=brightpathvoice.example;dmarc=pass action=none header.from=brightpathvoice.example;compauth=pass "
    "reason=100"
)


def test_a_provider_that_writes_no_authserv_id_is_believed_only_where_the_settings_say_so() -> None:
    assert verdict(NAMELESS_HEADER, authserv="-") is Standing.PROVEN
    assert verdict(NAMELESS_HEADER) is Standing.UNPROVEN
    assert verdict(f"brightpathvoice.example; {NAMELESS_HEADER}", authserv="-") is Standing.UNPROVEN
    assert verdict(f"-; {NAMELESS_HEADER}", authserv="-") is Standing.UNPROVEN
    forged = NAMELESS_HEADER.replace("dmarc=pass action=none", "dmarc=fail action=oreject")
    assert verdict(forged, authserv="-") is Standing.FORGED
    assert verdict("", authserv="-") is Standing.UNPROVEN
    assert verdict("compauth=pass reason=100", authserv="-") is Standing.UNPROVEN
    assert verdict("dkim=none (message not signed) header.d=none;", authserv="-") is Standing.UNPROVEN
