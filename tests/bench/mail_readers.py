"""Deskbot's reading of mail beside that of four libraries, over the mails of `tests/wire/email`.

A reply counts as right where its words are those expected, whatever the white space between them: strictly (without
the signature), and leniently (with the signature or without). Readers of text are given the text that deskbot made
of a mail, with `>` before what HTML marks as quoted; talon is given HTML as it came. The mails are deskbot's own:
what they show is that nothing is worse here, and where.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.reading.as_json import inbound_as_json
from deskbot.channels.email.reading.body import body_of
from deskbot.channels.email.reading.charsets import decode
from deskbot.channels.email.reading.structure import Part, take_apart

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "wire" / "email"
ENVIRONMENT = ROOT / ".venv-bench"
OURS = ("support@desk.example",)
LIMIT = 5.0
"""Seconds for one mail; some libraries never come back from some mails."""
START = 60.0
WIDTH = 120
"""Characters of a line of the tables, also where no terminal says how wide it is."""
GROUPS = ("plain", "HTML", "traps", "forwards")
FACTS = ("subject", "from", "attachments", "text")
STRIPPERS = ("email-reply-parser", "mail-parser-reply", "talon")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail with what is expected of it."""

    name: str
    raw: bytes
    text: str
    html: str
    expect: dict[str, Any]

    @property
    def group(self) -> str:
        """Where it is counted."""
        if "forward" in self.name:
            return "forwards"
        if "trap" in self.name:
            return "traps"
        return "HTML" if self.html else "plain"


@dataclass
class Score:
    """What one reader got right."""

    strict: Counter[str] = field(default_factory=Counter)
    lenient: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    failed: int = 0
    """Mails over which it raised an error or took too long."""
    why_not: str = ""


def corpus() -> list[Mail]:
    """Return the mails that have an expected result."""
    mails: list[Mail] = []
    for path in sorted(FOLDER.glob("*.json")):
        expect = json.loads(path.read_text(encoding="utf-8")).get("expect")
        raw = path.with_suffix(".eml").read_bytes()
        if expect is None:
            continue
        root = take_apart(raw).root
        mails.append(Mail(path.stem, raw, body_of(root).text, _only_html(root), expect))
    return mails


def _only_html(root: Part) -> str:
    """Return the HTML of a mail that has nothing else."""
    if root.get_content_type() != "text/html":
        return ""
    return decode(root.content(), root.parameter("charset"))[0]


def words(text: str) -> list[str]:
    """Return a text's words; lines that only set something off, and signs of a quote, count for nothing."""
    return [word for word in text.split() if any(char.isalnum() for char in word)]


def judge(score: Score, mail: Mail, answer: dict[str, Any]) -> None:
    """Count one answer."""
    score.times.append(float(answer.get("ms", 0.0)))
    score.failed += "error" in answer
    if "reply" in answer and "reply" in mail.expect:
        got, want = words(answer["reply"]), words(mail.expect["reply"])
        signed = want + words(mail.expect.get("signature", ""))
        score.strict[mail.group] += got == want
        score.lenient[mail.group] += got in (want, signed)
    for fact in FACTS:
        if fact in answer and fact in mail.expect:
            score.facts[fact] += _fact(mail.expect, fact) == _given(answer[fact])


def _fact(expect: dict[str, Any], fact: str) -> Any:
    value = expect[fact]
    if fact == "from":
        return value.get("address", "")
    if fact == "attachments":
        return sorted(one.get("filename", "") for one in value)
    return words(value)


def _given(value: Any) -> Any:
    return words(value) if isinstance(value, str) and "@" not in value.split(" ")[0] else value


def ours(mails: list[Mail]) -> Score:
    """Return deskbot's own score; its time is that of the whole mail, parsed and stripped."""
    score = Score()
    for mail in mails:
        begun = time.perf_counter()
        found = inbound_as_json(read_mail(mail.raw, own_addresses=OURS))
        spent = (time.perf_counter() - begun) * 1000
        names = sorted(one["filename"] for one in found["attachments"])
        facts = {"from": found["from"]["address"], "attachments": names, "ms": spent}
        judge(score, mail, {**{key: found[key] for key in ("subject", "text", "reply")}, **facts})
    return score


