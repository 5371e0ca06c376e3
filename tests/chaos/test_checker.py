"""The checker notices each way in which the sum can be wrong, and nothing where it is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from deskbot.escalation.bundling import Line, bundle_text, spoken_bundle, taken_words
from deskbot.model.case import Severity
from tests.chaos.checker import AFTERMATH, ON_ITS_WAY, Sum
from tests.chaos.found import Found, Letter, Page, Rang, Stored, Ticket
from tests.chaos.ledger import Answer, Excuse, Ledger, Message, Taken, Try, Window
from tests.chaos.responders import About, about, theirs

QUESTION = ("email", "<q@sender.example>")
OUTAGE = ("email", "<s1@sender.example>")


def sent(key: tuple[str, str], *answers: Answer, urgent: bool = False, ticket: int | None = None) -> Message:
    tries = [Try(float(place), answer) for place, answer in enumerate(answers)]
    return Message(*key, "p0@reseller0.example", urgent=urgent, ticket=ticket, tries=tries)


def letter(key: str, ticket: int, state: str = "sent", *, to: str = "p0@reseller0.example") -> Letter:
    return Letter(key, ticket, to, f"<{key}@desk.example>", state)


UNANSWERED = (letter("unanswered:1", 1002), letter("unanswered:2", 1002, to="lead@desk.example"))


def delivered(letters: Iterable[Letter]) -> Counter[str]:
    return Counter(one.message_id for one in letters if one.state == "sent")


def right() -> Sum:
    """A question and an outage, both as they have to be."""
    letters = (letter("answer:1", 1001), letter("answer:2", 1002))
    found = Found(
        messages=(Stored(1, *QUESTION, "ticketed", 1001), Stored(2, *OUTAGE, "ticketed", 1002)),
        tickets=(Ticket(1001, "S4"), Ticket(1002, "S1")),
        letters=letters,
        pages=(Page(1002, "acknowledged", "ana"),),
        rang=(Rang(2.0, 1002, "ana", 1),),
        delivered=delivered(letters),
    )
    ledger = Ledger(
        messages=[sent(QUESTION, Answer.ACCEPTED), sent(OUTAGE, Answer.ACCEPTED, urgent=True)],
        taken=[Taken(3.0, "ana", 1002)],
    )
    return Sum(ledger, found)


def with_found(**changed: object) -> Sum:
    total = right()
    found = replace(total.found, **changed)
    if "letters" in changed and "delivered" not in changed:
        found = replace(found, delivered=delivered(found.letters))
    return Sum(total.ledger, found)


def with_fault(total: Sum, *excuses: Excuse, end: float = 10.0) -> Sum:
    total.ledger.windows.append(Window("a fault", 0.0, end, frozenset(excuses)))
    return total


def only(total: Sum) -> str:
    (difference,) = total.differences()
    return difference


def test_where_all_is_as_it_has_to_be_nothing_is_said() -> None:
    assert right().differences() == []


# -- nothing accepted is lost


def test_one_that_was_accepted_and_is_nowhere_is_lost() -> None:
    total = right()
    total.ledger.messages.append(sent(("email", "<lost@sender.example>"), Answer.REFUSED, Answer.ACCEPTED))

    assert only(total) == "email <lost@sender.example> was accepted and is nowhere"


@pytest.mark.parametrize("answer", [Answer.UNKNOWN, Answer.REFUSED])
@pytest.mark.parametrize("stored", [True, False])
def test_one_of_which_nobody_knows_may_be_there_or_not(answer: Answer, *, stored: bool) -> None:
    total = right() if stored else with_found(
        messages=right().found.messages[1:],
        tickets=right().found.tickets[1:],
        letters=right().found.letters[1:],
    )  # fmt: skip
    total.ledger.messages[0] = sent(QUESTION, answer)

    assert total.differences() == []


def test_one_that_was_broken_off_must_not_be_there() -> None:
    total = right()
    total.ledger.messages[0] = sent(QUESTION, Answer.UNFINISHED)

    assert only(total) == "email <q@sender.example> was never sent to its end and is stored"


def test_one_that_is_refused_for_good_is_lost_to_its_sender() -> None:
    total = right()
    total.ledger.messages[0] = sent(QUESTION, Answer.REJECTED, Answer.ACCEPTED)

    assert only(total) == "email <q@sender.example> was refused for good"


def test_one_that_still_waits_at_the_end_is_seen_by_nobody() -> None:
    total = right()
    total.ledger.messages.append(sent(("email", "<w@sender.example>"), Answer.ACCEPTED))
    waiting = Stored(3, "email", "<w@sender.example>", "accepted", None, entries=0)
    found = replace(total.found, messages=(*total.found.messages, waiting))

    assert only(Sum(total.ledger, found)) == "email <w@sender.example> lies where nobody sees it: accepted"


def test_an_answer_that_stands_on_another_ticket_is_lost_to_its_own() -> None:
    total = right()
    total.ledger.messages.append(sent(("email", "<a@sender.example>"), Answer.ACCEPTED, ticket=1001))
    found = replace(
        total.found, messages=(*total.found.messages, Stored(3, "email", "<a@sender.example>", "ticketed", 1002))
    )

    assert only(Sum(total.ledger, found)) == "email <a@sender.example> answers T-1001 and stands on T-1002"


def test_one_that_is_not_kept_as_it_was_sent_is_damaged() -> None:
    total = right()
    total.ledger.messages[0].sha256 = "of what was sent"

    assert only(total) == "email <q@sender.example> is not kept as it was sent"


# -- nothing is there twice


def test_one_that_is_stored_twice_is_doubled() -> None:
    twice = Stored(3, *QUESTION, "ticketed", 1001)
    total = with_found(messages=(*right().found.messages, twice))

    assert "email <q@sender.example> is stored 2 times" in total.differences()


def test_one_that_stands_twice_on_a_timeline_is_doubled() -> None:
    doubled = replace(right().found.messages[0], entries=2)

    total = with_found(messages=(doubled, right().found.messages[1]))

    assert only(total) == "email <q@sender.example> stands 2 times on the timeline of 1001"


def test_a_ticket_of_two_messages_has_swallowed_one() -> None:
    total = right()
    total.ledger.messages.append(sent(("email", "<b@sender.example>"), Answer.ACCEPTED))
    other = Stored(3, "email", "<b@sender.example>", "ticketed", 1001)
    letters = (*total.found.letters, letter("answer:3", 1001))
    found = replace(total.found, messages=(*total.found.messages, other), letters=letters, delivered=delivered(letters))

    assert only(Sum(total.ledger, found)).startswith("T-1001 was opened by 2 messages: ")


def test_a_ticket_of_nobody_is_one_too_many() -> None:
    total = with_found(tickets=(*right().found.tickets, Ticket(1003, "S4")))

    assert only(total) == "T-1003 was opened by 0 messages: "


def test_what_nobody_has_sent_must_not_be_there() -> None:
    stranger = Stored(3, "email", "<x@sender.example>", "ticketed", 1001)

    total = with_found(messages=(*right().found.messages, stranger))

    assert only(total) == "email <x@sender.example> is stored, and nobody has sent it"


# -- everybody hears of their ticket, once


def test_one_that_was_not_answered_is_named() -> None:
    total = with_found(letters=right().found.letters[1:])

    assert only(total) == "email <q@sender.example> became T-1001 and was not answered"


def test_an_answer_that_came_twice_is_named() -> None:
    letters = right().found.letters
    total = with_found(delivered=delivered(letters) + Counter([letters[0].message_id]))

    assert only(total) == "the letter answer:1 about T-1001 to p0@reseller0.example came 2 times"


def test_an_answer_that_counts_as_sent_and_never_came_is_named() -> None:
    total = with_found(delivered=delivered(right().found.letters[1:]))

    assert only(total).endswith("counts as sent, and the relay has it not")


@pytest.mark.parametrize("state", ["queued", "sending", "refused"])
def test_an_answer_that_did_not_go_out_is_named(state: str) -> None:
    total = with_found(letters=(letter("answer:1", 1001, state), right().found.letters[1]))

    assert only(total).endswith(f"is {state} at the end")


def test_an_answer_of_which_nobody_knows_needs_a_fault_that_explains_it() -> None:
    maybe = (letter("answer:1", 1001, "maybe-sent"), right().found.letters[1])

    assert only(with_found(letters=maybe)).endswith("was marked as maybe sent, and nothing explains that")
    assert only(with_fault(with_found(letters=maybe), Excuse.PAGED_AGAIN)).endswith("nothing explains that")
    assert with_fault(with_found(letters=maybe), Excuse.LETTER_MAYBE_SENT).differences() == []

    later = (replace(maybe[0], begun=10.0 + AFTERMATH + 1.0), maybe[1])
    long_after = with_fault(with_found(letters=later), Excuse.LETTER_MAYBE_SENT, end=10.0)
    assert only(long_after).endswith("nothing explains that")


@pytest.mark.parametrize(("state", "explained"), [("quarantined", True), ("filed", False)])
def test_a_mail_may_be_set_aside_by_a_fault_and_filed_as_junk_by_none(state: str, *, explained: bool) -> None:
    messages = (replace(right().found.messages[0], state=state), right().found.messages[1])
    said = f"email <q@sender.example> was {state} and is no ticket"

    assert said in with_found(messages=messages).differences()
    total = with_fault(with_found(messages=messages), Excuse.SET_ASIDE)
    assert (said not in total.differences()) is explained


# -- nobody urgent goes unheard


def test_an_outage_that_is_no_s1_is_named() -> None:
    total = right()
    total.ledger.messages[0].urgent = True

    assert only(total) == "email <q@sender.example> became T-1001, which is S4"


def test_an_s1_that_has_no_page_and_one_that_rang_nobody_are_named() -> None:
    assert only(with_found(pages=())) == "T-1002 is S1 and has 0 pages"
    assert only(with_found(rang=())) == "T-1002 is S1 and rang nobody's phone"


def test_a_page_that_is_open_at_the_end_is_named() -> None:
    assert only(with_found(pages=(Page(1002, "open"),))) == "the page for T-1002 is open at the end"


def test_a_page_that_nobody_took_needs_a_letter_that_says_so() -> None:
    total = with_found(pages=(Page(1002, "unanswered"),))
    total.ledger.taken.clear()
    assert only(total) == "nobody has taken T-1002, and not both the desk and the reseller were told so"

    letters = (*right().found.letters, *UNANSWERED)
    told = with_found(pages=(Page(1002, "unanswered"),), letters=letters)
    told.ledger.taken.clear()
    assert told.differences() == []

    for one in UNANSWERED:
        half = with_found(pages=(Page(1002, "unanswered"),), letters=(*right().found.letters, one))
        half.ledger.taken.clear()
        assert only(half) == "nobody has taken T-1002, and not both the desk and the reseller were told so"


def test_who_never_said_so_has_taken_nothing() -> None:
    total = with_found(pages=(Page(1002, "acknowledged", "kim"),))

    assert only(total) == "the page for T-1002 was taken by kim, who never said so"


def test_who_was_told_that_they_have_it_has_it() -> None:
    letters = (*right().found.letters, *UNANSWERED)

    total = with_found(pages=(Page(1002, "unanswered"),), letters=letters)

    assert only(total) == "the page for T-1002 counts as unanswered; ana heard that they have it"


def test_who_takes_what_was_paged_anew_takes_it_by_its_newest_page() -> None:
    letters = (*right().found.letters, *UNANSWERED)
    again = ("email", "<a@sender.example>")
    messages = (*right().found.messages, Stored(3, *again, "ticketed", 1002))
    in_vain, taken = Page(1002, "unanswered"), Page(1002, "acknowledged", "ana")

    total = with_found(pages=(in_vain, taken), letters=letters, messages=messages)
    total.ledger.messages.append(sent(again, Answer.ACCEPTED, ticket=1002))
    assert total.differences() == []

    other = with_found(pages=(taken, in_vain), letters=letters, messages=messages)
    other.ledger.messages.append(sent(again, Answer.ACCEPTED, ticket=1002))
    assert only(other) == "the page for T-1002 counts as unanswered; ana heard that they have it"


def test_who_takes_several_at_once_takes_those_that_were_named_to_them_and_as_many_as_were_not() -> None:
    total = with_found(pages=(Page(1002, "acknowledged", "kim"),))
    assert only(total) == "the page for T-1002 was taken by kim, who never said so"

    total.ledger.taken.append(Taken(3.0, "kim", None))
    assert total.differences() == []

    total.ledger.taken[:] = [Taken(3.0, "ana", None)]
    assert only(total) == "the page for T-1002 was taken by kim, who never said so"


def test_a_responder_understands_whatever_they_are_paged_by() -> None:
    """The words are deskbot's own: whoever changes those finds out here what the run would make of them."""
    acme = [Line(f"T-{number}", Severity.S1, "Acme", "No calls") for number in range(1001, 1021)]

    assert about(bundle_text(acme[:2], 14, more=True)) == About(frozenset({1001, 1002}), 0)
    shortened = about(bundle_text(acme, 14, more=False))
    assert 1001 in shortened.tickets
    assert len(shortened.tickets) + shortened.unnamed == len(acme)
    assert about(spoken_bundle(acme[:5]), "Press 4 to take all of them.") == About(frozenset({1001, 1002, 1003}), 2)
    assert about("T-1001 S1 Acme: No calls. Reply 3a to take it") == About(frozenset({1001}), 0)


