"""What is sealed opens with its key, at its place, and nowhere else."""

from __future__ import annotations

import pytest

from deskbot.errors import ConfigurationError
from deskbot.wires.sealed import Keys

OLD, NEW = b"the key of last year, which was long enough", b"the key of this year, which is long as well"


def test_a_token_opens_again_and_cannot_be_read_before():
    sealed = Keys((NEW,)).seal("xoxb-1", "T0A")

    assert "xoxb" not in sealed
    assert Keys((NEW,)).open(sealed, "T0A") == "xoxb-1"


def test_what_was_sealed_by_the_key_before_opens_while_that_is_known():
    sealed = Keys((OLD,)).seal("xoxb-1", "T0A")

    assert Keys((NEW, OLD)).open(sealed, "T0A") == "xoxb-1"
    assert not Keys((NEW, OLD)).is_sealed_by_first(sealed, "T0A")
    with pytest.raises(ConfigurationError, match="DESKBOT_SECRET_KEY_OLD"):
        Keys((NEW,)).open(sealed, "T0A")


@pytest.mark.parametrize("sealed", ["", "x", "AAAA", "é"])
def test_what_is_no_seal_opens_nowhere(sealed):
    with pytest.raises(ConfigurationError):
        Keys((NEW,)).open(sealed, "T0A")


def test_a_token_that_was_copied_to_another_workspace_is_nothing_there():
    keys = Keys((NEW,))

    with pytest.raises(ConfigurationError, match="T0B"):
        keys.open(keys.seal("xoxb-1", "T0A"), "T0B")
