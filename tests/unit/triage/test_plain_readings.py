"""What a short message plainly says: the rest of the house too, a board, one user, calls that go both ways."""

from __future__ import annotations

import pytest

from deskbot.cli.loading import load_playbook_set
from deskbot.model.case import Category, Severity
from deskbot.triage.pipeline import decide
from tests.unit.triage.cases import PROVEN, case, judged, values


def severity(text: str, subject: str = "") -> Severity:
    return judged(text, subject, writer=PROVEN).severity


@pytest.mark.parametrize(
    "text",
    [
        "The training room and the rest of the building have no phones.",
        "The training room phones are dead and so is the rest of the building.",
        "Das Lager und der Rest des Hauses haben kein Telefon.",
        "Le rez-de-chaussée et le reste du bâtiment n'ont plus de téléphone.",
        "El almacén y el resto del edificio están sin teléfonos.",
        "O depósito e o resto do prédio estão sem telefone.",
    ],
)
def test_a_part_and_the_rest_of_the_house_are_the_whole_house(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "The training room has no phones, the rest of the building is fine.",
        "The training room has no phones, the rest of the building has no such trouble.",
        "The lobby and the rest of the building have no voicemail.",
        "Die Werkstatt hat kein Telefon, der Rest des Hauses hat kein Problem.",
        "La salle de réunion n'a plus de téléphone, le reste du bâtiment n'a pas de problème.",
        "El almacén no tiene teléfonos, el resto del edificio está sin problemas.",
    ],
)
def test_the_rest_of_the_house_that_is_spared_or_lacks_a_feature_is_not(text: str) -> None:
    assert severity(text) is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "The screen shows all lines red, but they can call and are called normally.",
        "Der Bildschirm zeigt alle Leitungen rot, sie können aber normal anrufen und angerufen werden.",
        "L'écran montre toutes les lignes en rouge, mais ils appellent et sont appelés normalement.",
        "La pantalla muestra todas las líneas en rojo, pero llaman y les llaman con normalidad.",
        "A tela mostra todas as linhas em vermelho, mas ligam e recebem normalmente.",
    ],
)
def test_who_calls_and_is_called_as_ever_has_no_outage_whatever_lamp_is_red(text: str) -> None:
    assert severity(text) is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "All lines are red, nobody can call and be called normally.",
        "Alle Leitungen sind rot, sie können nicht normal anrufen und angerufen werden.",
        "Toutes les lignes sont en rouge, ils n'appellent et ne sont appelés ni l'un ni l'autre, plus aucun appel.",
    ],
)
def test_who_does_not_has_one(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("écho", "Bonjour, une utilisatrice entend son propre écho depuis ce matin. Cabinet Morel."),
        ("", "Une utilisatrice entend son propre écho depuis ce matin."),
        ("wallboard", "Hi, the wallboard at Penn Supply shows 0."),
        (
            "wallboard",
            "The wallboard at Penn Supply shows 0 calls waiting although the queue works and agents get their calls.",
        ),
        ("", "Das Wallboard im Callcenter zeigt immer 0 Anrufe, die Warteschlange läuft aber normal."),
        ("", "Le bandeau du centre d'appels affiche toujours 0 appel en attente, la file marche pourtant."),
        ("", 'Outgoing calls show "Anonymous" instead of their number to cell phones. Landlines see it fine.'),
        ("", 'Ausgehende Anrufe zeigen "Anonym" statt der Nummer.'),
        ("", "Las llamadas entrantes muestran el número de la troncal en vez del cliente. Se reciben bien."),
        ("", "All phones show last year's logo."),
        ("", "Incoming calls show the trunk number instead of the caller's."),
    ],
)
def test_one_user_a_board_or_a_number_that_is_not_shown_is_minor(subject: str, text: str) -> None:
    assert severity(text, subject) is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "The wallboard shows 0 and the queue hands out no calls, 22 agents sit idle.",
        "The wallboard is dark, two of thirty phones work in the whole call centre, no calls get in.",
        "Le groupement d'accueil ne sonne plus : les appelants entendent la musique puis sont raccrochés.",
        "The main group does not ring: callers hear the music and are cut off.",
    ],
)
def test_calls_that_are_lost_beside_a_board_or_behind_the_music_are_not(text: str) -> None:
    assert severity(text).urgent


