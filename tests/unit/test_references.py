"""The references of settings, commands and the API say what the code says."""

from __future__ import annotations

import pytest

from deskbot import api_side
from deskbot.settings import Settings
from tools.references import FOLDER, PAGES, api_page, areas, groups, settings_page


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_is_what_would_be_written_now(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")

    assert written == PAGES[name](), f"docs/reference/{name} lags behind the code: run `make references`"


def test_every_setting_has_its_line() -> None:
    page = settings_page()

    assert [name for name in Settings.model_fields if f"| `DESKBOT_{name.upper()}` |" not in page] == []


def test_settings_stand_in_the_groups_of_the_example() -> None:
    example = (
        "# ---- files ----\n# Words.\nDESKBOT_A=1\n#DESKBOT_B=\n# ---- watching: docs/operating.md ----\nDESKBOT_C2=\n"
    )

    assert list(groups(example)) == [("files", ["DESKBOT_A", "DESKBOT_B"]), ("watching", ["DESKBOT_C2"])]


def test_every_part_of_the_api_is_in_its_reference() -> None:
    composed = {one for one in vars(api_side).values() if isinstance(one, type) and ".web.api." in one.__module__}

    assert {one for one in composed if hasattr(one, "router")} == set(areas())
    assert {"## Tickets", "## Webhooks", "### PATCH /tickets/{number}"} <= set(api_page().splitlines())
