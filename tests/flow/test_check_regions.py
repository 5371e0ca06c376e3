"""`deskbot check` names the regions in desk.yaml that no reseller has, and tiers of resellers that it does not name."""

from __future__ import annotations

import asyncio
from pathlib import Path

from deskbot.cli.check import database
from deskbot.cli.finding import Finding
from deskbot.cli.loading import load_desk
from tests.harness import DESK_YAML, World


async def looked_at(world: World, folder: Path, numbers: str) -> list[Finding]:
    """Look at the database beside a desk.yaml with more numbers."""
    desk = folder / "desk.yaml"
    line = '  emea: "+44 20 7946 0100"\n'
    desk.write_text(DESK_YAML.read_text().replace(line, line + numbers))
    settings = world.deskbot.settings.model_copy(update={"desk_file": desk})
    return await asyncio.to_thread(database, settings, load_desk(desk))


async def test_a_region_that_no_reseller_has_is_named_with_its_line(world: World, tmp_path: Path) -> None:
    found = await looked_at(world, tmp_path, '  NA: "+1 202 555 0101"\n  atlantis: "+1 202 555 0102"\n')

    [doubt] = [one for one in found if one.what == "service_desk_numbers"]
    where = f"{tmp_path}/desk.yaml:12: service_desk_numbers"
    says = 'has the region "atlantis", which no reseller of the directory has; give it to a reseller, or remove it'
    assert doubt.says == f"{where} {says}"
    assert (doubt.right, doubt.doubtful) == (True, True)


async def test_where_no_reseller_is_known_nothing_is_said_of_regions(world: World, tmp_path: Path) -> None:
    world.sql("UPDATE reseller SET region = ''")

    found = await looked_at(world, tmp_path, '  atlantis: "+1 202 555 0102"\n')

    assert "service_desk_numbers" not in [one.what for one in found]
    assert all(one.right for one in found if one.what == "database")


async def test_a_tier_of_a_reseller_that_desk_yaml_does_not_name_is_told_where_it_names_any(
    world: World, tmp_path: Path
) -> None:
    world.sql("UPDATE reseller SET tier = 'Premuim' WHERE id = 1")
    promised = "support_hours:", "sla:\n  premium: {S1: 1h}\n  standard: {S1: 4h}\nsupport_hours:"
    desk = tmp_path / "desk.yaml"

    async def told() -> list[str]:
        settings = world.deskbot.settings.model_copy(update={"desk_file": desk})
        found = await asyncio.to_thread(database, settings, load_desk(desk))
        return [one.says for one in found if one.what == "sla"]

    desk.write_text(DESK_YAML.read_text())
    assert await told() == []
    desk.write_text(DESK_YAML.read_text().replace(*promised))
    [says] = await told()
    assert says.startswith('a reseller has the tier "Premuim", which desk.yaml does not name')
    assert says.endswith('; did you mean "premium"?')
    world.sql("UPDATE reseller SET tier = 'premium' WHERE id = 1")
    assert await told() == []
