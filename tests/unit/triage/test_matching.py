"""A message finds its known issue, or none: never a guess."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbot.model.case import Match
from deskbot.store.playbook_files import read_playbook_files
from deskbot.triage.folding import fold
from deskbot.triage.matching import Asked, Weights, clear_winner, laid_out, rank, rules_out
from deskbot.triage.matching_doubts import doubt
from deskbot.triage.matching_glossary import GLOSSARY
from deskbot.triage.matching_words import words
from deskbot.triage.playbooks import PlaybookSet, load_playbooks
from deskbot.triage.sentences import Region, Sentence
from tests.unit.growth import grows_linearly

PLAYBOOKS = load_playbooks(read_playbook_files())


def winner(text: str, subject: str = "") -> str | None:
    return clear_winner(rank(Asked(text, subject), PLAYBOOKS))


@pytest.mark.parametrize(
    ("text", "playbook"),
    [
        ("They can hear us but we can't hear them on any call from outside.", "one-way-audio"),
        ("Every call is cut off after exactly 32 seconds.", "drop-at-32-seconds"),
        ("The T1 is in red alarm and the D-channel is down.", "pri-alarm"),
        ("DSM16 says Invalid License.", "dsm16-invalid-licence"),
        ("Disk is full, no space left on device.", "disk-full"),
        ("Voicemail to email stopped, no mails with the voice messages arrive.", "voicemail-to-email"),
        ("911 test call showed the wrong address to the dispatcher.", "e911-wrong"),
        ("Toll fraud! Hundreds of international calls overnight that nobody made.", "toll-fraud"),
        ("La licencia está vencida desde ayer.", "licence-expired"),
        ("Les appels coupent après 30 secondes.", "drop-at-32-seconds"),
        ("Die Anlage hat eine neue IP-Adresse und alle Telefone sind weg.", "ip-change-all-phones-lost"),
        ("O SIP trunk caiu, não entra nem sai ligação externa.", "trunk-down"),
    ],
)
def test_a_plain_complaint_finds_its_playbook(text: str, playbook: str) -> None:
    assert winner(text) == playbook


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n",
        "Hello, how are you? Please call me back.",
        "Could you send me a quote for twelve phones?",
        "The colour of the front plate differs from the picture.",
        "???",
        "🙂" * 50,
    ],
)
def test_what_fits_nothing_has_no_winner(text: str) -> None:
    assert winner(text) is None


def test_typing_errors_are_forgiven() -> None:
    assert winner("Voicemial to email stoped, no mails with the voice mesages arrive") == "voicemail-to-email"


def test_accents_and_case_make_no_difference() -> None:
    plain = rank(Asked("el telefono no se registra"), PLAYBOOKS)

    assert rank(Asked("EL TELÉFONO NO SE REGISTRA"), PLAYBOOKS) == plain
    assert plain[0].playbook == "registration-refused"


def test_the_subject_counts() -> None:
    assert winner("Please see above and ring me.", "DSM16 shows Invalid License") == "dsm16-invalid-licence"


def test_a_complaint_is_found_in_a_long_mail() -> None:
    around = "We had a lovely weekend and the weather was fine. My colleague Ann sends her regards. " * 10

    assert winner(f"{around}\nBy the way, the T1 is in red alarm, the D-channel is down.\n{around}") == "pri-alarm"


def test_what_is_denied_is_no_complaint() -> None:
    said = {one.playbook: one.score for one in rank(Asked("There is no alarm today."), PLAYBOOKS)}
    affirmed = {one.playbook: one.score for one in rank(Asked("There is an alarm today."), PLAYBOOKS)}

    assert said.get("pri-alarm", 0) < affirmed["pri-alarm"]


def test_an_excluded_phrase_takes_most_of_the_score_away() -> None:
    scores = {one.playbook: one.score for one in rank(Asked("no outside calls, D-channel down"), PLAYBOOKS)}

    assert scores.get("trunk-down", 0) < scores["pri-alarm"] / 2


def test_what_rules_a_playbook_out_is_told_apart_from_its_own_words() -> None:
    laid = laid_out(Asked("no outside calls, D-channel down"), PLAYBOOKS)
    assert laid is not None
    place = [field.name for field in fields(Weights)].index("excluded")

    assert laid.evidence.columns()[:, place].tolist() == laid.evidence.excluded.tolist()
    assert any(laid.evidence.excluded)


@pytest.mark.parametrize(
    ("phrase", "text", "ruled_out"),
    [
        ("paging speakers", "The overhead paging speakers are silent.", True),
        ("paging speakers", "Speakers are fine but a long way further on we talk about nothing but paging.", False),
        ("no PRI", "they have no PRI", True),
        ("no PRI", "their PRI is down", False),
        ("", "anything", False),
    ],
)
def test_an_excluded_phrase_is_found_when_its_words_stand_together(phrase: str, text: str, *, ruled_out: bool) -> None:
    assert rules_out(phrase, text) is ruled_out


def test_the_words_that_speak_for_a_playbook_are_told_as_they_were_written() -> None:
    best = rank(Asked("Voicemails to emails stopped"), PLAYBOOKS)[0]

    assert "voicemail" in best.words
    assert all(" " not in word or word.startswith("no ") for word in best.words)


def test_no_playbooks_no_matches() -> None:
    assert rank(Asked("no outside calls"), PlaybookSet()) == ()
    assert clear_winner(()) is None


def test_two_that_are_close_have_no_winner() -> None:
    one = Match(playbook="echo", title="", score=0.8)
    other = Match(playbook="fax", title="", score=0.75)

    assert clear_winner((one, other)) is None
    assert clear_winner((one,)) == "echo"
    assert clear_winner((other, one)) is None


def test_a_weak_best_is_no_winner() -> None:
    assert clear_winner((Match(playbook="echo", title="", score=0.1),)) is None


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("There is no more echo.", ["echo"]),
        ("It is not about the fax.", ["fax"]),
        ("No clicks or echo, no slips.", ["click", "echo", "slip"]),
        ("Plus aucun souci de fax.", ["fax"]),
        ("Ni eco ni cortes.", ["echo", "drop"]),
        ("Weder Echo noch Knacken, kein einziger Abbruch.", ["echo", "click", "drop"]),
        ("Sem eco nem cortes.", ["echo", "drop"]),
    ],
)
def test_a_denial_reaches_all_that_it_denies(text: str, denied: list[str]) -> None:
    assert [word.stem for word in words(text)] == [f"no~{stem}" for stem in denied]


def test_the_denial_of_a_deed_ends_with_it() -> None:
    assert [word.stem for word in words("The phone does not ring or it drops")] == ["phone", "no~ring", "drop"]


def test_no_means_in_the_in_portuguese_and_denies_in_spanish() -> None:
    assert "disk" in [word.stem for word in words("O aviso aparece no disco e não há espaço")]
    assert "no~space" in [word.stem for word in words("Ya no hay espacio")]


@pytest.mark.parametrize("text", ["voz entrecortada", "voix hachée", "abgehackte Stimme", "voz picotada"])
def test_the_same_trouble_is_the_same_words_in_each_language(text: str) -> None:
    assert {word.stem for word in words(text)} == {"audio", "choppy"}


def test_no_word_of_the_glossary_stands_for_two() -> None:
    assert all(GLOSSARY.get(word) == word for word in set(GLOSSARY.exact.values()))


def test_what_else_speaks_against_a_playbook_or_for_none_lowers_its_score() -> None:
    text = "Every call is cut off after exactly 32 seconds."
    plain, doubted, lowered = (
        {match.playbook: match.score for match in found}.get("drop-at-32-seconds", 0)
        for found in (
            rank(Asked(text), PLAYBOOKS),
            rank(Asked(text, doubt=4), PLAYBOOKS),
            rank(Asked(text, against={"drop-at-32-seconds": 4}), PLAYBOOKS),
        )
    )
    assert plain > doubted
    assert plain > lowered


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "How do I set up a fax machine on an analog port?",
            "The fax machine on the analog port breaks off after a page.",
        ),
        ("Please quote eight licences for extensions.", "Nobody can call, the licences for extensions have expired."),
        (
            "What happens if the SIP trunk goes down one day?",
            "The SIP trunk is down since eight and nobody can call out.",
        ),
    ],
)
def test_a_question_speaks_less_for_a_playbook_than_trouble_does(asked: str, told: str) -> None:
    question, trouble = (doubt([Sentence(text, fold(text), Region.BODY)]) for text in (asked, told))
    assert question > trouble


def test_a_denied_word_is_marked() -> None:
    assert [word.stem for word in words("no dial tone, they can't hear, the front door")] == [
        "no~dialton",
        "no~hear",
        "front",
        "door",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_gives_sorted_scores_from_0_to_1_and_the_same_again(text: str, subject: str) -> None:
    found = rank(Asked(text, subject), PLAYBOOKS)

    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score <= 1 and one.score == round(one.score, 4) for one in found)
    assert rank(Asked(text, subject), PLAYBOOKS) == found


@pytest.mark.parametrize(
    "text",
    [
        "x" * 400_000,
        "a " * 200_000,
        "\n" * 400_000,
        (" " * 60 + "\n") * 6_000,
        "1 a " * 100_000,
        "trunk down. " * 40_000,
        "no " * 130_000,
        "." * 400_000,
        ". " * 200_000,
        "".join(f"quirkword{number:x} " for number in range(30_000)),
        "1 " + "n" * 400_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_takes_no_longer_than_ordinary_text(text: str) -> None:
    rank(Asked("warm up"), PLAYBOOKS)

    grows_linearly(lambda size: text[:size], lambda some: rank(Asked(some, some), PLAYBOOKS), len(text))


def test_the_order_of_playbooks_makes_no_difference() -> None:
    turned = PlaybookSet(PLAYBOOKS.playbooks[::-1])

    for text in ("no outside calls", "The T1 is in red alarm.", "Disk is full and the fax fails."):
        assert rank(Asked(text, "help"), turned) == rank(Asked(text, "help"), PLAYBOOKS)


MUSIC = """---
id: music-on-hold
title: Music on hold is silent
symptoms: [no music on hold, callers on hold hear nothing]
examples:
  - Callers who are put on hold hear silence instead of the music.
  - There is no music on hold since the update.
  - La música en espera no suena.
