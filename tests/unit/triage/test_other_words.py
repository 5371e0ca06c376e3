"""What tables of phrases alone do not catch, in five languages, and the opposites that must stay what they are."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import judged

CRITICAL = """
They can ring each other inside but no one outside can be called and no one outside gets in.
Outside callers hear that the number is not assigned. This is for all their numbers.
Los clientes no logran entrar a ningún número de la empresa, todos dan ocupado.
Toute la mairie est muette depuis ce matin, on ne peut ni téléphoner ni être joint.
Bei unserem Kunden kommt man von außen überhaupt nicht mehr durch, alle Nummern besetzt.
Os telefones da prefeitura pararam todos, nada funciona.
Nach dem Update fährt die UCX450 nicht mehr hoch, es blinkt nur ein Cursor.
La UCX no levanta después del corte de luz, se queda en grub.
O servidor não sobe mais depois da queda de energia.
Depuis la mise à jour le serveur refuse de démarrer.
The database got wiped during the upgrade and it turns out nobody ever took a backup.
Se borró la base de datos con todas las extensiones y no existe respaldo.
Al llamar al 112 desde cualquier teléfono se oye ocupado.
Le 911 affiche l'adresse de l'ancien bureau quand on appelle du nouveau.
Der Notruf geht von keinem Apparat hinaus.
Ligando 190 de qualquer ramal cai a ligação.
Quelqu'un a piraté le système et appelle l'étranger en ce moment.
Les trois quarts des appels tombent en erreur depuis midi, pour tout le monde.
Marsh Creek Hospital is silent, inside they cannot call between wards either.
After the ISP cut over none of the calls complete at Tanner Law, either way.
El sanatorio quedó sin comunicación, ni internas ni externas, hace 20 minutos.
Our PBX is being used for calls to Burkina Faso at this moment.
The call processing crashes and starts again every three minutes, all calls end each time.
""".strip().split("\n")

MAJOR = """
Our customer's main number goes straight to the night message although they are open.
The sales queue hangs up on everyone who calls in.
Our branch in Cali lost its phones, Bogotá is fine.
O correio de voz está fora para todos, as ligações estão boas.
Voicemail is dead for the whole company, calls are fine.
All softphone users, around 30, were logged out and can't get back on. Desk phones OK.
All 14 phones in Linden are unregistered and the web page does not open either.
None of the 11 old digital sets come up since the card was changed.
Todos os ramais do almoxarifado, uns dez, estão mudos; o resto ok.
Der ganze Empfang ist ohne Telefon, die anderen Abteilungen gehen.
Le cluster tourne sur le nœud B seulement depuis samedi.
A alta disponibilidade roda só em um nó desde ontem.
""".strip().split("\n")

MINOR = """
The T1 was down on Tuesday for two hours, it is up since. Now and then a call has a click. Nobody has lost a call.
Ayer estuvieron sin teléfonos media hora, ya funciona todo, ¿qué pasó?
Gestern war die Anlage eine Stunde tot, seither läuft alles. Woran lag es?
Hier tout était en panne une heure, c'est revenu. Pourquoi?
Le poste de la comptable ne sonne plus, les autres vont bien.
""".strip().split("\n")

REQUESTS = """
Was passiert bei einem Totalausfall? Wir schreiben ein Notfallkonzept.
Que se passe-t-il si le serveur tombe en panne? C'est pour un appel d'offres.
¿Qué pasa si se cae la troncal? Es para un plan de contingencia.
On Sunday we will shut the system down to move the rack; anything to watch out for?
Is there a way to see which calls failed last month?
What do we have to do so that calls go to a cell phone when the trunk is down?
Do you have a checklist for the case that nobody can call out?
Where is the setting for the 911 location?
Nothing is down. I need the manual for the 5020.
Hello, we are 911 Plumbing, 24 hr emergency service. How do I change the names on ext 12 and 14?
""".strip().split("\n")


@pytest.mark.parametrize("text", CRITICAL)
def test_an_outage_in_other_words_is_critical(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize("text", MAJOR)
def test_a_part_that_is_down_is_major_in_other_words_too(text: str) -> None:
    assert judged(text).severity is Severity.S2


@pytest.mark.parametrize("text", MINOR)
def test_what_is_over_or_hits_one_stays_minor(text: str) -> None:
    assert judged(text).severity is Severity.S3


@pytest.mark.parametrize("text", REQUESTS)
def test_a_question_or_a_plan_is_no_outage(text: str) -> None:
    assert judged(text).severity is Severity.S4


def test_a_verdict_of_the_model_is_told_with_its_chance_and_what_it_is_like() -> None:
    decision = judged("Os telefones da prefeitura pararam todos, nada funciona.")
    (reason,) = [reason for reason in decision.reasons if reason.rule == "weighed"]

    assert decision.severity is Severity.S1
    assert "reads as t" in reason.says
    assert "near: '" in reason.says
    assert reason.evidence in "Os telefones da prefeitura pararam todos, nada funciona."


def test_a_step_in_other_words_is_a_fact_with_its_reason() -> None:
    decision = judged(
        "Phones drop off at Acme.\n\nHad Carl yank the cord out of the wall and jam it back in, same as before."
    )

    assert "tried" in decision.fresh


def test_a_request_in_other_words_has_its_category() -> None:
    assert judged("Would that be conceivable in a coming version, that forwarding follows the calendar?").category is (
        Category.ENHANCEMENT
    )


def test_in_a_return_the_tests_are_steps_and_the_users_are_its_impact() -> None:
    decision = judged(
        "Please open an RMA for a dead phone. Other power supply, other outlet, same. One user is without a phone."
    )

    assert decision.category is Category.RMA
    assert {"tests", "tried", "impact"} <= set(decision.fresh)