@pytest.mark.parametrize(
    "text",
    [
        "Only one phone works in the whole office.",
        "Everything died at Whitcomb Veterinary apart from a single cordless in the kitchen.",
        "All phones but one are dead at Harlow.",
        "Alle Telefone bis auf eines sind tot.",
        "Il n'y a plus qu'un seul poste qui marche.",
        "Solo funciona un teléfono en toda la oficina.",
        "Só um telefone funciona na empresa toda.",
    ],
)
def test_all_telephones_but_one_are_all_of_them(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Only one phone works with the Bluetooth headset, the others do not pair.",
        "Everything works except one phone.",
        "Only one of the two DECT phones works.",
        "Solo un teléfono no funciona.",
        "Un seul poste ne marche plus.",
        "Só um telefone está mudo.",
    ],
)
def test_one_telephone_that_fails_or_lacks_a_feature_is_one(text: str) -> None:
    assert severity(text) is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "A user says the phones are dead.",
        "One of the users called to say the phones don't work.",
        "Ein Benutzer meldet, dass die Telefone tot sind.",
        "Un utilisateur nous dit que les téléphones ne marchent plus.",
        "Un usuario dice que los teléfonos no funcionan.",
        "Um usuário diz que os telefones não funcionam.",
    ],
)
def test_who_reports_an_outage_says_nothing_of_how_many_are_hit(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "A user says her phone is dead.",
        "A user says he can't make any calls.",
        "A user says nobody can call her.",
        "One user reports that calls drop.",
        "Un usuario dice que su teléfono no funciona.",
        "Um usuário diz que não consegue ligar.",
        "Ein Benutzer meldet, dass sein Telefon tot ist.",
    ],
)
def test_who_reports_their_own_trouble_is_one(text: str) -> None:
    assert severity(text) is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "fail2ban on the UCX has banned 400 addresses in the last day, all trying SIP registrations as 100, 101, 102. "
        "None got in as far as I see, no strange calls in the CDR.",
        "fail2ban hat 400 Adressen gesperrt, alle versuchen Registrierungen. Keiner kam rein, keine fremden Gespräche.",
        "fail2ban a banni 300 adresses qui essaient de s'enregistrer, aucune n'est entrée.",
        "fail2ban ha bloqueado 300 direcciones, ninguna entró. ¿Es normal?",
        "O fail2ban bloqueou 300 endereços com tentativas de registro, nenhum entrou.",
    ],
)
def test_attempts_of_which_none_got_in_page_nobody(text: str) -> None:
    assert severity(text) is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "fail2ban banned 400, one got in and calls Cuba.",
        "One attacker got in and calls Cuba.",
        "Ein Angreifer ist reingekommen und telefoniert nach Lettland.",
        "Un pirate est entré sur un poste et appelle la Lettonie.",
        "Alguien entró en el interno 214 y llama a Letonia.",
        "Um invasor entrou no ramal 214 e faz chamadas para Cuba.",
        "fail2ban banned 400 addresses, none got in. But nobody can call in or out since.",
    ],
)
def test_one_that_got_in_and_dials_or_an_outage_beside_does(text: str) -> None:
    assert severity(text) is Severity.S1


def test_a_subject_of_few_words_only_names_what_fails() -> None:
    decision = judged(
        "En el cliente Clínica Rosales la música en espera se corta a los 20 segundos y queda en silencio, pero la "
        "llamada no se cae. Pasa en todas. ¿Qué reviso?",
        "Cola de espera",
        writer=PROVEN,
    )
    assert decision.category is Category.INCIDENT


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "911 and voicemail",
            "Voicemail to email fails for one user. We tested 911 as well, 911 works, voicemail fails.",
        ),
        ("test", "After the upgrade at Lowell Labs: 911 works, voicemail fails."),
    ],
)
def test_an_emergency_number_that_works_brings_up_no_known_issue(subject: str, text: str) -> None:
    assert decide(case(text, subject, writer=PROVEN), load_playbook_set(None)).playbook != "e911-wrong"


@pytest.mark.parametrize(
    ("to", "street"),
    [
        ("att. Dale Hutchins, 44 Mill Rd, Boise ID 83702", "44 Mill Rd"),
        ("z. Hd. Uwe Petersen, Hafenstraße 12, 28195 Bremen", "Hafenstraße 12"),
    ],
)
def test_whose_attention_a_return_goes_to_does_not_cut_off_the_address(to: str, street: str) -> None:
    text = f"Please return the dead Infinity 5012, serial 5012-00448213. Send the new one to us, {to}."
    assert street in values(judged(text, "RMA", writer=PROVEN)).get("ship_to", "")


@pytest.mark.parametrize(
    "text",
    [
        "Voicemail to email is down at Elm Dental for all 40 users: messages do not arrive by email, calls work.",
        "Voicemail to email is down for all our users, calls work.",
    ],
)
def test_a_function_that_is_down_for_everybody_is_no_small_matter_though_calls_work(text: str) -> None:
    assert severity(text) is Severity.S2
