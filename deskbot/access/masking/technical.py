"""A secret in a command, in a setting of a device, or of a well-known form."""

from __future__ import annotations

import re

from deskbot.access.masking.looks import betrays_itself, looks_secret, trimmed

_VALUE = r"[\"']?([^\s\"'<>]{1,200})"
_COMMANDS = tuple(
    (cue, re.compile(rf"({command}){_VALUE}"))
    for cue, command in (
        ("mysql|mariadb", r"\b(?:mysql|mariadb)[a-z-]{0,10}\b[^\n]{0,100}? -p(?=[\"']?[^\s\"'-])"),
        ("sshpass|plink|pscp|psftp", r"\b(?:sshpass|plink|pscp|psftp)(?:\.exe)?\b[^\n]{0,60}? -pw? ?(?=[^\s-])"),
        ("curl", r"\bcurl\b[^\n]{0,100}? (?:-u|--user)[ =]?[^\s:]{1,60}:"),
        ("smbclient", r"\bsmbclient\b[^\n]{0,100}? -U ?[^\s%]{1,60}%"),
        ("snmp", r"\bsnmp(?:walk|get|set|bulkwalk|getnext)\b[^\n]{0,60}? -c ?(?=[^\s-])"),
        ("ldap", r"\bldap(?:search|modify|add|passwd|whoami)\b[^\n]{0,100}? -w ?(?=[^\s-])"),
        ("ipmitool", r"\bipmitool\b[^\n]{0,100}? -P ?(?=[^\s-])"),
        ("redis-cli", r"\bredis-cli\b[^\n]{0,100}? -a ?(?=[^\s-])"),
        ("snmp-server", r"\bsnmp-server community "),
        ("net use", r"\bnet use\b[^\n]{0,80}? /user:[^\s]{1,60} "),
    )
)
_LEVELLED = re.compile(r"\b((?:password|secret|key)\s[0-9]\s)(?=\S{0,120}[\d$])(\S{6,120})", re.IGNORECASE)
"""As a switch writes it: "enable secret 5 …", the digit tells how it is enciphered."""
_TOKENS = re.compile(
    r"\b(?:gh[opsu]_[A-Za-z0-9]{20,80}|github_pat_\w{20,120}|glpat-[\w-]{16,60}|xox[abeprs]-[\w-]{10,120}"
    r"|AKIA[A-Z0-9]{16}"
    r"|[srp]k_(?:live|test)_[A-Za-z0-9]{10,80}|eyJ[\w-]{8,2000}\.eyJ[\w-]{8,2000}\.[\w-]{8,2000}|AIza[\w-]{30,50})"
)
"""Keys that begin so that everybody knows them for keys."""
_ACCOUNT_SLASH = re.compile(
    r"(?<![^\s(>])((?:admin|administrator|administrador|administrateur|root|superuser|support|service|soporte"
    r"|suporte|technicien"
    r"|techniker|t\u00e9cnico)(?: / |/|:))([^\s<>\"'/:@]{5,80})",
    re.IGNORECASE,
)
"""A well-known account and what stands behind it: "root / …"."""
_DEFAULT = re.compile(
    r"(?<![^\s(>\"'`])((?P<who>admin|root|user|support|maint|ubnt|pi|cisco)[:/]"
    r"(?P<word>(?P=who)|toor|password|passwd|passw0rd|default|changeme|letmein|secret|raspberry|\d{3,8}))"
    r"(?![\w@:/-])",
    re.IGNORECASE,
)
"""What a device comes with: "root:toor"; so short and plain a word betrays itself by nothing else."""
_DIGEST = re.compile(r"(\bresponse\s{0,3}=\s{0,3}[\"']?)([0-9a-f]{32}(?:[0-9a-f]{32})?)\b", re.IGNORECASE)
"""A digest in a trace of SIP or HTTP: with the challenge beside it, the password can be found by trying."""
_BEARER = re.compile(
    r"\b(authorization:\s?\w{1,20}|bearer|basic)(\s)(?=[\w.~+/=-]{0,2000}[0-9+/=])([\w.~+/=-]{12,2000})", re.IGNORECASE
)
_PRIVATE = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\sA-Za-z0-9+/=:,.&;<>#]{0,20000}(?:-----END [A-Z ]{0,40}-----)?"
)
_TAGGED = re.compile(
    r"(<[\w:.-]{0,40}(?:password|passwd|secret|pwd|authpass)[\w:.-]{0,40}(?: [^<>]{0,80})?>)([^<>\s]{1,120})(</)",
    re.IGNORECASE,
)
_PASS = re.compile(
    r"\b((?:user(?:name)?|log-?in|u)\b[ :=/]{0,3}[\w.@-]{1,60}[ ,;/]{1,3}p(?:ass)?|(?:auth|register|user|sip)?pass)"
    r"( ?[:=] ?| )((?!\[?[Tt]-\d)[^\s<>\"'\u201c\u201d\u201e\u00ab\u00bb,;]{1,120})",
    re.IGNORECASE,
)
"""The short word alone says little: "the test did pass 3 times"; what follows must look like a secret."""


def without_technical(text: str, mark: str) -> str:
    """Return a text with a mark in the place of every secret of a technical form."""

    def passed(found: re.Match[str]) -> str:
        looks = betrays_itself(found[3]) if found[2] == " " else looks_secret(found[3])
        return f"{found[1]}{found[2]}{mark}{found[3][len(found[3].rstrip('.)')) :]}" if looks else found[0]

    def in_command(found: re.Match[str]) -> str:
        return f"{found[0][: found.start(2) - found.start()]}{mark}"

    def behind_account(found: re.Match[str]) -> str:
        value = trimmed(found[2])
        return f"{found[1]}{mark}{found[2][len(value) :]}" if betrays_itself(value) else found[0]

    low = text.lower()

    def has(cues: str) -> bool:
        return any(cue in low for cue in cues.split("|"))

    text = _PRIVATE.sub(mark, text)
    if has("authorization|bearer|basic"):
        text = _BEARER.sub(rf"\1\2{mark}", text)
    if has("gh|glpat|xox|akia|k_|eyj|aiza"):
        text = _TOKENS.sub(mark, text)
    for cues, command in _COMMANDS:
        if has(cues):
            text = command.sub(in_command, text)
    text = _ACCOUNT_SLASH.sub(behind_account, text)
    text = _without_well_known(text, mark)
    if has("secret|key|pass|pwd"):
        text = _TAGGED.sub(rf"\1{mark}\3", _LEVELLED.sub(rf"\1{mark}", text))
    return _PASS.sub(passed, text) if has("pass|user|login|log-in|u:|u=|u ") else text


def _without_well_known(text: str, mark: str) -> str:
    """Return a text without the passwords that devices come with, and without the digests of a trace."""
    text = _DIGEST.sub(rf"\1{mark}", text)
    return _DEFAULT.sub(lambda found: f"{found[0][: -len(found['word'])]}{mark}", text)
