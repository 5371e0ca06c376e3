"""What `deskbot check` says of the DNS: can mail for the desk find its way, and is what the desk sends believed?"""

from __future__ import annotations

from deskbot.channels.email.proof.lookups import LookupFailedError, Lookups, Resolver, system_resolver
from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.desk import Desk
from deskbot.settings import Settings
from deskbot.wires.letters.signing import key_of

_SECONDS = 10.0


def dns(settings: Settings, desk: Desk, resolver: Resolver = system_resolver) -> list[Finding]:
    """Look for what the domains of the desk's addresses say of themselves.

    Raises:
        ConfigurationError: the key that signs our mail cannot be used.
    """
    lookups = Lookups(resolver, _SECONDS)
    found = [_mx(lookups, domain) for domain in sorted(desk.own_domains)]
    found.append(_spf(lookups, desk.sender.rpartition("@")[2].casefold()))
    if (key := key_of(settings, desk.sender)) is not None:
        found.append(_dkim(lookups, *key.record))
    return found


def mail_servers(domain: str, resolver: Resolver = system_resolver) -> list[str]:
    """Return where mail for a domain goes, in order; empty where nobody says so."""
    try:
        return _exchanges(Lookups(resolver, _SECONDS), domain)
    except LookupFailedError:
        return []


def _exchanges(lookups: Lookups, domain: str) -> list[str]:
    return [host for _, host in sorted(lookups.find(domain, "MX"))]


def _mx(lookups: Lookups, domain: str) -> Finding:
    what = f"MX of {domain}"
    try:
        hosts = _exchanges(lookups, domain)
        addresses = {host: (*lookups.find(host, "A"), *lookups.find(host, "AAAA")) for host in hosts or [domain]}
    except LookupFailedError as error:
        return doubt(what, f"the DNS does not answer ({error}); try again, or look at this machine's name servers")
    if hosts == [""]:
        return wrong(what, 'says that the domain takes no mail ("."): name the server that takes the desk\'s')
    nowhere = [host for host, found in addresses.items() if not found]
    if hosts and not nowhere:
        return well(what, f"mail goes to {', '.join(hosts)}")
    if hosts:
        return wrong(what, f"{', '.join(nowhere)} has no address: mend its A or AAAA record, or name another server")
    if nowhere:
        return wrong(what, "there is neither an MX record nor an address: nobody can write to the desk; make one")
    return doubt(what, "there is none, so mail goes to the domain's own address; make one that names the mail server")


def _spf(lookups: Lookups, domain: str) -> Finding:
    what = f"SPF of {domain}"
    try:
        records = [one for one in lookups.find(domain, "TXT") if one.lower().split(b" ")[0] == b"v=spf1"]
    except LookupFailedError as error:
        return doubt(what, f"the DNS does not answer ({error}); try again, or look at this machine's name servers")
    if len(records) > 1:
        return wrong(what, f"there are {len(records)} TXT records with v=spf1, so none counts: make one of them")
    if not records:
        return doubt(
            what, "there is none, so letters of the desk may be taken for junk: name the relay in a TXT record"
        )
    return well(what, records[0].decode("ascii", "replace"))


def _dkim(lookups: Lookups, name: str, record: str) -> Finding:
    what = "DKIM"
    try:
        records = [one.decode("ascii", "replace") for one in lookups.find(name, "TXT")]
    except LookupFailedError as error:
        return doubt(what, f"the DNS does not answer ({error}); try again, or look at this machine's name servers")
    if _public(record) in map(_public, records):
        return well(what, f"{name} has our public key")
    lacks = "has another key than ours" if records else "is not there"
    return wrong(
        what, f"{name} {lacks}, so our signatures are wrong: make the record that deskbot mail dkim-record prints"
    )


def _public(record: str) -> str:
    """Return the key of a DKIM record."""
    tags = (tag.partition("=") for tag in "".join(record.split()).split(";"))
    return next((value for name, _, value in tags if name == "p"), "")