def test_a_responder_understands_what_they_have() -> None:
    taken = taken_words({"T-1001": 0, "T-1002": 0}, [("T-1003", "yours already")], [("T-1004", "Kim Doe")], ["T-1005"])

    assert theirs(taken, "Ana") == {1001, 1002, 1003}
    assert theirs(taken, "Kim") == {1001, 1002, 1003, 1004}


# -- nobody is paged for nothing


def test_a_page_for_what_is_not_urgent_is_named() -> None:
    total = with_found(
        pages=(*right().found.pages, Page(1001, "acknowledged", "ana")),
        rang=(*right().found.rang, Rang(2.0, 1001, "ana", 1)),
    )
    total.ledger.taken.append(Taken(3.0, "ana", 1001))

    assert total.differences() == [
        "T-1001 is not urgent and has a page",
        "ana was paged for T-1001, which is not urgent",
    ]


def test_who_is_paged_twice_for_the_same_needs_a_fault_that_explains_it() -> None:
    twice = (*right().found.rang, Rang(2.5, 1002, "ana", 1))

    assert only(with_found(rang=twice)) == "ana was paged twice for step 1 of T-1002, and nothing explains that"
    assert only(with_fault(with_found(rang=twice), Excuse.LETTER_MAYBE_SENT)).endswith("nothing explains that")
    assert with_fault(with_found(rang=twice), Excuse.PAGED_AGAIN).differences() == []


