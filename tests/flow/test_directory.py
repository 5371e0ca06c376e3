"""The directory knows who writes, and an import changes all of it or nothing."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from deskbot.cli.directory import resellers_app, systems_app
from deskbot.cli.linking import contacts_app
from deskbot.errors import NotFoundError
from deskbot.store import directory, invitations
from deskbot.store.database import Database
from deskbot.store.directory_import import RefusedError, change, import_file
from deskbot.store.directory_plan import Plan
from deskbot.store.directory_records import KindName
from deskbot.store.tables import DomainRow, IdentityRow

EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS: tuple[KindName, ...] = ("resellers", "contacts", "systems")
DANA = "dana.reyes@brightpathvoice.example"
PRIYA = "priya.nair@lakeshoretelecom.example"


async def bring(database: Database, kind: KindName, data: str, *, dry_run: bool = False) -> Plan:
    async with database.begin() as session:
        return await import_file(session, kind, f"{kind}.csv", data.encode(), dry_run=dry_run)


async def examples(database: Database) -> None:
    for kind in KINDS:
        await bring(database, kind, (EXAMPLES / f"{kind}.csv").read_text("utf-8"))


async def put(database: Database, kind: KindName, name: str, /, **fields: str) -> None:
    async with database.begin() as session:
        await change(session, kind, name, fields)


async def found(
    database: Database, address: str, domain: str | None = None, channel: str = "email"
) -> tuple[str, str, str]:
    async with database.begin() as session:
        reseller, contact, by = await directory.find_writer(session, channel, address, domain)
    return (reseller.key if reseller else "", contact.name if contact else "", by)


async def snapshot(database: Database) -> directory.Directory:
    async with database.begin() as session:
        return await directory.directory(session)


def verbs(plan: Plan) -> list[str]:
    return [change.verb for change in plan.changes]


async def test_what_is_agreed_with_a_reseller_comes_in_by_a_column_that_a_file_may_lack(database: Database) -> None:
    head, row = "key,name,region,zone,tier,targets,domains\n", "brightpath,B,,,premium,{},\n"
    await bring(database, "resellers", head + row.format("S2=2h  office; S1=30m"))
    assert [one.targets for one in (await snapshot(database)).resellers] == ["S1=30m; S2=2h office"]

    with pytest.raises(RefusedError, match='targets: "S1 30m" is no target; write targets like: S1=30m'):
        await bring(database, "resellers", head + row.format("S1 30m"))
    await bring(database, "resellers", "key,name,region,zone,tier,domains\nbrightpath,B,,,premium,\n")

    assert [one.targets for one in (await snapshot(database)).resellers] == ["S1=30m; S2=2h office"]


async def test_a_known_address_names_the_contact(database: Database) -> None:
    await examples(database)
    assert await found(database, DANA.upper(), "brightpathvoice.example") == (
        "brightpath",
        "Dana Reyes",
        "address",
    )
    assert await found(database, "+13125550142", channel="sms") == ("brightpath", "Dana Reyes", "address")
    assert await found(database, "+13125550142") == ("", "", "")


async def test_an_unknown_address_at_a_resellers_own_domain_names_the_reseller(database: Database) -> None:
    await examples(database)
    own = ("brightpath", "", "domain")
    assert await found(database, "new@brightpathvoice.example", "BrightpathVoice.example") == own
    assert await found(database, "new@noc.brightpathvoice.example", "noc.brightpathvoice.example") == (
        "",
        "",
        "",
    )
    assert await found(database, "new@brightpathvoice.example", None) == ("", "", "")
    assert await found(database, "U012AB", "brightpathvoice.example", channel="slack") == ("", "", "")
    assert await found(database, "x@stranger.example", "stranger.example") == ("", "", "")


async def test_a_free_mail_domain_names_nobody_even_when_it_slipped_into_the_table(
    database: Database,
) -> None:
    await examples(database)
    known = await snapshot(database)
    async with database.begin() as session:
        session.add(DomainRow(domain="gmail.com", reseller_id=known.resellers[0].id))
    assert await found(database, "anybody@gmail.com", "gmail.com") == ("", "", "")


async def test_a_contact_who_has_left_is_not_let_in_by_the_domain(database: Database) -> None:
    await examples(database)
    await put(database, "contacts", DANA, active="no")
    assert await found(database, DANA, "brightpathvoice.example") == ("", "", "")
    plan = await bring(database, "contacts", (EXAMPLES / "contacts.csv").read_text("utf-8"))
    assert any("switched off" in warning for warning in plan.warnings)
    assert await found(database, DANA, "brightpathvoice.example") == ("", "", "")


async def test_an_address_that_was_stored_in_capitals_is_found(database: Database) -> None:
    await examples(database)
    known = await snapshot(database)
    async with database.begin() as session:
        session.add(IdentityRow(contact_id=known.contacts[0].id, channel="slack", address="U012AB"))
    assert (await found(database, "u012ab", channel="slack"))[1] == known.contacts[0].name


async def test_systems_come_in_a_fixed_order(database: Database) -> None:
    await examples(database)
    known = await snapshot(database)
    brightpath = next(one for one in known.resellers if one.key == "brightpath")
    async with database.begin() as session:
        found = await directory.reseller(session, brightpath.id)
        assert found is not None
        assert found.name == "Brightpath Voice & Data"
        systems = await directory.systems_of(session, brightpath.id)
        with pytest.raises(NotFoundError):
            await directory.reseller(session, 0)
    assert [system.host_id for system in systems] == ["3G-88C1-0457", "A7C3-1190", "GM-0C42-9917"]


async def test_the_same_file_twice_changes_nothing(database: Database) -> None:
    await examples(database)
    before = await snapshot(database)
    for kind in KINDS:
        plan = await bring(database, kind, (EXAMPLES / f"{kind}.csv").read_text("utf-8"))
        assert set(verbs(plan)) == {"unchanged"}
        assert not plan.gone
    assert await snapshot(database) == before


async def test_changes_are_made_and_what_is_gone_is_told_and_kept(database: Database) -> None:
    await examples(database)
    header = "reseller,name,mail\n"
    plan = await bring(database, "contacts", f"{header}brightpath,Dana R. Reyes,{DANA}\nbrightpath,New,new@b.example\n")
    assert verbs(plan) == ["changed", "added"]
    assert plan.changes[0].differences == (("name", "Dana Reyes", "Dana R. Reyes"),)
    assert plan.gone == ("marcus.webb@brightpathvoice.example",)  # and nobody of the other resellers
    known = {contact.mail: contact for contact in (await snapshot(database)).contacts}
    assert known[DANA].phone == "+13125550142"  # the file has no such column
    assert "marcus.webb@brightpathvoice.example" in known


async def test_a_number_on_whatsapp_comes_in_by_a_column_of_its_own_that_a_file_may_lack(database: Database) -> None:
    await examples(database)
    head, number = "reseller,name,mail,whatsapp\n", "+1 312 555 0142"
    await bring(database, "contacts", f"{head}brightpath,Dana,{DANA},{number}\n")
    await bring(database, "contacts", f"reseller,name,mail\nbrightpath,Dana,{DANA}\n")
    assert (await found(database, "+13125550142", channel="whatsapp"))[1] == "Dana"

    await bring(database, "contacts", f"{head}brightpath,Dana,{DANA},+1 312 555 0199\n")
    assert (await found(database, "+13125550142", channel="whatsapp"))[1] == ""
    assert (await found(database, "+13125550199", channel="whatsapp"))[1] == "Dana"
    assert (await found(database, "+13125550142", channel="sms"))[1] == "Dana"


async def test_who_texts_from_a_number_need_not_be_on_whatsapp_by_it(database: Database) -> None:
    await examples(database)
    head, number = "reseller,name,mail,whatsapp\n", "+1 312 555 0142"
    await bring(database, "contacts", f"{head}lakeshore,New,new@l.example,{number}\n")
    plan = await bring(database, "contacts", (EXAMPLES / "contacts.csv").read_text("utf-8"))

    assert set(verbs(plan)) == {"unchanged"}  # whose number it is for texts is another
    with pytest.raises(RefusedError, match=r"whatsapp: \+13125550142 belongs to New at lakeshore"):
        await bring(database, "contacts", f"{head}brightpath,Dana,{DANA},{number}\n")


async def test_an_empty_cell_clears(database: Database) -> None:
    await examples(database)
    await bring(database, "contacts", f"reseller,name,mail,phone\nbrightpath,Dana,{DANA},\n")
    assert await found(database, "+13125550142", channel="sms") == ("", "", "")
    await bring(database, "resellers", "key,name,region,zone,tier,domains\nbrightpath,B,,,,other.example\n")
    assert await found(database, "x@brightpathvoice.example", "brightpathvoice.example") == ("", "", "")
    assert (await found(database, "x@other.example", "other.example"))[0] == "brightpath"


async def test_a_dry_run_writes_nothing(database: Database) -> None:
    plan = await bring(database, "resellers", (EXAMPLES / "resellers.csv").read_text("utf-8"), dry_run=True)
    assert verbs(plan) == ["added"] * 3
    assert await snapshot(database) == directory.Directory()


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        (
            "resellers",
            "key,name,region,zone,tier,domains\nnew,New,,,,new.example\nbad,Bad,,,,brightpathvoice.example\n",
            "resellers.csv:3: domains: brightpathvoice.example belongs to brightpath",
        ),
        (
            "contacts",
            f"reseller,name,mail\nlakeshore,New,new@l.example\nlakeshore,Dana,{DANA}\n",
            f"contacts.csv:3: mail: {DANA} belongs to brightpath",
        ),
        (
            "contacts",
            "reseller,name,mail,phone\nlakeshore,New,new@l.example,+13125550142\n",
            "contacts.csv:2: phone: +13125550142 belongs to Dana Reyes at brightpath",
        ),
        (
            "contacts",
            "reseller,name,mail\nbrightpath,New,new@l.example\nbrightpaht,Dana,d@b.example\n",
            'contacts.csv:3: reseller: there is no reseller "brightpaht"; did you mean "brightpath"?',
        ),
        (
            "systems",
            "reseller,host_id,customer,site,model,release,subscription_until\nlakeshore,3G-88C1-0457,C,,,,\n",
            "systems.csv:2: host_id: 3G-88C1-0457 belongs to brightpath",
        ),
        (
            "systems",
            "reseller,host_id,customer,site,model,release,subscription_until\nbrightpath,N-1,C,,,,\nx,N-2,,,,,\n",
            "systems.csv:3: customer: is empty",
        ),
    ],
)
async def test_one_wrong_row_and_nothing_is_written(database: Database, kind: KindName, text: str, says: str) -> None:
    await examples(database)
    before = await snapshot(database)
    with pytest.raises(RefusedError) as refused:
        await bring(database, kind, text)
    assert says in str(refused.value)
    assert str(refused.value).endswith("nothing was written")
    assert refused.value.exit_code == 2
    assert await snapshot(database) == before


async def test_setting_by_hand_keeps_the_rules_and_may_move(database: Database) -> None:
    await examples(database)
    await put(database, "systems", "a7c3-1190", reseller="lakeshore", subscription_until="")
    system = next(one for one in (await snapshot(database)).systems if one.host_id == "A7C3-1190")
    assert (system.reseller, system.subscription_until) == ("lakeshore", None)
    await put(database, "contacts", DANA, mail="dana@brightpathvoice.example")
    assert (await found(database, "dana@brightpathvoice.example"))[1] == "Dana Reyes"
    assert (await found(database, DANA))[1] == ""
    for fields, says in (
        ({"zone": "Mars/Base"}, "zone"),
        ({"key": "other"}, "cannot be set"),
        ({"domain": "x.example"}, 'did you mean "domains"?'),
        ({"domains": "gmail.com"}, "free-mail"),
        ({"domains": "rheinruf.example"}, "belongs to rheinruf"),
    ):
        with pytest.raises(RefusedError, match=says):
            await put(database, "resellers", "brightpath", **fields)
    with pytest.raises(RefusedError, match="belongs to Priya Nair at lakeshore"):
        await put(database, "contacts", "dana@brightpathvoice.example", mail=PRIYA)
    with pytest.raises(NotFoundError, match='did you mean "brightpath"'):
        await put(database, "resellers", "brightpaht", name="x")


async def test_the_command_line(database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESKBOT_DATABASE_URL", database.url)
    monkeypatch.chdir(tmp_path)

    async def run(app: typer.Typer, *words: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, list(words), env={"COLUMNS": "200"})

    dry = await run(resellers_app, "import", str(EXAMPLES / "resellers.csv"), "--dry-run")
    assert "3 added, 0 changed" in dry.output
    assert "nothing was written" in dry.output
    assert json.loads((await run(resellers_app, "list", "--json")).output) == []
    for app, kind in ((resellers_app, "resellers"), (contacts_app, "contacts"), (systems_app, "systems")):
        done = await run(app, "import", str(EXAMPLES / f"{kind}.csv"))
        assert done.exit_code == 0, done.output
    shown = json.loads((await run(resellers_app, "show", "brightpath", "--json")).output)
    assert [contact["name"] for contact in shown["contacts"]] == ["Dana Reyes", "Marcus Webb"]
    assert shown["systems"][0]["subscription_until"] == "2027-03-31"
    changed = await run(contacts_app, "set", DANA, "name=[bold]Dana", "active=no")
    assert "name: Dana Reyes → [bold]Dana; active: yes → no" in changed.output
    assert "[bold]Dana" in (await run(contacts_app, "list")).output
    assert "trained: — → no" in (await run(contacts_app, "set", DANA, "trained=no")).output
    assert "trained: no → —" in (await run(contacts_app, "set", DANA, "trained=unknown")).output
    assert "Northgate Dental" in (await run(systems_app, "show", "3g-88c1-0457")).output
    code = (await run(contacts_app, "invite", DANA)).exception
    assert "who is still there" in str(code)  # she was switched off above
    await run(contacts_app, "set", DANA, "active=yes", "prefers=telegram", "admin=yes")
    assert "whoever has it becomes this contact" in (await run(contacts_app, "invite", DANA)).output
    async with database.begin() as session:
        _, dana, _ = await directory.find_writer(session, "email", DANA, None)
        assert dana is not None
        await invitations.give(session, dana.id, "telegram", "4711")
    assert "telegram:4711 is nobody's now" in (await run(contacts_app, "unlink", DANA, "telegram:4711")).output
    assert "is not theirs" in str((await run(contacts_app, "unlink", DANA, "telegram:4711")).exception)
    assert "write it as channel:address" in str((await run(contacts_app, "unlink", DANA, "4711")).exception)
    assert "is no channel" in str((await run(contacts_app, "set", DANA, "prefers=fax")).exception)
    assert "prefers: telegram → whatsapp" in (await run(contacts_app, "set", DANA, "prefers=whatsapp")).output
    wrong = await run(systems_app, "set", "3g-88c1-0457", "release")
    assert "write field=value" in str(wrong.exception)
    missing = await run(systems_app, "import", "nowhere.csv")
    assert "cannot be read" in str(missing.exception)