---

## Resolution

1. Look at the file.
"""


def test_two_playbooks_that_fit_alike_are_ranked_by_their_ids_whatever_file_is_read_first() -> None:
    twins = [(f"{name}.md", MUSIC.replace("music-on-hold", name)) for name in ("hold-music-b", "hold-music-a")]
    said = "When we put callers on hold there is no music at all."

    for files in (twins, twins[::-1]):
        first, second = rank(Asked(said), load_playbooks(files))[:2]
        assert (first.playbook, second.playbook) == ("hold-music-a", "hold-music-b")
        assert first.score == second.score


def test_a_playbook_is_added_as_one_file() -> None:
    said = "When we put callers on hold there is no music at all."
    more = load_playbooks([*read_playbook_files(), ("music-on-hold.md", MUSIC)])

    assert winner(said) is None
    assert clear_winner(rank(Asked(said), more)) == "music-on-hold"


@pytest.mark.parametrize(
    "text",
    [
        "Callers wait in the queue and no agent phone rings.",
        "Necesitamos una cotización de diez teléfonos.",
        "Wie richte ich eine Rufumleitung ein?",
        "Merci de nous envoyer un devis pour une carte.",
        "A fila não distribui as chamadas.",
    ],
)
def test_another_trouble_or_a_request_has_no_winner(text: str) -> None:
    assert winner(text) is None
