"""Why a licence must change: in five languages, with what only describes its state or asks."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category
from tests.unit.triage.told import tells


@pytest.mark.parametrize(
    "text",
    [
        "The mainboard burned out and was replaced.",
        "The old server died on Saturday.",
        "We moved the virtual machine to a new cluster.",
        "They have outgrown the small box and get a bigger one.",
        "We typed the host id wrong on the order.",
        "They are closing the branch and want the seats at head office.",
        "We ordered the wrong class, Basic instead of Universal.",
        "The renewal was paid but the licence on the box was never updated.",
        "Reason: hardware failure",
        "The system was restored on new hardware after a flood.",
        "The two offices are being merged onto one system.",
        "Die Hauptplatine ist durchgebrannt und wurde getauscht.",
        "Der alte Server ist am Samstag gestorben.",
        "Wir haben die virtuelle Maschine auf einen neuen Host verschoben.",
        "Der Kunde ist gewachsen und bekommt eine größere Anlage.",
        "Bei der Bestellung haben wir die Host-ID falsch abgetippt.",
        "Die Filiale wird geschlossen, die Lizenzen sollen in die Zentrale.",
        "Wir haben die falsche Klasse bestellt.",
        "Der Server ist aus der Wartung gefallen, deshalb der Umzug.",
        "La carte mère a grillé et a été remplacée.",
        "L'ancien serveur est mort samedi.",
        "Nous avons migré la machine virtuelle sur un nouvel hôte.",
        "Le client s'agrandit et passe à un système plus gros.",
        "Nous avons fait une faute de frappe dans l'identifiant.",
        "L'agence ferme et ils veulent garder les licences au siège.",
        "Nous avons commandé la mauvaise classe.",
        "Le renouvellement est payé mais la clé n'est jamais arrivée.",
        "Se quemó la tarjeta madre y la cambiamos.",
        "El servidor viejo murió el sábado.",
        "Migramos la máquina virtual a otro host.",
        "El cliente creció y pasa a una central más grande.",
        "Escribimos mal el identificador en el pedido.",
        "Cierran la sucursal y quieren las licencias en la matriz.",
        "Pedimos la clase equivocada.",
        "El equipo se mojó y lo reemplazamos por otro.",
        "A placa-mãe queimou e foi trocada.",
        "O servidor antigo morreu no sábado.",
        "Migramos a máquina virtual para outro host.",
        "O cliente cresceu e passa para uma central maior.",
        "Escrevemos mal o identificador no pedido.",
        "A filial vai fechar e querem as licenças na sede.",
        "Encomendámos a classe errada.",
        "A renovação foi paga mas a licença nunca foi atualizada.",
    ],
)
def test_what_made_the_change_necessary_is_the_reason(text: str) -> None:
    assert tells("reason", text, Category.LICENCE)


@pytest.mark.parametrize(
    "text",
    [
        "The page says grace period, 4 days left.",
        "The subscription is active until June.",
        "Old host id 50-77B3-E210, new host id 50-77B3-E999.",
        "Please issue the licence before Monday.",
        "What paperwork do you need?",
        "The system is running without problems.",
        "All phones work for now.",
        "Can you send the new file by mail?",
        "The licence page shows an error.",
        "It is a UCX450 on release 7.1.",
        "Call me if anything is missing.",
        "There is no hurry.",
        "If the server fails, what happens to the licence?",
        "Auf der Seite steht: Kulanzzeit noch 4 Tage.",
        "Das Abonnement ist bis Juni bezahlt.",
        "Bitte stellen Sie die Lizenz bis Montag aus.",
        "Welche Unterlagen brauchen Sie?",
        "Die Anlage läuft ohne Probleme.",
        "Es eilt nicht.",
        "Was passiert mit der Lizenz, wenn der Server ausfällt?",
        "La page indique encore 4 jours de grâce.",
        "L'abonnement est valable jusqu'en juin.",
        "Merci d'émettre la licence avant lundi.",
        "Quels documents vous faut-il ?",
        "Le système tourne sans problème.",
        "Rien ne presse.",
        "Que devient la licence si le serveur tombe en panne ?",
        "La página dice que quedan 4 días de gracia.",
        "La suscripción está vigente hasta junio.",
        "Emitan la licencia antes del lunes por favor.",
        "¿Qué papeles necesitan?",
        "El sistema trabaja sin problema.",
        "No hay prisa.",
        "¿Qué pasa con la licencia si falla el servidor?",
        "A página diz que faltam 4 dias de graça.",
        "A subscrição está em dia até junho.",
        "Emitam a licença antes de segunda por favor.",
        "Que documentos precisam?",
        "O sistema trabalha sem problema.",
        "Não há pressa.",
        "O que acontece à licença se o servidor avariar?",
    ],
)
def test_its_state_a_wish_or_a_question_is_no_reason(text: str) -> None:
    assert not tells("reason", text, Category.LICENCE)
