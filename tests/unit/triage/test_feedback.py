"""What resellers say of our help: yes, no, and a number from 1 to 5."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskbot.model.case import Category, Decision, Severity, Writer
from tests.unit.triage.cases import PROVEN, STRANGER, fact, judged, rules, ticket

KNOWN = tuple(
    fact(key, key) for key in ("customer", "callback", "symptom", "host_id", "impact", "model", "release", "tried")
)
ADVISED = ticket(Severity.S3, findings=KNOWN, playbook="one-way-audio", advised="one-way-audio")
LACKING = replace(ADVISED, findings=KNOWN[:-2], asked=1, letters=(("release", "tried"),))
CLOSED = ticket(Severity.S3, findings=KNOWN, rating_asked=True)


def said(text: str, earlier: object = ADVISED, **given: object) -> Decision:
    return judged(text, writer=PROVEN, earlier=earlier, **given)


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yes!",
        "YES, that did it. Thank you!",
        "Hi Ana,\n\nyes, it works.\n\nJoe",
        "Hello, yes it did.",
        "Sí, quedó resuelto. Gracias.",
        "si",
        "Oui, merci.",
        "Ja, vielen Dank!",
        "Sim, funcionou.",
        "9) yes",
        "Did this solve it? yes",
        "All good now, cheers",
        "worked a treat",
        "That was it, thanks!",
        "Affirmative.",
        "\U0001f44d",
        "Ja, passt.",
        "Perfekt, läuft",
        "Hat geklappt, danke",
        "C'est réglé, merci.",
        "Ça marche",
        "Ya quedó, gracias",
        "Deu certo, obrigado!",
        "y",
        "It did, thank you",
        "OK it works now thanks",
        "Fixed!",
        "that fixed it",
        "Problem gone",
        "Step 3 did it",
        "Oui merci, ça marche",
        "Funktioniert wieder",
        "Erledigt",
        "Gelöst, danke",
        "Ya funciona, gracias",
        "Resuelto",
        "Résolu, merci",
        "Parfait, ça refonctionne",
        "Foi resolvido",
        "\u2705",
    ],
)
def test_a_yes_resolves_the_ticket(text: str) -> None:
    decision = said(text)

    assert decision.helped is True
    assert decision.solved
    assert decision.questions == ()
    assert "advice-answered" in rules(decision)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No.",
        "No, still the same.",
        "no it did not",
        "Hi,\nno luck, she still hears nothing.",
        "2) no, still no audio",
        "Nein, leider nicht.",
        "Non, toujours pareil.",
        "No, sigue igual.",
        "Não, continua sem áudio.",
        "9) no",
        "n",
        "Did not help.",
        "it didn't",
        "not solved",
        "Unfortunately not",
        "Sorry, no",
        "Still the same",
        "same issue",
        "No dice",
        "Nothing changed",
        "The problem persists",
        "Hat leider nicht geholfen.",
        "Leider nein",
        "Das Problem besteht weiterhin",
        "sigue igual",
        "No ha funcionado",
        "El problema persiste",
        "ça ne marche toujours pas",
        "Pas résolu",
        "não funcionou",
        "O problema persiste",
        "\U0001f44e",
    ],
)
def test_a_no_hands_the_ticket_to_a_person(text: str) -> None:
    decision = said(text, LACKING)

    assert decision.helped is False
    assert not decision.solved
    assert decision.hand_over
    assert decision.questions == ()
    assert decision.severity is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "Yes, but extension 12 still has no audio.",
        "Yes, only the second phone still drops calls.",
        "yes? what do you mean?",
        "No problem.",
        "No more news from the customer yet.",
        "Si reinicio el router funciona.",
        "Yesterday the customer moved office.",
        "None of the phones is affected any more than before.",
        "We will try it tomorrow.",
        "1) yes",
        "1) no",
        "It worked until noon.",
        "That was it: a dead port. Now the others have no audio.",
        "Läuft nicht.",
        "All good, but extension 12 has no audio.",
        "It worked once, then it failed again.",
        "Ça marche pas",
        "Yes, please call me.",
        "Yes, it is urgent",
        "Yes, 972 555 0142",
        "Yes, all of them are affected.",
        "Yes, we tried that, it is the same",
        "Ja, bitte rufen Sie an.",
        "Oui, tous les postes.",
        "Not yet",
        "Noch nicht",
        "no idea, the customer is on holiday",
        "Works for now, we will watch it",
        "It works from inside only",
        "Perfect, will try tonight",
    ],
)
def test_what_is_neither_is_taken_for_neither(text: str) -> None:
    decision = said(text, LACKING)

    assert decision.helped is None
    assert not decision.solved


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("2. no", (("release", "tried"),)),
        ("2) nein", (("release", "tried"),)),
        ("3. no", (("release", "tried", "evidence"),)),
        ("3) sí", (("release", "tried"), ("callback", "release", "tried"))),
        ("2. non", (("callback", "tried"), ("tried",))),
        ("2. não", (("callback", "tried"),)),
    ],
)
@pytest.mark.parametrize("lacks", [0, 1, 2])
def test_a_number_that_a_letter_has_answers_its_question_whatever_is_known_since(
    text: str, letters: tuple[tuple[str, ...], ...], lacks: int
) -> None:
    known = replace(ADVISED, findings=KNOWN[: len(KNOWN) - lacks], asked=1, letters=letters)

    assert said(text, known).helped is None


@pytest.mark.parametrize("text", ["1. no", "3. no", "4) nein, leider nicht"])
def test_a_number_that_no_letter_has_answers_whether_it_solved_it(text: str) -> None:
    lacks = replace(ADVISED, findings=KNOWN[:2], asked=1)

    assert said(text, lacks).helped is False


def test_a_no_that_says_it_is_fixed_now_speaks_against_nothing() -> None:
    decision = said("No, it's fixed now")

    assert decision.helped is None
    assert decision.solved


def test_yes_and_no_mean_nothing_where_nothing_was_advised() -> None:
    for text in ("yes", "no"):
        assert said(text, ticket(Severity.S3, findings=KNOWN)).helped is None


def test_a_stranger_answers_nothing() -> None:
    decision = judged("yes", writer=STRANGER, earlier=ADVISED)

    assert (decision.helped, decision.solved) == (None, False)


def test_a_no_lowers_nothing_and_an_outage_beside_it_raises() -> None:
    assert said("no", replace(ADVISED, severity=Severity.S1)).severity is Severity.S1
    assert said("No. Now nobody can call in or out at all.").severity is Severity.S1


@pytest.mark.parametrize(
    ("text", "points", "words"),
    [
        ("5", 5, ""),
        ("5 quick help", 5, "quick help"),
        ("4/5", 4, ""),
        ("4 / 5 - took a while", 4, "took a while"),
        ("Rating: 3", 3, ""),
        ("5 stars, thank you Ana!", 5, "thank you Ana!"),
        ("2 von 5, hat lange gedauert", 2, "hat lange gedauert"),
        ("5\n\nVery quick.\n", 5, "Very quick."),
        ("\u2605\u2605\u2605\u2605\u2606", 4, ""),
        ("1 muy lento", 1, "muy lento"),
        ("10/10", 5, ""),
        ("10 out of 10, superb", 5, "superb"),
        ("8/10", 4, ""),
        ("7 von 10", 4, ""),
        ("1/10", 1, ""),
        ("0/5", 1, ""),
        ("0", 1, ""),
        ("five", 5, ""),
        ("Five stars!", 5, ""),
        ("Four, took a while", 4, "took a while"),
        ("fünf", 5, ""),
        ("Note: zwei", 2, ""),
        ("quatre sur 5", 4, ""),
        ("cinco", 5, ""),
        ("três estrelas", 3, ""),
        ("vier von fünf", 4, ""),
        ("nine out of ten", 5, ""),
        ("un 5", 5, ""),
        ("eine 4", 4, ""),
        ("I'd say 4", 4, ""),
        ("a five!", 5, ""),
        ("très bien, 5", 5, "très bien"),
        ("meh, 3", 3, "meh"),
        ("Super schnell: 4/5", 4, "Super schnell"),
        ("ok - 8/10", 4, "ok"),
    ],
)
def test_a_number_with_or_without_a_word_rates(text: str, points: int, words: str) -> None:
    decision = said(text, CLOSED)

    assert (decision.rating, decision.rating_words) == (points, words)
    assert decision.only_rates
    assert decision.questions == ()


@pytest.mark.parametrize(
    "text",
    ["1 not solved", "2/5 still broken", "1, she still cannot hear callers", "1 nicht gelöst", "1 sigue igual",
     "1 toujours pas résolu", "1 não resolveu", "1 the problem is back", "2/10 still broken", "0/5, not solved",
     "not solved, 1"],
)  # fmt: skip
def test_a_rating_that_says_it_is_not_solved_opens_the_ticket_again(text: str) -> None:
    decision = said(text, CLOSED)

    assert decision.rating in (1, 2)
    assert not decision.only_rates


@pytest.mark.parametrize(
    "text",
    [
        "5 phones are dead now.",
        "3 extensions cannot register since noon.",
        "It is back: no audio again.",
        "5050",
        "11",
        "10 phones are dead now.",
        "0 phones ring since noon.",
        "One moment please, I will check.",
        "Five phones cannot call out.",
        "Un poste ne sonne pas.",
        "7 users still cannot log in.",
        "5 more phones please, how do I order them?",
        "Not solved.",
        "7/5",
        "A 5 port switch is dead.",
        "Un 5010 no enciende.",
        "Ein Telefon ist tot.",
        "Mailbox full on extension: 5",
        "Call me on line, 3",
        "We moved to building, 3",
        "It broke again on, 7",
        "3 phones are affected again",
        "Merci de rouvrir le ticket",
        "Thanks. It worked for two days, and now the same again.",
    ],
)
def test_what_is_no_rating_is_a_message_like_any_other(text: str) -> None:
    decision = said(text, CLOSED)

    assert decision.rating is None
    assert not decision.only_rates


@pytest.mark.parametrize("text", ["7", "10", "6!", "Rating: 9", "7, quick help", "sieben"])
def test_a_number_of_another_scale_is_kept_as_it_was_written_and_opens_nothing(text: str) -> None:
    decision = said(text, CLOSED)

    assert (decision.rating, decision.rating_words) == (None, text)
    assert decision.only_rates


def test_a_number_is_an_answer_where_no_rating_was_asked_for() -> None:
    assert said("4", ticket(Severity.S3, Category.INCIDENT, asked=1)).rating is None


@pytest.mark.parametrize("text", ["Thanks a lot, Ana!", "Danke, alles bestens.", "Perfect, thank you."])
def test_thanks_without_a_number_leave_it_closed(text: str) -> None:
    decision = said(text, CLOSED)

    assert decision.only_rates
    assert (decision.rating, decision.rating_words) == (None, text)


@pytest.mark.parametrize(
    "text",
    [
        "Leider wieder da, das gleiche Problem.",
        "Schon wieder da.",
        "It did it again",
        "3 phones are affected again",
        "De nouveau le même souci",
        "Otra vez lo mismo",
        "De novo o mesmo problema",
    ],
)
@pytest.mark.parametrize("asked", [False, True])
def test_what_happens_again_on_a_ticket_that_was_over_is_not_over_again(text: str, *, asked: bool) -> None:
    decision = said(text, replace(CLOSED, resolved=True, advised="one-way-audio", rating_asked=asked))

    assert not decision.solved
    assert not decision.only_rates


@pytest.mark.parametrize("text", ["It works again, thanks", "Danke, läuft wieder", "Ya funciona de nuevo"])
def test_what_works_again_on_a_ticket_that_was_over_is_over(text: str) -> None:
    assert said(text, replace(CLOSED, resolved=True, rating_asked=False)).solved


@pytest.mark.parametrize("text", ["Thanks again, Ana!", "Gracias de nuevo"])
def test_who_thanks_again_opens_nothing_again(text: str) -> None:
    assert said(text, replace(CLOSED, resolved=True)).only_rates


@pytest.mark.parametrize("text", ["Thanks, but it is back.", "Thanks. How do I add a user?", "OK, we will see."])
def test_thanks_with_more_beside_them_open_it_again(text: str) -> None:
    assert not said(text, CLOSED).only_rates


SOLVED_ASKED = ticket(Severity.S2, findings=KNOWN, solved_asked=True)


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yes, it is. Thanks!",
        "Yes, solved for us too",
        "Hi Ana,\n\nyes, all good here.",
        "ja",
        "Ja, bei uns auch. Danke!",
        "Ja, alles in Ordnung.",
        "Oui",
        "Oui, c'est bon, merci.",
        "Sí",
        "Sí, todo bien, gracias.",
        "si",
        "Sim",
        "Sim, tudo certo. Obrigado!",
        "Ja, läuft wieder.",
    ],
)
def test_a_yes_to_whether_it_is_solved_resolves_it(text: str) -> None:
    decision = said(text, SOLVED_ASKED)

    assert decision.solved
    assert "solved-answered" in rules(decision)


@pytest.mark.parametrize("text", ["solved", "gelöst", "résolu", "resuelto", "resolvido"])
def test_who_says_in_their_own_word_that_it_is_solved_answers_as_well(text: str) -> None:
    decision = said(text, SOLVED_ASKED)

    assert decision.solved
    assert "solved" in rules(decision)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "Nein, leider nicht.",
        "Yes, but the fax line is still dead.",
        "Yes, please call me.",
        "Yes, all users.",
        "Ja, aber ein Telefon klingelt nicht.",
        "Sí, pero una línea sigue sin tono.",
        "Oui, mais le fax ne marche pas.",
        "Sim, mas um ramal continua mudo.",
        "Yes?",
        "Is it?",
    ],
)
def test_anything_else_leaves_it_open(text: str) -> None:
    assert not said(text, SOLVED_ASKED).solved


@pytest.mark.parametrize("text", ["yes", "ja", "oui", "sí", "sim"])
def test_a_yes_that_nobody_asked_for_resolves_nothing(text: str) -> None:
    assert not said(text, replace(SOLVED_ASKED, solved_asked=False)).solved


def test_a_yes_of_somebody_unproven_resolves_nothing() -> None:
    assert not judged("yes", writer=STRANGER, earlier=SOLVED_ASKED).solved


def test_a_number_counts_from_the_tickets_own_people_only_and_what_others_say_beside_it_is_heard() -> None:
    closed = ticket(Severity.S3, rating_asked=True)

    bare = judged("1", writer=STRANGER, earlier=closed)
    told = judged("1 not solved, still no audio", writer=STRANGER, earlier=closed)

    assert (bare.only_rates, bare.rating) == (True, None)
    assert (told.only_rates, told.rating) == (False, None)


SOLVED = ticket(Severity.S3, findings=KNOWN, resolved=True)


@pytest.mark.parametrize(
    "text", ["Thanks!", "Danke schön", "Merci !", "¡Gracias!", "Muito obrigada", "Great job, cheers"]
)
@pytest.mark.parametrize("writer", [PROVEN, STRANGER])
def test_plain_thanks_open_nothing_that_is_solved(text: str, writer: Writer) -> None:
    decision = judged(text, writer=writer, earlier=SOLVED)

    assert decision.only_rates
    assert (decision.rating, decision.rating_words) == (None, "")
    assert not judged(text, writer=writer, earlier=replace(SOLVED, resolved=False)).only_rates


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, but it's back.",
        "Thanks. The echo is back.",
        "Thanks! Could you also change the greeting?",
        "Thanks, but please call me.",
        "Danke, aber das Echo ist wieder da.",
        "Merci, mais ça recommence.",
        "Gracias, pero volvió.",
        "Obrigado, mas voltou.",
        "Thanks. When we dial 911 we only hear a busy signal!",
        "ok",
    ],
)
def test_whoever_says_more_than_thanks_is_heard(text: str) -> None:
    assert not said(text, SOLVED).only_rates
