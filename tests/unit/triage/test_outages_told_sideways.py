"""An outage that is told by the way, by somebody else, or by what people hear and can no longer do, is one."""

from __future__ import annotations

import pytest

from deskbot.model.case import Action, Severity
from tests.unit.triage.cases import PROVEN, STRANGER, judged

REPORTED = [
    "A colleague says that the lines are dead at Acme Dental. Call me on 806 555 0119.",
    "The receptionist tells me the lines are dead.",
    "Ein Kollege sagt, dass die Leitungen tot sind.",
    "Un collègue dit que les lignes sont mortes.",
    "Un colega dice que las líneas están muertas.",
    "Um colega diz que as linhas estão mudas.",
]
ONE_IS_REPORTED = [
    "A colleague says that his line is dead.",
    "A colleague says that the fax lines are dead.",
    "A colleague said that the lines were dead last week.",
    "Ein Kollege sagt, dass seine Leitung tot ist.",
    "Un collègue dit que sa ligne est morte.",
    "Un colega dice que su línea está muerta.",
    "Um colega diz que a linha dele está muda.",
]
THE_REST_TOO = [
    "The training room is dead and so is the rest of the building.",
    "The lobby is dead, so is the rest of the hotel.",
    "Der Schulungsraum ist tot und der Rest des Gebäudes ist auch tot.",
    "La salle de réunion est morte et le reste du bâtiment est mort aussi.",
    "La sala de juntas está muerta y el resto del edificio está muerto también.",
    "A sala de reuniões está muda e o resto do prédio está mudo também.",
]
SOMETHING_ELSE_IS = [
    "The training room printer is dead and so is the rest of the building's Wi-Fi.",
    "The wifi in the training room is dead and so is the rest of the building.",
    "The power in the lobby is out and so is the rest of the building, the phones run on the battery.",
    "The training room is dead, the rest of the building is fine.",
    "The training room was dead and so was the rest of the building last month.",
    "The training room is booked and so is the rest of the building.",
]
CUT_OFF = [
    "Everyone at the call centre lost their calls and can't get back on, 60 agents.",
    "All 60 agents dropped out of their calls and cannot log back in.",
    "Everybody lost their calls and nobody can reconnect.",
    "Alle Mitarbeiter haben ihre Gespräche verloren und kommen nicht mehr rein.",
    "Tout le monde a perdu ses appels et personne n'arrive à se reconnecter.",
    "Todos perdieron sus llamadas y no pueden volver a entrar.",
    "Todos perderam as chamadas e não conseguem voltar a entrar.",
]
BACK_ON = [
    "Everyone at the call centre lost their calls and got back on after a minute, 60 agents.",
    "All agents dropped out of their calls last week and could not log back in for an hour, all fine since.",
    "Everyone lost their call history and can't get it back.",
    "One agent lost his calls and can't get back on.",
    "Everyone on the softphone app lost their calls and can't get back on, the desk phones are fine.",
    "Alle haben kurz ihre Gespräche verloren und sind wieder drin.",
    "Tout le monde a perdu ses appels et s'est reconnecté.",
    "Todos perdieron sus llamadas y ya volvieron a entrar.",
    "Todos perderam as chamadas e já voltaram a entrar.",
]
STILL_OF_A_KIND = [
    "The DECT phones were dead last night and are still dead, the desk phones ring.",
    "The voicemail lines are still down.",
    "The phones at the back gate are still dead, everybody else is fine.",
    "Are the phones still down?",
    "Is the server still down at your side? Our portal login fails.",
]
NOBODY_REACHES = [
    "Nobody can reach the shop, callers hear that the number is out of service.",
    "Niemand erreicht den Laden, es heißt, die Nummer sei außer Betrieb.",
    "Niemand erreicht die Praxis, es kommt die Ansage, die Nummer sei nicht vergeben.",
    "Personne n'arrive à joindre le magasin, un message dit que le numéro est hors service.",
    "Nadie puede comunicarse con la tienda, dice que está fuera de servicio.",
    "Ninguém consegue falar com a loja, dá mensagem de fora de serviço.",
    "Ninguém consegue ligar para a clínica, diz que o número não existe.",
]
ONE_IS_NOT_REACHED = [
    "Nobody can reach the accountant, her number is out of service.",
    "Niemand erreicht Frau Weber, ihre Durchwahl ist außer Betrieb.",
    "Personne n'arrive à joindre la comptable, son numéro est hors service.",
    "Nadie puede comunicarse con el contador, su interno está fuera de servicio.",
    "Ninguém consegue falar com a contadora, o ramal dela está fora de serviço.",
    "Nobody could reach the shop last week, callers heard that the number was out of service.",
]


