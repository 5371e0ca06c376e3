"""Every mail of `tests/wire/email` is read as the file beside it says.

`NAME.json` holds, for `NAME.eml`:

- `about`: what the mail is there to show, for people;
- `given` (optional): what the wire knew: `own`, `recipients`, `mail_from`, `peer`;
- `expect`: keys of `deskbot parse --json` with their values. Of a list of attachments or addresses each entry is
  compared in the keys that are given. `KEY_includes` and `KEY_excludes` list strings that must, or must not, stand
  in a text or in one of a list's texts;
- or, in the place of `expect`, `quarantined`: words of the reason for which it cannot be read.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.reading.as_json import inbound_as_json
from tests.unit.channels.email.mails import FOLDER, OURS, names, raw

EXPECTED = sorted(path.stem for path in FOLDER.glob("*.json"))


def expectation(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text())


def as_read(name: str) -> dict[str, Any]:
    given = expectation(name).get("given", {})
    return inbound_as_json(
        read_mail(
            raw(name),
            own_addresses=given.get("own", OURS),
            recipients=given.get("recipients", ()),
            mail_from=given.get("mail_from"),
            peer=given.get("peer", ""),
        )
    )


def of_interest(expected: Any, found: Any) -> Any:
    """Return what was found, less what nothing was said of."""
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [of_interest(one, other) for one, other in zip(expected, found, strict=True)]
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: found.get(key) for key in expected}
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mail_is_read_as_expected(name: str):
    expected = expectation(name)
    if "quarantined" in expected:
        with pytest.raises(ValueError, match=expected["quarantined"]):
            as_read(name)
        return
    found = as_read(name)

    for key, value in expected["expect"].items():
        plain, _, manner = key.rpartition("_")
        texts = found.get(plain)
        if manner == "includes":
            missing = [one for one in value if not holds(texts, one)]
            assert not missing, f"{plain} lacks {missing}: {texts!r}"
        elif manner == "excludes":
            there = [one for one in value if holds(texts, one)]
            assert not there, f"{plain} has {there}: {texts!r}"
        else:
            assert key in found, f"{key} is no key of `deskbot parse --json`"
            assert of_interest(value, found[key]) == value, key


def holds(texts: Any, part: str) -> bool:
    return any(part in text for text in ([texts] if isinstance(texts, str) else texts))


@pytest.mark.parametrize("name", names())
def test_every_mail_says_what_it_is_for(name: str):
    expected = expectation(name)

    assert expected["about"]
    assert expected.get("expect") or expected.get("quarantined")
