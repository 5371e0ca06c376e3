"""What the weights of whole messages and of playbooks are learned from: cases, labelled mails, texts about playbooks.

The cases lie in deskbot/triage/weighing/data, the mails in tests/evals/dev, the texts in the part `tune` of
tests/evals/matching.csv. The mails in tests/evals/unseen are never learned from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from deskbot.channels.email.parsing import read_mail
from deskbot.model.case import Category, Severity
from deskbot.triage import known_issues
from deskbot.triage.sentences import read
from deskbot.triage.weighing import library
from deskbot.triage.weighing.cases import LabelledCase
from tests.bench.matching_fit import Labelled, texts_of

ROOT = Path(__file__).parents[1]
MAILS = ROOT / "tests" / "evals" / "dev"
TEXTS = ROOT / "tests" / "evals" / "matching.csv"
DATA = ROOT / "deskbot" / "triage" / "weighing" / "data"


def mails(folder: Path = MAILS) -> Iterator[LabelledCase]:
    """Yield the labelled mails of a folder; the letter that a name begins with stands for the writer."""
    for path in sorted(folder.glob("*.eml")):
        wanted = json.loads(path.with_suffix(".json").read_text())
        yield LabelledCase(
            read_mail(path.read_bytes()),
            Category(wanted["category"]),
            Severity(wanted["severity"]),
            wanted["playbook"],
            f"mails {path.name[0]}",
        )


def cases() -> list[LabelledCase]:
    """Return all messages whose category and severity somebody said."""
    return [*library.cases(), *mails()]


def matched() -> list[LabelledCase]:
    """Return all messages of which somebody said which playbook it is, or that it is none."""
    return [one for one in cases() if one.matched]


def labelled(messages: Iterable[LabelledCase]) -> Iterator[Labelled]:
    """Yield messages as texts with the playbook that is meant; the part is the writer."""
    for one in messages:
        yield Labelled(one.writer, read(one.message), one.playbook or "oos", known_issues.kind_of(one.category))


def texts() -> Iterator[Labelled]:
    """Yield all that says which playbook is meant, first `matched`."""
    yield from labelled(matched())
    yield from (one for one in texts_of(TEXTS) if one.part != "check")


def digest() -> str:
    """Return a digest of the files: of the cases, mails and texts, whatever is made of them."""
    total = hashlib.sha256(library.digest().encode())
    for path in sorted((*MAILS.glob("*.eml"), *MAILS.glob("*.json"), TEXTS)):
        total.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()