@pytest.mark.parametrize("text", REPORTED)
def test_who_reports_that_the_lines_are_dead_does_not_make_them_one(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize("text", THE_REST_TOO)
def test_a_room_and_the_rest_of_the_house_are_the_house(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize("text", CUT_OFF)
def test_everybody_whose_calls_are_lost_and_who_cannot_come_back_is_an_outage(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize("text", NOBODY_REACHES)
def test_a_house_that_nobody_reaches_since_its_number_is_out_of_service_is_an_outage(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text", [*ONE_IS_REPORTED, *SOMETHING_ELSE_IS, *BACK_ON, *ONE_IS_NOT_REACHED, *STILL_OF_A_KIND]
)
def test_what_is_like_it_but_less_or_over_is_none(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is not Severity.S1


STILL_DOWN = [
    "Phones were dead last night and are still dead.",
    "The lines went down last week and we still cannot call or be called.",
    "Die Telefone waren gestern Abend tot und sind immer noch tot.",
    "Les téléphones étaient morts hier soir et sont toujours morts.",
    "Los teléfonos estaban muertos anoche y siguen muertos.",
    "Os telefones estavam mudos ontem à noite e continuam mudos.",
]


@pytest.mark.parametrize("text", STILL_DOWN)
def test_what_was_so_and_still_is_so_is_of_the_present(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1


TRAPPED = [
    "Two people are stuck in the lift and the alarm line is dead.",
    "Somebody is trapped in the elevator and its phone does not work.",
    "Im Aufzug steckt jemand fest und das Notruftelefon ist tot.",
    "Des gens sont coincés dans l'ascenseur et la ligne d'alarme est morte.",
    "Hay dos personas atrapadas en el ascensor y la línea de alarma está muerta.",
    "Há duas pessoas presas no elevador e a linha de alarme está muda.",
    "A worker is locked in the cold room and the phone there is dead.",
]
NOBODY_IS_TRAPPED = [
    "The lift is stuck on floor two, nobody is in it; its phone has a new number, please add it.",
    "The elevator phone crackles, nobody is stuck.",
    "Somebody was stuck in the lift last month, the alarm line worked. Today the lobby phone is dead.",
    "I was stuck in a meeting, sorry. The display of phone 12 is dead.",
    "The handset cord got stuck in the lift door and the phone is broken.",
    "Im Aufzug steckt niemand fest. Ein Telefon im Lager ist tot.",
    "Somebody got stuck in the queue for ten minutes.",
]


@pytest.mark.parametrize("writer", [PROVEN, STRANGER])
@pytest.mark.parametrize("text", TRAPPED)
def test_somebody_who_is_trapped_and_cannot_call_for_help_is_in_danger(text: str, writer: object) -> None:
    decision = judged(text, writer=writer)
    assert decision.severity is Severity.S1
    assert decision.action is Action.OPEN


@pytest.mark.parametrize("text", NOBODY_IS_TRAPPED)
def test_nobody_who_is_trapped_is_no_danger(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "The lines are dead. The phones work internally.",
        "All the lines have gone dead since this morning.",
        "Die Leitungen sind tot. Intern kann man telefonieren.",
        "Alle Leitungen sind seit heute früh tot.",
        "Les lignes sont mortes. Les postes marchent à l'interne.",
        "Toutes les lignes sont coupées depuis ce matin.",
        "Las líneas están muertas. Los teléfonos funcionan internamente.",
        "Se cayeron todas las líneas.",
        "As linhas estão mudas. Os telefones funcionam internamente.",
        "As linhas caíram todas.",
    ],
)
def test_the_lines_that_are_dead_are_all_of_them(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Only internal calls work.",
        "Since noon we can only call internally.",
        "Nur interne Gespräche funktionieren noch.",
        "Wir können nur noch intern telefonieren.",
        "Seuls les appels internes fonctionnent.",
        "On ne peut plus s'appeler qu'à l'interne.",
        "Solo funcionan las llamadas internas.",
        "Sólo se puede hablar entre internos.",
        "Só funcionam as ligações internas.",
        "Só dá para falar entre ramais.",
    ],
)
def test_where_only_inside_calls_go_nobody_reaches_the_world(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Two of the lines are dead.",
        "The lines on the display are dead pixels.",
        "The lines are dead in the warehouse, the rest is fine.",
        "Zwei der Leitungen sind tot, die übrigen gehen.",
        "Deux de nos lignes sont mortes, les autres marchent.",
        "Dos de las líneas están muertas, las demás funcionan.",
        "Duas das nossas linhas estão mudas, as outras funcionam.",
        "The lobby phone can only call internally, that is on purpose.",
        "How do I set a phone so that only internal calls work?",
        "Das Telefon im Flur kann nur intern telefonieren, soll aber auch nach draußen.",
        "Le poste du hall ne peut appeler qu'à l'interne.",
        "El teléfono de la sala solo puede llamar a internos.",
        "O ramal 14 só consegue ligar para outros ramais.",
    ],
)
def test_some_lines_and_one_telephone_that_only_calls_inside_are_no_outage(text: str) -> None:
    assert judged(text).severity is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "La mairie est injoignable : on tombe sur « le numéro n'est pas attribué », quel que soit le numéro composé.",
        "Patients who dial any of their eight numbers hear that the number is not in service.",
        "Wer irgendeine Nummer der Praxis wählt, hört: diese Rufnummer ist nicht vergeben.",
        "Los pacientes marcan y les sale que el número no existe, con los doce números.",
        "Os clientes ligam para qualquer número da loja e ouvem que o número não existe.",
    ],
)
def test_callers_who_hear_of_every_number_that_it_does_not_exist_reach_nobody(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Whoever dials her number hears that it is not in service, any other number works.",
        "Quand on compose le numéro du fax, on tombe sur « numéro non attribué ».",
        "Wählt man die alte Nummer, heißt es: nicht vergeben. Alle neuen Nummern gehen.",
        "Si marcan el número viejo les sale que no existe; los números nuevos funcionan.",
        "Se ligam para o número antigo ouvem que não existe, os novos funcionam.",
    ],
)
def test_one_number_that_does_not_exist_is_no_outage(text: str) -> None:
    assert judged(text).severity is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Guests lift the receiver and there is no tone, in the whole building.",
        "There is no dial tone anywhere in the house.",
        "Man hebt ab und hört keinen Ton, im ganzen Haus.",
        "On décroche et il n'y a pas de tonalité, dans tout le bâtiment.",
        "Levantan el auricular y no hay tono en todo el edificio.",
        "A gente tira do gancho e não tem tom no prédio inteiro.",
    ],
)
def test_no_tone_in_the_whole_house_is_an_outage(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Her phone has no tone, everybody else in the whole building has one.",
        "The paging has no tone in the whole building.",
        "Kein Ton aus den Lautsprechern im ganzen Haus, die Telefone gehen.",
        "Pas de son dans les haut-parleurs de tout le bâtiment.",
        "No hay música de espera en todo el edificio.",
        "Sem som nos alto-falantes do prédio inteiro, os telefones estão bons.",
    ],
)
def test_another_thing_without_a_sound_in_the_whole_house_is_none(text: str) -> None:
    assert judged(text).severity is not Severity.S1
