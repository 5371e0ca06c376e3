"""How long mail takes to read: a typical one of 2 KB, and one of 10 MB with files. Made in code, no input needed."""

from __future__ import annotations

import base64
import hashlib
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tree beside this file, installed or not

from deskbot.channels.email.parsing import read_mail

RUNS_SMALL, RUNS_BIG = 300, 15
OURS = ("support@desk.example",)

_HEAD = """\
Received: from mx.harborvoice.example (192.0.2.7) by mx.desk.example; Tue, 10 Nov 2026 14:12:51 +0000
Authentication-Results: mx.desk.example; dmarc=pass header.from=harborvoice.example
From: Ines Duarte <ines@harborvoice.example>
To: Service Desk <support@desk.example>
Subject: =?utf-8?Q?Re=3A_[T-1042]_No_calls_at_Kimura_Nursery_=E2=80=93_urgent?=
Date: Tue, 10 Nov 2026 09:12:44 -0500
Message-ID: <speed@harborvoice.example>
In-Reply-To: <t1042@desk.example>
References: <first@harborvoice.example> <t1042@desk.example>
MIME-Version: 1.0
"""
_WORDS = """\
Hello,

the host ID is 50-77B3-E210, release 11.2. We restarted the gateway at 08:40 and the trunk came up for two minutes.
Since then all outgoing calls end with 503, incoming ones ring and are cut off. The provider sees no REGISTER.

Ines Duarte
Harbor Voice, 305 555 0144

On Tue, 10 Nov 2026 at 08:55, Service Desk <support@desk.example> wrote:
> Thank you. Please send us the host ID and the release, and say what you changed last.
> Does it concern all users, or some of them?
"""


def small() -> bytes:
    """Return an answer as Gmail writes it, text and HTML, of about 2 KB."""
    html = "".join(f"<div>{line}</div>" for line in _WORDS.split("\n")[:6])
    return (
        f"{_HEAD}Content-Type: multipart/alternative; boundary=b\n\n"
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{_WORDS}\n"
        f"--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n"
    ).replace("\n", "\r\n").encode()  # fmt: skip


def big() -> bytes:
    """Return a mail of about 10 MB with three files."""
    parts = [
        f"{_HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n{_WORDS}\n".encode()
    ]
    for number in range(3):
        octets = hashlib.shake_128(bytes([number])).digest(2_450_000)
        parts.append(
            f"--b\nContent-Type: application/octet-stream; name=trace-{number}.pcap\n"
            "Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n".encode()
            + base64.encodebytes(octets)
        )
    return b"".join((*parts, b"--b--\n")).replace(b"\n", b"\r\n")


def figures() -> list[tuple[str, float, float]]:
    """Return, for each mail, what it is and its median and worst time in milliseconds."""
    return [
        (f"read a mail of {len(mail) / 1000:,.1f} kB{what}", *_times(mail, runs))
        for mail, what, runs in ((small(), "", RUNS_SMALL), (big(), " with files", RUNS_BIG))
    ]


def _times(mail: bytes, runs: int) -> tuple[float, float]:
    read_mail(mail, own_addresses=OURS)
    times: list[float] = []
    for _ in range(runs):
        begun = time.perf_counter()
        read_mail(mail, own_addresses=OURS)
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times), max(times)


if __name__ == "__main__":
    for name, median, worst in figures():
        sys.stdout.write(f"{name}: median {median:.2f} ms, worst {worst:.2f} ms\n")
