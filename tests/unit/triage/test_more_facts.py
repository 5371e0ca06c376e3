"""Facts of returns, licences, the network and the hour it began, in five languages, and their near misses."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category
from tests.unit.triage.cases import PROVEN, judged, ticket, values

FAULT = "One phone has no dial tone.\n"


def returned(text: str) -> dict[str, str]:
    return values(judged(text, writer=PROVEN, earlier=ticket(category=Category.RMA)))


def licensed(text: str) -> dict[str, str]:
    return values(judged(text, writer=PROVEN, earlier=ticket(category=Category.LICENCE)))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("users_down", "Eight rooms have no phone until we get one."),
        ("users_down", "Der Kollege arbeitet mit einem Leihgerät."),
        ("users_down", "Ils ont un appareil de prêt."),
        ("users_down", "La recepción está sin teléfono."),
        ("users_down", "Ela está com um aparelho reserva."),
        ("tests", "Getestet: Werksreset und anderes Kabel, bleibt dunkel."),
        ("tests", "Essayé avec un autre câble, pareil."),
        ("tests", "Se probó con otro cable y en otro puerto."),
        ("tests", "Testamos em outra porta com outro cabo."),
        ("tests", "Ran the port diagnostic from the guide, fails at step 2."),
        ("child_registered", "The serial is registered under the Galaxy."),
        ("child_registered", "Die Anmeldung der Seriennummer unter der Anlage ist gemacht."),
        ("child_registered", "Le numéro de série est enregistré sous le système."),
        ("child_registered", "La serie ya está dada de alta en el portal."),
        ("child_registered", "O número de série já está cadastrado."),
        ("ship_to", "Ship to: 18 Marina Way, Marlow"),
        ("ship_to", "Lieferung bitte an Uferstr. 7, Marlow"),
        ("ship_to", "À livrer à notre atelier, 7 rue du Port"),
        ("ship_to", "Envío a: Calle Mayor 7, Marlow"),
        ("ship_to", "Entregar em: Rua das Flores 7, Marlow"),
    ],
)
def test_a_returns_facts_are_read(key: str, text: str) -> None:
    assert key in returned(text)


@pytest.mark.parametrize(
    "text",
    [
        "Serials: 5004-MX-200145 and 5004-MX-200146",
        "Serie 5004-MX-200145",
        "N/S: 5004-MX-200145",
        "Serien-Nr.: 5004-MX-200145",
        "Numéro de série : 5004-MX-200145",
        "The phone's s/n is 5004-MX-200145, parent serial 250S-300111.",
    ],
)
def test_a_devices_serial_is_kept_as_written(text: str) -> None:
    assert returned(text)["serial"] == "5004-MX-200145"


@pytest.mark.parametrize(
    "text",
    [
        "From: UCX50, host ID 50-AB-0319\nTo: UCX450, host ID 450-AB-2290",
        "Von: UCX50, Host-ID 50-AB-0319\nAuf: UCX450, Host-ID 450-AB-2290",
        "De : UCX50, host ID 50-AB-0319\nVers : UCX450, host ID 450-AB-2290",
        "De: UCX50, host ID 50-AB-0319\nPara: UCX450, host ID 450-AB-2290",
        "The licence is for 50-AB-0319, that board burned. The replacement shows 450-AB-2290.",
        "Old host id is 50-AB-0319. New host id is 450-AB-2290.",
        "Please move it from 50-AB-0319 to 450-AB-2290.",
        "They get a new VM, please move the licence from 50-AB-0319 to 450-AB-2290.",
        "Nous passons à une nouvelle VM, il faut transférer la licence de 50-AB-0319 vers 450-AB-2290.",
        "Bitte die Lizenz für den neuen Server von 50-AB-0319 auf 450-AB-2290 umziehen.",
        "Hay que pasar la licencia al equipo nuevo, de 50-AB-0319 a 450-AB-2290.",
        "É para o servidor novo: mudar de 50-AB-0319 para 450-AB-2290.",
        "Alte Host-ID: 50-AB-0319, neue Host-ID: 450-AB-2290",
    ],
)
def test_old_and_new_host_id_are_told_apart(text: str) -> None:
    found = licensed(text)

    assert (found["old_host_id"], found["new_host_id"]) == ("50-AB-0319", "450-AB-2290")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("reason", "They have outgrown the old box."),
        ("reason", "Der Server ist defekt."),
        ("reason", "On remplace le système par un plus gros."),
        ("reason", "Vamos a cambiar la central por una más grande."),
        ("reason", "Vamos trocar a central por uma maior."),
        ("subscription", "The subscription is paid until June."),
        ("subscription", "Wartung ist bezahlt bis Juni."),
        ("subscription", "L'abonnement est à jour."),
        ("subscription", "El mantenimiento está al corriente."),
        ("subscription", "A assinatura está em dia."),
    ],
)
def test_a_licences_facts_are_read(key: str, text: str) -> None:
    assert key in licensed(text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("network", "Jitter is 60 ms, loss 4 %."),
        ("network", "Gigue 80 ms, perte 4 %."),
        ("network", "A rede era 192.168.1.x e virou 192.168.15.x."),
        ("network", "SIP ALG is enabled on their router."),
        ("carrier", "The provider is telling all is green."),
        ("carrier", "Orange dit que la ligne est bonne."),
        ("carrier", "Telmex dice que no hay falla."),
        ("carrier", "Der Anbieter misst keine Fehler."),
        ("carrier", "The trunk goes to unreachable and back."),
        ("started_at", "It began 3 days ago."),
        ("started_at", "Empezó hace 3 días."),
        ("started_at", "Seit zwei Tagen so."),
        ("started_at", "C'est comme ça depuis hier."),
        ("started_at", "At 02:14 this morning the active server handed over to its partner."),
        ("started_at", "It has been so for the past week."),
        ("started_at", "About a week ago the hold music went away."),
        ("vpn", "O túnel de acesso remoto (10.9.31.4) cai logo."),
        ("vpn", "Remote access: 10.66.3.9, up"),
    ],
)
def test_a_faults_circumstances_are_read(key: str, text: str) -> None:
    assert key in values(judged(FAULT + text))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("network", "I typed the new address on the emergency page."),
        ("network", "Their firewall was replaced on Sunday."),
        ("network", "I put it on another switch port."),
        ("network", "I opened the page from my mobile with LTE."),
        ("carrier", "Which carrier do they have?"),
        ("started_at", "We checked it with the carrier yesterday."),
        ("started_at", "A backup from last Thursday exists."),
        ("started_at", "I haven't heard from you since Friday."),
        ("site_contact", "It is around 3 out of 10 calls."),
        ("started_at", "She rang me this morning."),
        ("started_at", "Can you look at it tomorrow?"),
        ("vpn", "How do I set up the VPN?"),
    ],
)
def test_words_of_the_kind_alone_are_no_fact(key: str, text: str) -> None:
    assert key not in values(judged(FAULT + text))


def test_the_vpns_address_is_its_value() -> None:
    assert values(judged(FAULT + "The VPN 10.8.14.22 is up."))["vpn"] == "10.8.14.22"


@pytest.mark.parametrize(
    "text",
    [
        "A test 911 call: the dispatcher reads back the previous address on 4th Street.",
        "She hears her own voice with a delay when she calls one number.",
        "Der Kollege hört die eigene Stimme, wenn er eine Nummer wählt.",
        "Une secrétaire entend sa propre voix avec du retard quand elle appelle un numéro précis.",
        "Bei Optik Brandt zeigen alle Telefone die Zeit eine Stunde zu spät an.",
        "L'heure des postes est fausse.",
        "La hora de los teléfonos está atrasada.",
        "A hora dos telefones está adiantada.",
    ],
)
def test_what_a_wrong_clock_an_echo_and_a_wrong_address_show_is_a_symptom(text: str) -> None:
    assert values(judged(text, writer=PROVEN))["symptom"] == text
