"""What was well before, is well at somebody else's, or was mended another time ends no outage that is told."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, judged, rules, ticket

OUTAGES = {
    "en": "Nobody at the Harbor Clinic can make or receive calls.",
    "de": "Bei der Kanzlei Reuter sind alle Telefone tot, kein Anruf geht raus oder rein.",
    "fr": "Personne au cabinet Morel ne peut appeler ni être appelé.",
    "es": "No entran ni salen llamadas en la Clínica San Telmo.",
    "pt": "Ninguém na Clínica Boa Vista consegue fazer nem receber chamadas.",
}
BEHIND = {
    "en": (
        "It was working fine yesterday.",
        "Everything was OK until about seven.",
        "The system had been running normally before the upgrade.",
        "Carrier says their side is fixed and up.",
        "The provider tells us everything is back to normal on their end.",
        "They had this before, in March, and it was resolved by a reboot.",
        "They had this in March, it was resolved by a reboot.",
        "Last time it was fixed by a restart.",
        "My last ticket was solved very well, thanks.",
    ),
    "de": (
        "Gestern war alles noch in Ordnung.",
        "Das hatten sie im März, nach einem Neustart war es behoben.",
        "Beim letzten Mal war es nach einem Neustart behoben.",
        "Der Provider sagt, auf seiner Seite ist alles wieder in Ordnung.",
        "Mein letztes Ticket wurde schnell erledigt, danke.",
    ),
    "fr": (
        "Hier tout était normal.",
        "Ils ont eu ça en mars, un redémarrage a tout rétabli.",
        "La dernière fois, c'était résolu par un redémarrage.",
        "L'opérateur dit que tout est rétabli de son côté.",
    ),
    "es": (
        "Ya reiniciamos el router.",
        "Ya cambié el cable.",
        "Ya hablé con el operador.",
        "Tuvieron lo mismo en marzo, quedó resuelto con un reinicio.",
        "La última vez quedó resuelto con un reinicio.",
        "El operador dice que de su lado ya funciona bien.",
    ),
    "pt": (
        "Já reiniciei o roteador.",
        "Já troquei o cabo.",
        "Tiveram o mesmo em março, foi resolvido com um reboot.",
        "Da última vez foi resolvido com um reboot.",
        "A operadora diz que do lado deles voltou ao normal.",
    ),
}


@pytest.mark.parametrize("text", [f"{OUTAGES[spoken]} {more}" for spoken in BEHIND for more in BEHIND[spoken]])
def test_it_ends_no_outage(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize("text", [more for spoken in BEHIND.values() for more in spoken])
def test_it_resolves_no_ticket(text: str) -> None:
    assert not judged(text, writer=PROVEN, earlier=ticket(Severity.S3)).solved


@pytest.mark.parametrize(
    "text",
    [
        "After a reboot everything was fine again.",
        "The carrier fixed their side and the phones are working again.",
        "It was down until nine, now everything is back to normal.",
        "I restarted the router and everything works again.",
        "Reiniciei o roteador e voltou ao normal.",
        "Ya reiniciamos la central y todo quedó bien.",
        "Wie beim letzten Mal: nach dem Neustart läuft alles wieder.",
    ],
)
def test_what_works_again_is_over(text: str) -> None:
    decision = judged(f"Nobody could make or receive calls this morning. {text}", writer=PROVEN)

    assert "over" in rules(decision)
    assert decision.severity is not Severity.S1
