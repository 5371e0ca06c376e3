"""Calls to far places that people make themselves may sound bad or drop: no fraud, whatever the country is called."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.sample import verdict, written

HEARD_ON_ONE_SIDE = [
    "Calls to Cuba have one-way audio, they cannot hear us.",
    "Calls to Ghana connect but nobody hears anything.",
    "Gespräche nach Tunesien: Wir hören sie, sie hören uns nicht.",
    "Les appels internationaux vers Cuba passent mais on n'entend rien côté client.",
    "Quand on appelle Cuba, le correspondant ne nous entend pas.",
    "Las llamadas a Cuba tienen audio en un solo sentido, ellos no nos escuchan.",
    "Audio unidireccional en llamadas a Cuba.",
    "Calls to Cuba have one-sided audio.",
    "Anrufe nach Kuba haben nur einseitigen Ton.",
    "Les appels vers Cuba n'ont le son que dans un sens.",
    "Las llamadas a Cuba tienen audio de un solo lado.",
    "As ligações para Cuba estão mudas de um lado.",
    "As chamadas para Cuba ficam com áudio em um só sentido, eles não nos ouvem.",
    "Nas chamadas para Cuba só um lado ouve.",
    "Quando ligamos para Cuba ninguém nos ouve do outro lado, as nacionais estão normais.",
]
END_BY_THEMSELVES = [
    ("Calls to Latvia drop after 30 seconds.", "drop-at-32-seconds"),
    ("Calls to Kenya hang up after half a minute.", "drop-at-32-seconds"),
    ("Anrufe nach Lettland brechen nach 30 Sekunden ab.", "drop-at-32-seconds"),
    ("Les appels vers la Lettonie coupent après 30 secondes.", "drop-at-32-seconds"),
    ("Las llamadas a Letonia se cortan a los 30 segundos.", "drop-at-32-seconds"),
    ("As chamadas para a Letônia caem depois de 30 segundos.", "drop-at-32-seconds"),
    ("Anrufe ins Ausland brechen nach 15 Minuten ab.", "drop-on-session-timer"),
    ("As ligações internacionais caem aos 15 minutos.", "drop-on-session-timer"),
]
SOUND_BAD = [
    "International calls have echo.",
    "Calls to Nigeria: choppy, we only hear half of what they say.",
    "Notre commercial à Tunis : la voix est hachée sur les appels vers la Tunisie.",
    "Chamadas para Angola ficam picotadas e com eco.",
]
NOBODY_MADE_THEM = [
    "Calls to Latvia drop after 30 seconds and the next one starts, all night, nobody is there.",
    "Strange calls to Cuba, with one-way audio.",
    "Calls to Cuba are going out on their own, we hear nothing on them.",
    "The provider warned us: 400 calls to Cuba, each with poor quality and cut after 30 seconds.",
    "Anrufe nach Kuba die ganze Nacht, niemand im Haus, jeder bricht nach 30 Sekunden ab.",
    "Rechnung: 900 Minuten nach Kuba, das waren wir nicht, die Gespräche haben auch Echo.",
    "Appels vers Cuba que personne n'a passés, chaque appel coupe après 30 secondes.",
    "Ces appels vers la Somalie, personne ne les a passés.",
    "Hay llamadas a Cuba de madrugada que nadie hizo; además el audio se corta.",
    "A noite toda saem ligações para Cuba, caem depois de 30 segundos e recomeçam.",
]


@pytest.mark.parametrize("text", HEARD_ON_ONE_SIDE)
def test_calls_abroad_that_one_side_does_not_hear_are_one_way_audio(text: str) -> None:
    assert verdict(written(text, "")) in (("incident", "S3", "one-way-audio"), ("incident", "S2", "one-way-audio"))


@pytest.mark.parametrize(("text", "playbook"), END_BY_THEMSELVES)
def test_calls_abroad_that_end_by_themselves_have_the_playbook_of_calls_that_drop(text: str, playbook: str) -> None:
    assert verdict(written(text, "")) == ("incident", "S3", playbook)


@pytest.mark.parametrize("text", SOUND_BAD)
def test_calls_abroad_that_sound_bad_are_no_fraud(text: str) -> None:
    category, severity, playbook = verdict(written(text, ""))

    assert category == "incident"
    assert severity != Severity.S1.value
    assert playbook in ("echo", "choppy-audio")


@pytest.mark.parametrize("text", NOBODY_MADE_THEM)
def test_calls_abroad_that_nobody_made_stay_fraud_however_they_sound(text: str) -> None:
    assert verdict(written(text, ""))[0] == "security"


@pytest.mark.parametrize(
    "text",
    [
        "No calls in or out at all, and the calls to Cuba yesterday had echo.",
        "Calls to Cuba have echo, and since noon no call comes in or goes out.",
        "Keine Anrufe rein oder raus, und die Gespräche nach Kuba gestern hatten Echo.",
        "Aucun appel ne passe, ni entrant ni sortant, et hier les appels vers Cuba avaient de l'écho.",
        "No entran ni salen llamadas, y ayer las llamadas a Cuba tenían eco.",
        "Não entra nem sai ligação, e ontem as chamadas para Cuba tinham eco.",
    ],
)
def test_how_calls_abroad_sound_hides_no_outage_that_is_told_beside(text: str) -> None:
    assert verdict(written(text, ""))[:2] == ("incident", "S1")


@pytest.mark.parametrize(
    "text",
    [
        "Calls to Cuba have echo, and the calls to Miami are fine.",
        "Calls to Cuba drop after 30 seconds, and nobody there hears us.",
        "Die Gespräche nach Kuba haben Echo, und sonst hört man alles gut.",
        "Les appels vers Cuba ont de l'écho, et le reste marche bien.",
        "Las llamadas a Cuba tienen eco, y las demás están bien.",
        "As chamadas para Cuba têm eco, e as outras estão boas.",
    ],
)
def test_calls_abroad_that_sound_bad_beside_others_that_go_are_no_outage(text: str) -> None:
    assert verdict(written(text, ""))[:2] == ("incident", "S3")


@pytest.mark.parametrize(
    "text",
    [
        "The operator warned us about calls to Cuba, poor quality.",
        "Our phone company alerted us to 14 calls to Cuba, and their quality is poor.",
        "Provider warns of fraud. Calls to Cuba have poor quality.",
        "The provider warns of suspected misuse: calls to Cuba, with poor quality.",
        "Der Anbieter warnt uns vor Gesprächen nach Kuba, schlechte Qualität.",
        "Le fournisseur nous signale des appels vers Cuba, mauvaise qualité.",
        "El proveedor nos advirtió de llamadas a Cuba, mala calidad.",
        "O fornecedor alertou para chamadas para Cuba, má qualidade.",
    ],
)
def test_calls_that_a_carrier_warns_of_are_fraud_however_they_sound(text: str) -> None:
    assert verdict(written(text, ""))[:2] == ("security", "S1")


@pytest.mark.parametrize(
    "text",
    [
        "The carrier warned us of poor quality on calls to Cuba.",
        "Our provider alerted us to jitter on the calls to Cuba, they are choppy.",
        "Der Anbieter warnt vor schlechter Qualität bei Gesprächen nach Kuba.",
        "L'opérateur nous signale une mauvaise qualité sur les appels vers Cuba.",
        "El operador nos avisó de mala calidad en las llamadas a Cuba.",
        "A operadora avisou de má qualidade nas chamadas para Cuba.",
    ],
)
def test_a_carrier_that_warns_of_the_quality_warns_of_no_fraud(text: str) -> None:
    category, severity, _ = verdict(written(text, ""))

    assert (category, severity) in (("incident", "S3"), ("incident", "S2"))
