"""Mails of every kind and language, for tests that change something about them and look whether it matters."""

from __future__ import annotations

from deskbot.model.case import Case, Decision
from deskbot.store.playbook_files import read_playbook_files
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet, load_playbooks
from tests.unit.triage.cases import PROVEN, SYSTEM, case

MAILS: dict[str, tuple[str, str]] = {
    "outage": (
        "Site down",
        "Nobody at Acme Dental can make or receive any calls since 9:10 this morning.\n\n"
        "UCX50, release 7.0.14, host id 50-77B3-E210.\n\nWe restarted the server twice, no change.\n\n"
        "Call me on 806 555 0119.",
    ),
    "emergency": (
        "911",
        "Calls to 911 fail from every phone at Acme Dental, the caller hears a fast busy tone.\n\n"
        "All other calls are fine.\n\nHost ID 50-77B3-E210.",
    ),
    "fraud": (
        "Strange calls",
        "We see hundreds of calls to premium numbers abroad that nobody here has made, and they go on right now.\n\n"
        "The bill is at 4,000 dollars.",
    ),
    "one-phone": (
        "Phone dead",
        "One phone at Acme Dental has no dial tone since Monday.\n\nIt is in the break room, nobody needs it today.\n\n"
        "I swapped the cord and rebooted it, no change.",
    ),
    "audio": (
        "One-way audio",
        "All home office users can be heard, but they hear nothing on outside calls.\n\nCalls inside are fine.\n\n"
        "It began when they got new routers.",
    ),
    "voicemail": (
        "Voicemail mails",
        "Voicemail messages no longer arrive by e-mail at Acme Dental.\n\nThe mailboxes themselves work.\n\n"
        "The provider says that SMTP authentication is refused.",
    ),
    "return": (
        "RMA request",
        "Please open an RMA for a handset whose display stays dark.\n\nSerial 4021-88-3711, still under warranty.\n\n"
        "We tested it on two other ports.",
    ),
    "licence": (
        "Licence transfer",
        "Please move the licence to the new server.\n\nOld host id 50-77B3-E210, new host id 50-77B3-E999.\n\n"
        "The old one had a broken board.",
    ),
    "question": (
        "Holiday greeting",
        "How do I record a second greeting for the holidays on a UCX50?\n\nI could not find it in the guide.",
    ),
    "access": (
        "Portal",
        "Please reset my portal password, I am locked out of the partner portal.\n\nMy user name is jfield.",
    ),
    "wish": (
        "Feature request",
        "It would be nice to have caller names in the list of missed calls.\n\n"
        "Please consider adding it in a next release.",
    ),
    "german": (
        "Störung",
        "Bei der Praxis kann seit heute früh niemand mehr telefonieren, weder ankommend noch abgehend.\n\n"
        "Die Anlage ist eine UCX50 mit Version 7.0.14.\n\nWir haben sie neu gestartet, ohne Erfolg.",
    ),
    "french": (
        "Panne",
        "Plus aucun poste ne fonctionne chez notre client, aucun appel entrant ni sortant depuis ce matin.\n\n"
        "Nous avons redémarré le serveur, sans succès.",
    ),
    "spanish": (
        "Sin servicio",
        "Ningún teléfono funciona en la clínica, no entran ni salen llamadas desde esta mañana.\n\n"
        "Reiniciamos el servidor y sigue igual.",
    ),
    "portuguese": (
        "Sem telefone",
        "Nenhum ramal funciona na clínica, não entra nem sai ligação desde hoje cedo.\n\n"
        "Reiniciamos o servidor e continua igual.",
    ),
    "german-question": ("Frage", "Wie kann ich auf der UCX50 eine zweite Sammelgruppe einrichten?"),
}
"""Subject and text by name; the paragraphs of each can be read in any order."""

OUTAGES = ("outage", "german", "french", "spanish", "portuguese")
BOOKS = load_playbooks(read_playbook_files())


def of(name: str, **message: object) -> Case:
    """Return one of the mails as a case of a proven writer."""
    subject, text = MAILS[name]
    return written(text, subject, **message)


def written(text: str, subject: str, **message: object) -> Case:
    """Return a mail as a case of a proven writer."""
    return case(text, subject, writer=PROVEN, systems=(SYSTEM,), message=message)


def judged(one: Case, playbooks: PlaybookSet = BOOKS) -> Decision:
    """Return what triage makes of a case, with the playbooks that come with deskbot."""
    return decide(one, playbooks)


def verdict(one: Case, playbooks: PlaybookSet = BOOKS) -> tuple[str, str, str | None]:
    """Return category, severity and playbook."""
    decision = judged(one, playbooks)
    return decision.category.value, decision.severity.value, decision.playbook
