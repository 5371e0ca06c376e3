"""How fast matching is with 1,000 playbooks of 10 examples each, beside rapidfuzz over all examples."""

from __future__ import annotations

import json
import re
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from itertools import product
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table

from deskbot.cli.loading import load_vectors
from deskbot.triage.matching import Asked, rank
from deskbot.triage.playbooks import Playbook, PlaybookSet

PLAYBOOKS, EXAMPLES = 1000, 10
MESSAGES = 200
SUBJECTS = """phone handset trunk fax voicemail queue gateway switch router firewall card licence backup upgrade
certificate headset paging intercom conference recording report portal softphone display keypad""".split()  # noqa: SIM905
FAULTS = """drops stutters freezes restarts echoes beeps fails locks disappears overheats blinks loops hangs mutes
duplicates delays rejects forgets refuses crackles""".split()  # noqa: SIM905
WHEN = ("after the move", "every morning")
FRAMES = (
    "The {s} {f} {w}.",
    "Our customer says that the {s} {f} {w}, please help.",
    "{s} {f}, {w} it is worst",
    "Since Monday the {s} at the branch {f} {w}",
    "hello, {w} the {s} {f} and nobody knows why",
    "Two of the {s}s we installed: one {f} {w}, the other is fine",
    "whenever somebody calls, the {s} {f} ({w})",
    "We changed the cable, still the {s} {f} {w}",
    "Why would a {s} do this: it {f} {w}?",
    "The {s} in room {n} {f} {w}",
)
MAIL = (
    "Good morning. We look after a clinic with forty phones. {told} We have restarted everything twice. "
    "Nothing else was changed. Please call us back on 555-0142. Thanks for your help."
)


def synthetic() -> PlaybookSet:
    """Return 1,000 playbooks, each about one thing, one fault and one time."""
    found: list[Playbook] = []
    for number, (thing, fault, when) in enumerate(list(product(SUBJECTS, FAULTS, WHEN))[:PLAYBOOKS]):
        examples = tuple(frame.format(s=thing, f=fault, w=when, n=number) for frame in FRAMES)
        found.append(
            Playbook(
                id=f"book-{number:04}",
                title=f"{thing} {fault} {when}",
                symptoms=(f"{thing} {fault}",),
                examples=examples,
                resolution=f"1. Look at the {thing}. 2. Note when it {fault}. 3. Come back to us.",
            )
        )
    return PlaybookSet(tuple(found))


def memory() -> float:
    """Return the most memory that this process has held, in MB."""
    told = Path("/proc/self/status")
    if told.exists():  # what `getrusage` tells, Linux lets a process inherit from whoever started it
        return int(re.search(r"VmHWM:\s+(\d+)", told.read_text())[1]) / 1024  # pyright: ignore[reportOptionalSubscript]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)


def ours() -> dict[str, float]:
    """Return the figures of matching."""
    books = synthetic()
    rank(Asked("warm up the imports"), PlaybookSet(books.playbooks[:2]))
    before, begun = memory(), time.perf_counter()
    books = replace(books, vectors=load_vectors())
    rank(Asked("the phone drops"), books)
    loaded = time.perf_counter() - begun
    return {"load": loaded, "memory": memory() - before, **timed(lambda text: rank(Asked(text), books), books)}


def baseline() -> dict[str, float]:
    """Return the figures of rapidfuzz over all examples."""
    books = synthetic()
    before, begun = memory(), time.perf_counter()
    texts = [text for book in books.playbooks for text in book.examples]
    loaded = time.perf_counter() - begun
    return {
        "load": loaded,
        "memory": memory() - before,
        **timed(lambda text: process.extractOne(text, texts, scorer=fuzz.token_set_ratio), books),
    }


def timed(ask: object, books: PlaybookSet) -> dict[str, float]:
    """Return the median of a sentence's and of a mail's milliseconds."""
    asked = [book.examples[number % EXAMPLES] for number, book in enumerate(books.playbooks)][: 5 * MESSAGES : 5]
    figures: dict[str, float] = {}
    for name, texts in (("sentence", asked), ("mail", [MAIL.format(told=text) for text in asked])):
        spent: list[float] = []
        for text in texts:
            begun = time.perf_counter()
            ask(text)  # pyright: ignore[reportCallIssue]
            spent.append(time.perf_counter() - begun)
        figures[name] = 1000 * statistics.median(spent)
    return figures


def show(console: Console) -> None:
    """Print both, each measured in a process of its own."""
    table = Table("1,000 playbooks, 10 examples each", "ms a sentence", "ms a mail", "seconds to load", "MB")
    for name, what in (("deskbot", "ours"), ("rapidfuzz token_set_ratio", "baseline")):
        done = subprocess.run([sys.executable, __file__, what], capture_output=True, check=True, text=True)
        found = json.loads(done.stdout)
        table.add_row(name, *(f"{found[key]:.2f}" for key in ("sentence", "mail", "load")), f"{found['memory']:.0f}")
    console.print(table)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(ours() if sys.argv[1:] == ["ours"] else baseline()))
