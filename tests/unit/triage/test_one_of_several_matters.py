"""What a message tells beside another matter, of one telephone among others, of some callers, and in silence."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, judged


def severity(text: str) -> Severity:
    return judged(text, writer=PROVEN).severity


@pytest.mark.parametrize(
    "text",
    [
        "Two things:\n1) ext 417 has no MWI\n2) no external call comes in, callers get a fast busy.",
        "- ext 22 has no dial tone\n- all outgoing calls fail since 9",
        "Ext 417 has a stuck key. Also, since this morning no calls come in from outside.",
        "1. Nebenstelle 22 hat kein Freizeichen\n2. Seit heute früh kommt kein Anruf mehr von außen rein.",
        "1. le poste 22 ne sonne pas\n2. depuis ce matin aucun appel n'arrive de l'extérieur",
        "1. el interno 22 no suena\n2. desde la mañana no entra ninguna llamada",
        "1. o ramal 22 não toca\n2. desde cedo não entra nenhuma ligação",
    ],
)
def test_one_extension_hides_no_outage_that_is_told_beside_it(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Ext 417 is dead. No dial tone. It cannot make or receive calls.",
        "Ext 22 cannot be reached from outside.\n- no call comes in on it\n- cable swapped",
        "1) ext 417 has no MWI\n2) ext 418 cannot call out",
    ],
)
def test_an_extension_with_several_troubles_is_one_all_the_same(text: str) -> None:
    assert severity(text) is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "on ne peut ni appeler ni recevoir, mais seulement sur le poste de l'accueil, les autres marchent",
        "No calls in or out, but only on the phone in the lobby, all the others work.",
        "Man kann weder anrufen noch angerufen werden, aber nur am Telefon in der Werkstatt, alle anderen gehen.",
        "No entran ni salen llamadas, pero solo en el teléfono del taller, los demás funcionan.",
        "Não entra nem sai ligação, mas só no ramal da oficina, os outros funcionam.",
    ],
)
def test_what_is_so_on_one_telephone_only_is_no_outage(text: str) -> None:
    assert severity(text) is Severity.S3


def test_only_one_telephone_that_still_works_is_an_outage() -> None:
    assert severity("Nobody can call in or out, only the phone in the lobby still works.") is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Only calls from T-Mobile mobiles do not reach us, every other caller gets through.",
        "Nur Anrufe aus dem Vodafone-Netz kommen nicht an, alle anderen Anrufer kommen durch.",
        "Seuls les appels depuis Orange n'arrivent pas, tous les autres passent.",
        "Solo las llamadas desde Movistar no entran, las demás entran bien.",
        "Só as ligações da Claro não entram, as outras chegam bem.",
    ],
)
def test_calls_from_one_network_are_not_all_calls(text: str) -> None:
    assert severity(text) is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Only calls from outside do not reach us, everyone inside gets through to everyone else.",
        "Nobody can call us, only calls between extensions work.",
        "Every other call fails with fast busy.",
    ],
)
def test_all_calls_from_outside_are_an_outage(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Every single call has no sound in either direction.",
        "All calls are silent both ways, inside and outside.",
        "Alle Gespräche sind in beide Richtungen stumm.",
        "Tous les appels sont muets dans les deux sens.",
        "Todas las llamadas están mudas en ambos sentidos.",
        "Todas as chamadas ficam sem áudio nos dois sentidos.",
    ],
)
def test_silence_on_every_call_both_ways_is_an_outage(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "On ext 22 every call has no sound in either direction. Others are fine.",
        "Every transferred call has no sound in either direction.",
        "Every call on my home phone is silent both ways, the office is fine.",
        "Every call had no sound in either direction yesterday, today all calls are fine.",
    ],
)
def test_silence_on_some_calls_is_none(text: str) -> None:
    assert severity(text) is not Severity.S1


OVER = [
    "Last month somebody dialled Cuba from our customer's PBX. It was blocked, the PINs were changed, nothing since.",
    "In October someone hacked ext 30 and called Latvia. Passwords changed, quiet ever since.",
    "Letzten Monat wurde nach Kuba telefoniert, gehackte Nebenstelle. Gesperrt, PINs geändert, seitdem nichts mehr.",
    "Le mois dernier un poste a été piraté, des appels vers Cuba. Bloqué, codes PIN changés, plus rien depuis.",
    "El mes pasado hackearon un anexo y llamaron a Cuba. Se bloqueó, se cambiaron los PIN, desde entonces nada.",
    "No mês passado hackearam um ramal e ligaram para Cuba. Bloqueado, senhas trocadas, nada desde então.",
]


@pytest.mark.parametrize("text", OVER)
def test_fraud_that_nothing_came_of_since_is_over(text: str) -> None:
    decision = judged(text, writer=PROVEN)
    assert (decision.category, decision.severity) == (Category.SECURITY, Severity.S3)


@pytest.mark.parametrize(
    "text",
    [
        "Toll fraud at Redwood: blocked ext 30, PIN changed, but calls to Cuba go out again.",
        "Last month somebody dialled Cuba. It was blocked, nothing since, but tonight calls to Cuba go out again.",
        "Somebody dialled Cuba all night from ext 30. We changed the PIN, nothing else done since.",
        "Somebody dials Cuba from ext 30 all night. The carrier has done nothing since we called.",
        "Letzte Woche gehackt und gesperrt, aber die Anrufe nach Kuba laufen wieder.",
        "La semana pasada nos hackearon, se bloqueó, pero las llamadas a Cuba salen otra vez.",
    ],
)
def test_fraud_that_is_back_is_paged(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Please open an RMA for a DSM16. 12 users have no phone until it is replaced, 30 others are fine.",
        "RMA für ein DSM16 bitte. 12 Benutzer sind ohne Telefon, bis der Ersatz da ist, 30 andere gehen.",
    ],
)
def test_many_who_wait_without_telephone_for_a_return_are_counted(text: str) -> None:
    assert severity(text) is Severity.S2


def test_a_subject_that_counts_them_too_hides_no_users_that_are_down() -> None:
    text = (
        "The DSM16 died.  12 users have no phone until it is replaced, 30 others are fine.\nPlease give an RMA number."
    )
    assert judged(text, "RMA DSM16 dead, 12 users", writer=PROVEN).severity is Severity.S2


def test_one_who_waits_for_a_return_is_one() -> None:
    text = "Please open an RMA for one Infinity 5010. One user has no phone until it comes, the 30 others are fine."
    assert severity(text) is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "Who is affected? Just himself. Every outside call cuts off after half a minute, he uses his mobile meanwhile.",
        "Every outside call of hers is cut after 31 seconds. Only herself, she works at home.",
        "The module in the workshop went dark and its twelve sets with it. The office is still calling in and out.",
    ],
)
def test_what_hits_one_person_or_spares_the_others_is_no_outage(text: str) -> None:
    assert severity(text) is not Severity.S1
