"""A form in Slack asks what a ticket of its category needs; what is written in is read as words are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deskbot.simulators.slack_people import Person
from deskbot.triage.form import CHOICES, fields
from tests.flow.test_41_late import database_away
from tests.flow.test_slack import ECHO, a_world, filed, said, ty_okafor
from tests.harness import ANA, World

__all__ = ["a_world", "ty_okafor"]
HOST, SUMMARY = "50-77B3-E210", "Echo on one phone at Bay Hotel"


def findings(world: World, number: int = 1001) -> dict[str, str]:
    return {one["key"]: one["value"] for one in world.ticket(number)["findings"]}


async def test_new_without_words_opens_a_form_and_what_is_written_in_becomes_a_ticket(world: World, ty: Person) -> None:
    assert await ty.commands("new") == {}
    assert ty.forms.fields[:3] == ["category", "summary", "details"]

    assert await ty.forms.sends(summary=SUMMARY, host_id=HOST, impact="one user", release="7.0.2") == {}

    assert not ty.forms.is_open
    assert "T-1001" in await said(world, ty)
    assert world.ticket()["subject"] == SUMMARY
    assert world.ticket()["reseller_id"] == 1
    assert findings(world)["host_id"] == HOST
    assert "one user" in findings(world)["impact"]
    assert "7.0.2" in findings(world)["release"]


async def test_a_ticket_by_form_has_a_thread_of_its_own(world: World, ty: Person) -> None:
    await filed(world, ty)
    await ty.commands("new")
    await ty.forms.sends(summary="The fax in room 7 prints nothing")
    await world.settle()
    answer = ty.take_message()
    assert "T-1002" in answer.shown
    assert not answer.thread_ts

    await ty.writes(f"Host ID {HOST}", thread=answer)

    assert "T-1002" in await said(world, ty)
    assert findings(world, 1002)["host_id"] == HOST


async def test_another_category_asks_other_questions_and_keeps_what_stands_there(world: World, ty: Person) -> None:
    await ty.forms.shortcut()
    ty.forms.shown.values["summary"] = SUMMARY

    await ty.forms.chooses("licence")

    assert ty.forms.fields == ["category", "summary", "details", "fact-customer", "fact-old_host_id",
                               "fact-new_host_id", "fact-reason"]  # fmt: skip
    assert await ty.forms.sends(reason="the hardware was replaced") == {}
    await said(world, ty)
    assert world.ticket()["subject"] == SUMMARY
    assert world.ticket()["category"] == "licence"


async def test_no_choice_makes_an_outage_a_question(world: World, ty: Person) -> None:
    await ty.forms.shortcut()
    await ty.forms.chooses("howto")

    await ty.forms.sends(summary="All phones are down at Hollis Vet Clinic, nobody can call in or out")

    await world.settle()
    assert world.ticket()["category"] == "incident"
    assert world.ticket()["severity"] == "S1"
    assert "T-1001" in world.twilio.phones[ANA].take_text()
    while ty.untaken:
        ty.take_message()


async def test_bad_input_is_told_at_its_field_and_nothing_is_kept(world: World, ty: Person) -> None:
    await ty.forms.shortcut()

    wrong = await ty.forms.sends(summary="  ", host_id="the grey box", details="words")

    assert "in a sentence" in wrong["summary"]
    assert "Host ID" in wrong["fact-host_id"]
    assert "leave it empty" in wrong["fact-host_id"]
    too_long = await ty.forms.sends(summary="x" * 151, host_id="y" * 401)
    assert "151" in too_long["summary"]
    assert "401" in too_long["fact-host_id"]
    assert ty.forms.is_open
    assert world.sql("SELECT 1 FROM inbound") == []
    assert await ty.forms.sends(summary=SUMMARY, host_id="unknown") == {}
    await said(world, ty)
    assert "host_id" not in findings(world)


async def test_a_form_of_an_older_version_is_answered_politely(world: World, ty: Person) -> None:
    await ty.forms.shortcut()
    ty.forms.shown.view["callback_id"] = "intake-0"

    await ty.forms.sends(summary=SUMMARY)

    assert "older version" in ty.forms.says
    assert world.sql("SELECT 1 FROM inbound") == []


async def test_a_form_that_was_sent_off_twice_is_one_ticket(world: World, ty: Person) -> None:
    await ty.forms.shortcut()
    form = ty.forms.shown
    await ty.forms.sends(summary=SUMMARY)
    form.open = True

    await ty.forms.sends(summary=SUMMARY)

    await said(world, ty)
    assert len(world.sql("SELECT 1 FROM inbound")) == 1


async def test_what_could_not_be_stored_is_not_taken_and_the_form_stays(
    world: World, ty: Person, postgres: str
) -> None:
    await ty.forms.shortcut()
    with database_away(world, postgres), pytest.raises(LookupError):
        await ty.forms.sends(summary=SUMMARY)

    assert ty.forms.is_open
    assert await ty.forms.sends(summary=SUMMARY) == {}
    assert "T-1001" in await said(world, ty)


async def test_where_no_form_opens_it_is_told_how_it_is_written(world: World, ty: Person) -> None:
    world.slack.faults.fail_next(status=500)

    told = await ty.commands("new")

    assert "new TEXT" in told["text"]
    await world.settle()


async def test_the_shortcut_on_a_message_opens_the_form_with_its_words_and_files(world: World, ty: Person) -> None:
    jana = world.slack.people["U0JANA"]
    photo = world.slack.keep("rack.jpg", "image/jpeg", b"\xff\xd8\xff a photo")
    message = await jana.writes(f"{ECHO}\nIt began on Monday", files=[photo])
    await said(world, jana)

    await ty.makes_ticket(message)
    assert ty.forms.shown.values["summary"] == ECHO
    await ty.forms.sends(host_id=HOST)

    assert "T-1002" in await said(world, ty)
    assert world.ticket(1002)["reseller_id"] == 1
    assert any("It began on Monday" in text for _, text in world.timeline(1002))
    assert ("rack.jpg", 11) in world.sql("SELECT filename, size FROM attachment")


async def test_a_message_is_made_a_ticket_even_where_no_form_opens(world: World, ty: Person) -> None:
    site = world.slack.make_channel("site", has_app=False)
    message = await world.slack.people["U0JANA"].writes(ECHO, channel=site)
    world.slack.faults.fail_next(status=500)

    await ty.makes_ticket(message)

    assert "T-1001" in await said(world, ty)


async def asked(world: World, ty: Person) -> Any:
    await ty.writes(ECHO)
    await world.settle()
    return ty.take_message()


async def test_all_questions_of_a_ticket_are_answered_by_one_form(world: World, ty: Person) -> None:
    question = await asked(world, ty)
    await ty.forms.presses_all(question)
    assert "category" not in ty.forms.fields

    await ty.forms.sends(host_id=HOST, release="7.0.2")
    await world.settle()

    answer = ty.take_message()
    assert "T-1001" in answer.shown
    assert answer.thread_ts == question.thread_ts
    assert findings(world)["host_id"] == HOST
    assert len(world.sql("SELECT 1 FROM ticket")) == 1


async def test_once_all_is_answered_the_button_goes_and_before_only_what_is_left_is_asked(
    world: World, ty: Person
) -> None:
    question = await asked(world, ty)
    await ty.forms.presses_all(question)
    every = [one.removeprefix("fact-") for one in ty.forms.fields]
    await ty.forms.sends(host_id=HOST, release="7.0.2")
    await world.settle()
    ty.take_message()

    await ty.forms.presses_all(question)
    left = [one.removeprefix("fact-") for one in ty.forms.fields]
    assert left == [one for one in every if one not in findings(world)]
    ty.forms.shown.open = False
    known = [{"key": key, "value": "known", "evidence": "", "confidence": 1.0} for key in every]
    world.sql("UPDATE ticket SET findings = %s", json.dumps(known))
    await ty.forms.presses_all(question)

    assert not ty.forms.is_open
    assert not [one for block in question.blocks for one in block.get("elements", ()) if "form" in one["action_id"]]


async def test_a_form_with_no_answer_is_not_sent(world: World, ty: Person) -> None:
    await ty.forms.presses_all(await asked(world, ty))

    wrong = await ty.forms.sends()

    assert list(wrong.values()) == ["Please answer at least one question."]


async def test_a_form_gives_nobody_a_right_to_a_ticket(world: World, ty: Person) -> None:
    site = world.slack.make_channel("site")
    first = await ty.writes(ECHO, channel=site, mentions=True)
    await world.settle()
    jana = world.slack.people["U0JANA"]
    await jana.forms.presses_all(ty.take_message())

    await jana.forms.sends(host_id=HOST)
    await world.settle()

    assert "host_id" not in findings(world)
    answer = ty.take_message()
    assert "T-1002" in answer.shown
    assert answer.thread_ts == first.ts
    assert world.ticket(1002)["reseller_id"] == 2


async def test_a_german_reads_a_german_form(world: World, ty: Person) -> None:
    await ty.writes("Ein Telefon im Hotel Bay hat bei jedem Anruf ein Echo, bitte um Hilfe")
    await world.settle()
    ty.take_message()

    await ty.forms.shortcut()

    assert ty.forms.shown.view["title"]["text"] == "Neues Ticket"
    assert (await ty.forms.sends(summary=" "))["summary"].startswith("Bitte sagen Sie")


def test_every_category_has_a_form_that_slack_takes() -> None:
    for category in CHOICES:
        for language in ("en", "de", "es", "fr", "pt"):
            assert len(fields(category, language)) < 50
