"""Record `deskbot demo` as a picture that plays: docs/screenshots/demo.svg shows what was printed, and when.

make recording
"""

from __future__ import annotations

import os
import pty
import sys
import tempfile
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

from rich.console import Console
from rich.text import Text

PICTURE = Path(__file__).parents[1] / "docs" / "screenshots" / "demo.svg"
COLUMNS, ROWS = 110, 60
CELL, LINE, EDGE = 7.8, 17, 16
"""Pixels of a column, of a line, and around it all."""
FASTER = 3.0
"""So many times as fast as it was."""
COLOURS: dict[int | None, str] = {2: "#98c379", 6: "#56b6c2", 10: "#7a8290"}
"""By their numbers in a terminal; the lines between two scenes are grey, as they are long."""
PAPER, INK = "#1e2127", "#d7dae0"
CONSOLE = Console()


def recorded() -> list[tuple[float, str]]:
    """Run the demo in a terminal; return each piece of what it printed, and after how many seconds.

    Raises:
        SystemExit: it did not keep its promises.
    """
    pieces, begun = list[tuple[float, str]](), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(folder)
            os.environ.update(TERM="xterm-256color", COLUMNS=str(COLUMNS), LINES=str(ROWS))
            os.execv(sys.executable, [sys.executable, "-m", "deskbot", "demo"])  # nosec B606 # noqa: S606  (our own)
        while piece := _read(terminal):
            pieces.append((time.monotonic() - begun, piece))
        _, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"the demo has failed:\n{''.join(text for _, text in pieces)}")
    return pieces


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 65_536).decode("utf-8", "replace")
    except OSError:  # how a terminal ends
        return ""


def lines_of(pieces: list[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """Yield each line, with the moment when its end was printed."""
    begun = ""
    for at, piece in pieces:
        *whole, begun = (begun + piece).replace("\r", "").split("\n")
        for line in whole:
            yield at, line
    if begun.strip():
        yield pieces[-1][0], begun


def drawn(lines: list[tuple[float, str]]) -> str:
    """Return the picture."""
    width, height = COLUMNS * CELL + 2 * EDGE, len(lines) * LINE + 2 * EDGE
    shown = "\n".join(_line(place, at / FASTER, line) for place, (at, line) in enumerate(lines))
    size = f'width="{width:.0f}" height="{height}" viewBox="0 0 {width:.0f} {height}"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size}>
<title>deskbot demo, {FASTER:.0f} times as fast as it was</title>
<style>
text {{ font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: {INK}; white-space: pre; }}
g {{ opacity: 0; animation: come .1s forwards; }}
@keyframes come {{ to {{ opacity: 1; }} }}
@media (prefers-reduced-motion: reduce) {{ g {{ opacity: 1; animation: none; }} }}
</style>
<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>
{shown}
</svg>
"""


def _line(place: int, after: float, line: str) -> str:
    inside, at = "", 0
    for piece in Text.from_ansi(line, end="").render(CONSOLE):
        style = piece.style
        colour = COLOURS.get(style.color.number, INK) if style and style.color else INK
        weight = ' font-weight="bold"' if style and style.bold else ""
        here = f'x="{EDGE + at * CELL:.1f}" textLength="{len(piece.text) * CELL:.1f}" fill="{colour}"{weight}'
        inside += f"<tspan {here}>{escape(piece.text)}</tspan>" if piece.text.strip() else ""
        at += len(piece.text)
    return f'<g style="animation-delay:{after:.2f}s"><text y="{EDGE + (place + 1) * LINE - 4}">{inside}</text></g>'


if __name__ == "__main__":
    PICTURE.write_text(drawn(list(lines_of(recorded()))), encoding="utf-8")
