"""An outage is told by what no longer happens, in five languages; a part, a person or a plan is none."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from deskbot.model.message import Address, Inbound
from deskbot.triage.directions import lost_for_a_part, lost_for_all
from deskbot.triage.sentences import Sentence, read
from tests.unit.triage.sample import judged, written


def sentence(text: str) -> Sentence:
    return read(Inbound(channel="email", external_id="1", sender=Address("a@b.example"), reply=text)).told[0]


@pytest.mark.parametrize(
    "text",
    [
        "Nothing comes in and nothing goes out since seven.",
        "Nobody can call out, it goes straight to busy.",
        "No calls are getting in to the surgery.",
        "They can receive no incoming calls at all.",
        "Outbound is dead, every number.",
        "Nothing rings any more since the electrician left.",
        "Seit acht Uhr kommt kein Anruf mehr rein.",
        "Es geht nichts raus und nichts rein.",
        "Niemand kann nach draussen telefonieren.",
        "Plus aucun appel ne rentre depuis ce matin.",
        "Personne ne peut appeler dehors, ni sortir ni recevoir.",
        "No entra ni sale ninguna llamada.",
        "Nadie puede llamar hacia afuera desde la clínica.",
        "Não entra nem sai ligação desde as oito.",
        "Ninguém consegue ligar para fora.",
    ],
)
def test_calls_lost_in_a_direction_are_lost_for_all(text: str) -> None:
    assert lost_for_all(sentence(text))
    assert not lost_for_a_part(sentence(text))


@pytest.mark.parametrize(
    "text",
    [
        "Nobody can get in to the sales queue.",
        "No calls come in on the main number.",
        "Keine Anrufe kommen in der Filiale rein.",
        "No entran llamadas en la sucursal.",
    ],
)
def test_a_queue_a_number_or_a_branch_is_a_part(text: str) -> None:
    assert lost_for_a_part(sentence(text))
    assert not lost_for_all(sentence(text))


@pytest.mark.parametrize(
    "text",
    [
        "Voicemail e-mails do not go out.",
        "No fax comes in.",
        "Some calls do not go out, one in twenty perhaps.",
        "The lamp blinks violet on the phone at the clinic, it does not ring.",
        "The phone in the kitchen doesn't ring.",
        "She cannot call out from her phone.",
        "Ext 214 gets no incoming calls.",
        "Calls to international numbers do not go out.",
        "I could not reach you by phone.",
        "Please do not call in the morning.",
        "Calls come in and go out as ever.",
        "Die Sicherung geht nicht raus.",
        "Le courriel ne sort pas.",
        "No sale el correo con el mensaje.",
    ],
)
def test_something_else_or_somebody_alone_is_no_lost_direction(text: str) -> None:
    assert not lost_for_all(sentence(text))


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Nothing rings at the vet's any more, and nothing goes out either.", Severity.S1),
        ("No calls go out at the vet's. I tried one phone on another port, the same.", Severity.S1),
        ("Nothing came in and nothing went out yesterday, today all is well again.", Severity.S3),
        ("What if one day nothing goes out and nothing comes in?", Severity.S4),
        ("Nothing goes out from her desk, everybody else is fine.", Severity.S3),
    ],
)
def test_a_lost_direction_is_critical_while_it_goes_on_and_hits_all(text: str, severity: Severity) -> None:
    found = judged(written(text, "Phones")).severity
    assert (found is Severity.S1) == (severity is Severity.S1)