async def theirs(library: str, mails: list[Mail]) -> Score:
    """Return a library's score; the library runs in a process of its own, which is killed where it hangs."""
    score = Score()
    process: asyncio.subprocess.Process | None = None
    for mail in mails:
        if process is None:
            process, score.why_not = await _started(library)
            if process is None:
                return score
        asked = {"text": mail.text, "html": mail.html, "raw": base64.b64encode(mail.raw).decode()}
        answer = await _asked(process, json.dumps(asked))
        if answer is None:
            await _ended(process)
            process = None
        judge(score, mail, {"error": "hangs", "ms": LIMIT * 1000} if answer is None else answer)
    if process is not None:
        await _ended(process)
    return score


async def _started(library: str) -> tuple[asyncio.subprocess.Process | None, str]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        str(ENVIRONMENT / "bin" / "python"),
        *("-W", "ignore", str(Path(__file__).with_name("other_readers.py")), library),
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        limit=2**24,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with contextlib.suppress(TimeoutError):
        if (await asyncio.wait_for(process.stdout.readline(), START)).strip() == b"ready":
            return process, ""
    await _ended(process)
    complaint = (await process.stderr.read()).decode(errors="replace").strip().rsplit("\n", 1)[-1]
    return None, complaint or f"did not start in {START:.0f} s"


async def _asked(process: asyncio.subprocess.Process, line: str) -> dict[str, Any] | None:
    """Return the answer to one mail, None where none came in time."""
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(TimeoutError, ConnectionError):
        process.stdin.write(line.encode() + b"\n")
        await process.stdin.drain()
        answer = await asyncio.wait_for(process.stdout.readline(), LIMIT)
        return json.loads(answer) if answer else None
    return None


async def _ended(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()


def installed() -> str:
    """Install the libraries where they are not yet; return why that failed, nothing where it did not."""
    ready, wanted = ENVIRONMENT / "ready", Path(__file__).with_name("requirements.txt")
    if ready.exists() and ready.stat().st_mtime >= wanted.stat().st_mtime:
        return ""
    command = ["sh", str(ROOT / "tools" / "install-bench"), str(ENVIRONMENT), sys.executable]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr.strip().rsplit("\n", 1)[-1] or "the installation failed"


def show(console: Console) -> None:
    """Print both tables."""
    mails = corpus()
    why_not = installed()
    scores = {"deskbot": ours(mails)}
    for library in (*STRIPPERS, "mail-parser"):
        scores[library] = Score(why_not=why_not) if why_not else asyncio.run(theirs(library, mails))
    replies = Counter(mail.group for mail in mails if "reply" in mail.expect)
    console.print(_replies(scores, replies))
    console.print(_facts(scores, Counter(fact for mail in mails for fact in FACTS if fact in mail.expect)))


def _replies(scores: dict[str, Score], counts: Counter[str]) -> Table:
    table = Table("replies read right: strictly / leniently", *(f"{group} ({counts[group]})" for group in GROUPS))
    for column in ("all", "median ms", "fails"):
        table.add_column(f"{column} ({counts.total()})" if column == "all" else column, justify="right")
    for name in ("deskbot", *STRIPPERS):
        score = scores[name]
        if score.why_not:
            table.add_row(name, f"NOT RUN: {score.why_not}")
            continue
        cells = [f"{score.strict[group]} / {score.lenient[group]}" for group in GROUPS]
        total = f"{score.strict.total()} / {score.lenient.total()}"
        table.add_row(name, *cells, total, f"{statistics.median(score.times):.1f}", str(score.failed))
    return table


def _facts(scores: dict[str, Score], counts: Counter[str]) -> Table:
    table = Table("facts read right", *(f"{fact} ({counts[fact]})" for fact in FACTS), "median ms", "fails")
    for name in ("deskbot", "mail-parser"):
        score = scores[name]
        if score.why_not:
            table.add_row(name, f"NOT RUN: {score.why_not}")
            continue
        cells = [str(score.facts[fact]) for fact in FACTS]
        table.add_row(name, *cells, f"{statistics.median(score.times):.1f}", str(score.failed))
    return table


if __name__ == "__main__":
    show(Console(width=WIDTH))
