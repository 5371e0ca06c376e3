"""An answer's numbers are those of the letter that it answers, and what it answers is taken for nothing else."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, fact, judged, rules, ticket, values

FIRST = ("serial", "child_registered", "tests", "ship_to")
KNOWN = (fact("customer", "Bay Hotel"), fact("host_id", "3G-88C1-0457"), fact("symptom", "it does not power on"))


def answered(text: str, *letters: tuple[str, ...], **given: object) -> dict[str, str]:
    """Return the facts of a return after this answer to letters of ours."""
    known = ticket(Severity.S4, Category.RMA, findings=KNOWN, asked=1, letters=letters, **given)
    return values(judged(text, "Re: RMA", writer=PROVEN, earlier=known))


def test_a_number_is_that_of_the_letter_that_is_answered() -> None:
    found = answered("4. Main St 4, Springfield, attn Joe", FIRST, ("ship_to",))

    assert found["ship_to"] == "Main St 4, Springfield, attn Joe"


def test_a_number_that_the_answered_letter_does_not_have_is_one_of_an_earlier_letter() -> None:
    found = answered("1. cable test, failed\n4. Main St 4, Springfield", ("tests", "ship_to"), FIRST)

    assert (found["tests"], found["ship_to"]) == ("cable test, failed", "Main St 4, Springfield")
    assert "serial" not in found


def test_a_second_answer_to_the_same_number_sets_the_first_right() -> None:
    given = (*KNOWN, fact("serial", "5025-0077120"))
    known = ticket(Severity.S4, Category.RMA, findings=given, asked=1, letters=(FIRST,))
    found = values(judged("1. 5025-0077129", "Re: RMA", writer=PROVEN, earlier=known))

    assert found["serial"] == "5025-0077129"


def test_what_stands_below_our_question_answers_it() -> None:
    found = answered("yes", FIRST, answered=(("child_registered", "yes"), ("serial", "5025-0077120")))

    assert (found["child_registered"], found["serial"]) == ("yes", "5025-0077120")


def test_a_serial_that_was_asked_for_is_nobodys_telephone() -> None:
    found = answered("1. 5025-0077120 2. yes\n3. the cable test failed", FIRST)

    assert found["serial"] == "5025-0077120"
    assert "callback" not in found


@pytest.mark.parametrize(
    ("number", "text", "key"),
    [
        (2, "5025-0077120", "child_registered"),
        (2, "the cable test, failed", "child_registered"),
        (3, "yes", "tests"),
        (3, "ja", "tests"),
        (4, "oui", "ship_to"),
    ],
)
def test_an_answer_to_the_wrong_question_is_not_taken(number: int, text: str, key: str) -> None:
    assert answered(f"{number}. {text}", FIRST).get(key, "") != text


@pytest.mark.parametrize(
    "text",
    ["yep registered.", "ja, ist eingetragen", "Oui, il est enregistré.", "registrado sí", "sim, está cadastrado"],
)
def test_that_it_is_registered_is_read_without_its_number(text: str) -> None:
    assert answered(text, FIRST)["child_registered"] == text


@pytest.mark.parametrize("text", ["no phones are registered", "the set does not register", "kein Telefon registriert"])
def test_a_telephone_that_does_not_register_says_nothing_of_a_serial_number(text: str) -> None:
    assert "child_registered" not in answered(text, FIRST)


@pytest.mark.parametrize("text", ["yes", "Ja, gestern", "noch nicht", "oui", "sí", "ainda não", "done today"])
def test_registered_or_not_is_answered_by_yes_and_no_in_every_language(text: str) -> None:
    assert answered(f"2. {text}", FIRST)["child_registered"] == text


@pytest.mark.parametrize("text", ["1. 5025-0077120", "3. LED test and cable test, both failed", "2. yes"])
@pytest.mark.parametrize("category", [Category.RMA, Category.LICENCE, Category.ACCESS])
def test_an_answer_that_tells_nothing_graver_leaves_the_severity(text: str, category: Category) -> None:
    known = ticket(Severity.S4, category, findings=KNOWN, asked=1, letters=(FIRST,))
    decision = judged(text, "Re: RMA", writer=PROVEN, earlier=known)

    assert decision.severity is Severity.S4
    assert "severity-not-raised" in rules(decision)


def test_an_outage_told_in_an_answer_still_raises_it() -> None:
    known = ticket(Severity.S4, Category.RMA, findings=KNOWN, asked=1, letters=(FIRST,))
    decision = judged("1. 5025-0077120\n\nAll phones are dead now, nobody can call.", "Re: RMA", earlier=known)

    assert decision.severity is Severity.S1


def test_a_mistyped_new_id_is_no_reason_to_move_a_licence() -> None:
    given = (fact("new_host_id", "B7D4-2201"), fact("reason", "hardware failure"))
    known = ticket(Severity.S4, Category.LICENCE, findings=given, asked=1)
    text = "Sorry, the new host id is B7D4-2202, I mistyped."
    found = values(judged(text, "Re: Licence", writer=PROVEN, earlier=known))

    assert (found["reason"], found["new_host_id"]) == ("hardware failure", "B7D4-2202")


@pytest.mark.parametrize(
    "text",
    [
        "The device does not power up any more.",
        "Es geht nicht mehr an.",
        "L'appareil ne s'allume plus.",
        "El equipo dejó de encender.",
        "O equipamento não liga mais.",
    ],
)
def test_a_device_that_stays_dark_needs_no_asking_what_fails(text: str) -> None:
    decision = judged(f"An RMA for an Infinity 5025, please. {text}", "RMA", writer=PROVEN)

    assert decision.category is Category.RMA
    assert "symptom" in values(decision)


@pytest.mark.parametrize(
    "text",
    [
        "Hello, the old host id is A7C3-1190 and the new one B7D4-2201. Thanks",
        "Hola, el host id anterior es A7C3-1190 y el nuevo B7D4-2201. Gracias",
        "Hallo, die alte Host-ID ist A7C3-1190, die neue B7D4-2201. Danke",
        "Bonjour, l'ancien host id est A7C3-1190 et le nouveau B7D4-2201. Merci",
        "Olá, o host id antigo é A7C3-1190 e o novo B7D4-2201. Obrigado",
    ],
)
def test_thanks_behind_an_answer_do_not_keep_us_from_asking_for_the_rest(text: str) -> None:
    known = ticket(Severity.S4, Category.LICENCE, asked=1)
    decision = judged(text, "Re: Licence", writer=PROVEN, earlier=known)

    assert [question.key for question in decision.questions if not question.helpful] == ["customer", "reason"]


@pytest.mark.parametrize("text", ["Any news? Thanks\n\n-- \nTy Okafor\n214 555 0137", "Thanks!", "Danke, und?"])
def test_who_only_asks_for_news_or_thanks_is_not_asked_again(text: str) -> None:
    known = ticket(Severity.S4, Category.LICENCE, asked=1)

    assert judged(text, "Re: Licence", writer=PROVEN, earlier=known).questions == ()


@pytest.mark.parametrize(
    "text",
    [
        "the board is dead, the mainboard failed",
        "la carte mère est morte",
        "das Mainboard ist kaputt",
        "la placa madre murió",
        "a placa-mãe morreu",
    ],
)
def test_a_dead_board_is_a_reason_in_every_language(text: str) -> None:
    assert "reason" in values(judged(f"Licence transfer to a new server please: {text}.", "Licence", writer=PROVEN))


@pytest.mark.parametrize(
    "text",
    [
        "3. hardware failure, the old one does not boot",
        "3. the old server won't boot any more",
        "3. Hardwaredefekt, der alte Server bootet nicht mehr",
        "3. panne, l'ancien serveur ne démarre plus",
        "3. falla, el servidor viejo no arranca",
        "3. falha, o servidor antigo não inicia",
        "reason: the server burned out",
        "Motivo: servidor queimou",
        "motivo: se quemó el servidor",
    ],
)
def test_that_the_old_system_does_not_start_pages_nobody(text: str) -> None:
    asked = ("old_host_id", "new_host_id", "reason")
    known = ticket(Severity.S4, Category.LICENCE, asked=1, letters=(asked,))
    decision = judged(f"1. A7C3-1190\n2. B7D4-2201\n{text}", "Re: Licence", writer=PROVEN, earlier=known)

    assert decision.severity is Severity.S4


@pytest.mark.parametrize(
    "text",
    [
        "The new server does not boot, nobody can call.",
        "The server does not boot.",
        "The replaced server does not boot.",
        "The old system does not start. Neither does the new one.",
        "The old system does not start. The new one doesn't either.",
        "Der alte Server bootet nicht mehr. Der neue auch nicht.",
        "L'ancien serveur ne démarre plus. Le nouveau non plus.",
        "El servidor viejo no arranca. El nuevo tampoco.",
        "O servidor antigo não inicia. O novo também não.",
        "The old server does not boot and nobody can make or receive calls.",
    ],
)
def test_an_outage_in_the_ticket_of_a_licence_pages(text: str) -> None:
    known = ticket(Severity.S4, Category.LICENCE, findings=(fact("new_host_id", "B7D4-2201"),), asked=1)

    assert judged(text, "Re: Licence", writer=PROVEN, earlier=known).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "The old server died this morning and does not boot any more",
        "Der alte Server ist heute früh gestorben und bootet nicht mehr.",
        "El servidor viejo no arranca.",
    ],
)
def test_an_old_system_that_nobody_asked_about_pages(text: str) -> None:
    known = ticket(Severity.S4, Category.LICENCE, findings=(fact("new_host_id", "B7D4-2201"),))

    assert judged(text, "Re: Licence", writer=PROVEN, earlier=known).severity is Severity.S1


def test_a_message_that_tells_no_failure_leaves_the_severity() -> None:
    decision = judged("Attached is the log.", "Re: Phones", writer=PROVEN, earlier=ticket(Severity.S4, Category.HOWTO))

    assert decision.severity is Severity.S4


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Seit wann: 3. November, 8 Uhr", "started_at", "3. November, 8 Uhr"),
        ("Seit wann: 16. November", "started_at", "16. November"),
        ("3. 2. Stock, 14 Telefone", "impact", "2. Stock, 14 Telefone"),
        ("3) 1. OG, alle Telefone", "impact", "1. OG, alle Telefone"),
        ("1. 3. November, 8 Uhr", "started_at", "3. November, 8 Uhr"),
    ],
)
def test_the_number_of_a_day_or_a_floor_stays(text: str, key: str, value: str) -> None:
    known = ticket(Severity.S3, asked=1, letters=(("started_at", "model", "impact"),))

    assert values(judged(text, "Re: Telefone", writer=PROVEN, earlier=known))[key] == value
