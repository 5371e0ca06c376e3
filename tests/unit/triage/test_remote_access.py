"""The remote-access VPN, its address or whether it is up: in five languages, with other networks and wishes."""

from __future__ import annotations

import pytest

from tests.unit.triage.told import tells


@pytest.mark.parametrize(
    "text",
    [
        "The VPN is up.",
        "Remote access VPN: 10.8.14.6",
        "You can get in over the VPN at 10.91.4.12.",
        "The VPN to the box does not answer.",
        "VPN shows offline as well.",
        "I can still reach it through the remote access tunnel.",
        "Your support VPN is connected.",
        "VPN is down since the firewall went on.",
        "I lost the web page, the SSH and the VPN.",
        "Das VPN steht.",
        "VPN-Adresse: 10.20.30.40",
        "Ihr kommt über das VPN rein, 10.66.1.5.",
        "Der Fernwartungstunnel ist aktiv.",
        "Das VPN ist auch weg.",
        "Fernzugang per VPN ist eingeschaltet.",
        "Der Fernzugriff geht nicht mehr, das VPN antwortet nicht.",
        "Per VPN komme ich noch drauf.",
        "Le VPN est actif.",
        "Adresse VPN : 10.4.4.20",
        "Vous pouvez entrer par le VPN, 10.91.4.12.",
        "Le tunnel de télémaintenance est monté.",
        "Le VPN ne répond plus non plus.",
        "L'accès à distance est ouvert.",
        "J'entre encore par le VPN.",
        "Le VPN est tombé avec le reste.",
        "La VPN está arriba.",
        "IP de la VPN: 10.8.0.33",
        "Pueden entrar por la VPN, 10.12.0.9.",
        "El túnel de acceso remoto está activo.",
        "La VPN tampoco contesta.",
        "El acceso remoto sigue funcionando.",
        "Por la VPN todavía entro.",
        "La VPN se cayó también.",
        "A VPN está no ar.",
        "Endereço da VPN: 10.8.3.2",
        "Podem entrar pela VPN, 10.14.0.7.",
        "O túnel de acesso remoto está ativo.",
        "A VPN também não responde.",
        "O acesso remoto continua a funcionar.",
        "Pela VPN ainda entro.",
        "A VPN caiu também.",
    ],
)
def test_the_remote_access_by_its_address_or_its_state_is_a_fact(text: str) -> None:
    assert tells("vpn", text)


@pytest.mark.parametrize(
    "text",
    [
        "Do you need VPN access?",
        "Please set up a VPN for us.",
        "How do I connect to the VPN?",
        "The home users connect through the company VPN and hear nothing.",
        "We will switch the VPN on when you ask.",
        "I can give you VPN access if you want.",
        "The phones lost their address 10.20.4.7.",
        "The server was reachable at 10.8.0.2 before.",
        "Nothing changed on the network.",
        "The remote phones drop their registration.",
        "Remote users cannot call.",
        "I will send the VPN details later.",
        "Braucht ihr einen VPN-Zugang?",
        "Wie richte ich das VPN ein?",
        "Wir schalten das VPN ein, wenn ihr es braucht.",
        "Ich kann euch VPN-Zugang geben.",
        "Die VPN-Daten schicke ich später.",
        "Die Außenstelle telefoniert nicht mehr.",
        "Die Telefone haben die Adresse 10.2.0.4.",
        "Avez-vous besoin d'un accès VPN ?",
        "Comment configurer le VPN ?",
        "J'ouvrirai le VPN si vous voulez.",
        "Je peux vous donner un accès VPN.",
        "J'enverrai les coordonnées VPN plus tard.",
        "Les postes distants ne sonnent plus.",
        "Le poste a l'adresse 10.2.0.4.",
        "¿Necesitan acceso por VPN?",
        "¿Cómo configuro la VPN?",
        "Les abro la VPN cuando quieran.",
        "Puedo darles acceso por VPN.",
        "Mando los datos de la VPN más tarde.",
        "Los teléfonos remotos no timbran.",
        "El aparato tiene la dirección 10.2.0.4.",
        "Precisam de acesso por VPN?",
        "Como configuro a VPN?",
        "Abro a VPN quando quiserem.",
        "Posso dar-vos acesso por VPN.",
        "Envio os dados da VPN mais tarde.",
        "Os telefones remotos não tocam.",
        "O aparelho tem o endereço 10.2.0.4.",
    ],
)
def test_an_offer_a_question_or_another_address_is_no_remote_access(text: str) -> None:
    assert not tells("vpn", text)