def test_a_fault_explains_nothing_long_after_its_end() -> None:
    late = 10.0 + AFTERMATH + 1.0
    rang = (Rang(late, 1002, "ana", 1), Rang(late + 0.5, 1002, "ana", 1))
    total = with_fault(with_found(rang=rang), Excuse.PAGED_AGAIN, end=10.0)
    total.ledger.taken[:] = [Taken(late + 1.0, "ana", 1002)]

    assert only(total) == "ana was paged twice for step 1 of T-1002, and nothing explains that"


def test_the_next_level_is_another_page() -> None:
    total = with_found(rang=(*right().found.rang, Rang(2.5, 1002, "kim", 2)))

    assert total.differences() == []


def test_who_is_paged_long_after_it_was_taken_is_paged_for_nothing() -> None:
    total = with_found(rang=(*right().found.rang, Rang(3.0 + ON_ITS_WAY + 1.0, 1002, "kim", 2)))

    assert only(total) == "kim was paged for T-1002, which was taken 11.0 s before"


def test_an_s1_has_one_page_unless_somebody_wrote_of_it_again() -> None:
    twice = (*right().found.pages, *right().found.pages)
    assert only(with_found(pages=twice)) == "T-1002 is S1 and has 2 pages"

    again = with_found(
        pages=twice, messages=(*right().found.messages, Stored(3, "email", "<a@sender.example>", "ticketed", 1002))
    )
    again.ledger.messages.append(sent(("email", "<a@sender.example>"), Answer.ACCEPTED, ticket=1002))
    assert again.differences() == []
