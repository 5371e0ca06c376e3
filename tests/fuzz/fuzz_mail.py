"""Coverage-guided fuzzing of reading mail, with atheris.

`make fuzz` makes an environment of its own for it, as atheris instruments what it imports, and runs it for ten minutes.

New inputs that reach new code are kept in `var/fuzz`; the mails of `tests/wire/email` are where it starts. What breaks
the reading is written there, too, as `crash-…`. Make a find smaller with `-minimize_crash=1 -runs=10000 FILE`, put
it into `tests/wire/email/fuzz-NAME.eml`, and write beside it what is expected.

An input fails when reading it raises anything but a ValueError, when that ValueError is an unforeseen fault of a
library, when it takes more than two seconds, and when the result holds what no database, log or file system wants.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import atheris  # pyright: ignore[reportMissingImports]

sys.path.insert(0, str(Path(__file__).parents[2]))

with atheris.instrument_imports(include=["deskbot.channels.email", "tnefparse", "inscriptis"]):
    from deskbot.channels.email.parsing import read_mail

from tests.fuzz.promises import broken_promises

MOST_SECONDS = 2.0
OURS = ("support@desk.example",)


def one_input(raw: bytes) -> None:
    """Read one mail and look whether what is promised of any mail holds."""
    begun = time.process_time()
    try:
        mail = read_mail(raw, own_addresses=OURS)
    except ValueError as error:
        if str(error).startswith("the mail cannot be read ("):
            raise AssertionError(str(error)) from error
        return
    finally:
        taken = time.process_time() - begun
        if taken > MOST_SECONDS:
            raise AssertionError(f"took {taken:.1f} s")
    broken = broken_promises(mail)
    if broken:
        raise AssertionError("; ".join(broken))


def main() -> None:
    """Run until told to end."""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
