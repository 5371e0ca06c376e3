"""Every fact can be told and set right by its name before a colon, in each language that we write."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from deskbot.triage.registry import all_diagnostics
from tests.unit.triage.cases import PROVEN, fact, judged, ticket, values

YES = {"en": "yes", "de": "ja", "es": "sí", "fr": "oui", "pt": "sim"}
RMA = ("serial", "parent_serial", "child_registered", "tests", "ship_to", "users_down", "warranty")
LICENCE = ("old_host_id", "new_host_id", "reason", "subscription")
BEFORE_AND_AFTER = {
    "customer": ("Acme Dental", "Bay Hotel"),
    "callback": ("806 555 0119", "972 555 0143"),
    "symptom": ("one phone dead", "echo on all calls"),
    "host_id": ("11-AAAA-0001", "50-77B3-E211"),
    "impact": ("one user", "12 users"),
    "serial": ("9999-0001", "1802-4471"),
    "parent_serial": ("11-0000-0001", "3G-88C1-0457"),
    "child_registered": ("no", ""),
    "tests": ("none", "self test, fails"),
    "ship_to": ("1 Old St", "12 Main St, Austin TX 78701"),
    "users_down": ("no", ""),
    "warranty": ("no", ""),
    "old_host_id": ("11-AAAA-0001", "50-77B3-E210"),
    "new_host_id": ("11-AAAA-0002", "50-77B3-E211"),
    "reason": ("upgrade", "server died"),
    "subscription": ("unknown state", "active until 2027-03-01"),
    "model": ("UCX50", "UCX450"),
    "release": ("6.0.1", "7.0.2"),
    "tried": ("rebooted", "swapped the switch, no change"),
    "scenario": ("old scenario", "mobile to main number"),
    "started_at": ("2026-10-01", "2026-11-15 09:30"),
    "frequency": ("intermittent", "constant"),
    "changed": ("new phones", "new router"),
    "backup": ("2026-01-01", "2026-11-10"),
    "examples": ("old example", "555 0101 to 555 0102 at 9:12, 503"),
    "network": ("dsl", "100 Mbit, no loss"),
    "carrier": ("trunk down", "trunk up, ticket 88172"),
    "vpn": ("10.9.9.9", "10.8.0.12"),
    "site_contact": ("Bob", "Ann Lee, until 17:00"),
}
"""No value after: a word for yes."""
NAMES = {
    "customer": {
        "en": ["customer", "end customer", "client"],
        "de": ["Kunde", "Endkunde", "Kundenname"],
        "es": ["cliente", "cliente final", "nombre del cliente"],
        "fr": ["client", "client final", "nom du client"],
        "pt": ["cliente", "cliente final", "nome do cliente"],
    },
    "callback": {
        "en": ["callback", "phone", "callback number", "phone number"],
        "de": ["Rückruf", "Rückrufnummer", "Telefon", "Telefonnummer"],
        "es": ["teléfono", "número de contacto", "número", "teléfono de contacto"],
        "fr": ["téléphone", "numéro de rappel", "rappel", "tél"],
        "pt": ["telefone", "número de contato", "retorno", "telefone de contato"],
    },
    "symptom": {
        "en": ["symptom", "problem", "fault"],
        "de": ["Symptom", "Fehler", "Problem", "Störung"],
        "es": ["síntoma", "problema", "falla", "avería"],
        "fr": ["symptôme", "problème", "panne"],
        "pt": ["sintoma", "problema", "falha", "defeito"],
    },
    "host_id": {
        "en": ["host id", "host_id", "hostid", "Host-ID"],
        "de": ["Host-ID", "Host ID", "Anlagen-ID", "System-ID"],
        "es": ["host id", "ID del host", "id de host", "ID del sistema"],
        "fr": ["host id", "ID d'hôte", "id du système"],
        "pt": ["host id", "ID do host", "ID do sistema"],
    },
    "impact": {
        "en": ["impact", "affected", "users affected"],
        "de": ["Auswirkung", "betroffen", "Auswirkungen", "Betroffene"],
        "es": ["impacto", "afectados", "usuarios afectados"],
        "fr": ["impact", "utilisateurs touchés", "utilisateurs concernés"],
        "pt": ["impacto", "afetados", "usuários afetados"],
    },
    "serial": {
        "en": ["serial", "serial number", "S/N", "SN"],
        "de": ["Seriennummer", "Serien-Nr", "Serien-Nr."],
        "es": ["número de serie", "serie", "n.º de serie", "nº de serie"],
        "fr": ["numéro de série", "n° de série", "No de série"],
        "pt": ["número de série", "nº de série", "série"],
    },
    "parent_serial": {
        "en": ["parent serial", "parent serial number", "parent_serial"],
        "de": ["Seriennummer der Anlage", "Seriennummer Anlage"],
        "es": ["serie del sistema", "número de serie del sistema principal"],
        "fr": ["numéro de série du système"],
        "pt": ["número de série do sistema", "série do sistema"],
    },
    "child_registered": {
        "en": ["registered", "child registered", "child_registered"],
        "de": ["registriert"],
        "es": ["registrado"],
        "fr": ["enregistré"],
        "pt": ["registrado"],
    },
    "tests": {
        "en": ["tests", "tests run"],
        "de": ["Tests", "Prüfungen"],
        "es": ["pruebas", "pruebas hechas"],
        "fr": ["tests", "essais"],
        "pt": ["testes", "testes feitos"],
    },
    "ship_to": {
        "en": ["ship to", "shipping address", "ship_to"],
        "de": ["Lieferadresse", "Adresse", "Versandadresse"],
        "es": ["dirección", "dirección de envío"],
        "fr": ["adresse", "adresse de livraison"],
        "pt": ["endereço", "endereço de entrega"],
    },
    "users_down": {
        "en": ["users down", "users_down"],
        "de": ["Benutzer ohne Telefon", "Nutzer betroffen"],
        "es": ["usuarios sin servicio"],
        "fr": ["utilisateurs sans service", "utilisateurs sans téléphone"],
        "pt": ["usuários sem serviço", "usuários parados"],
    },
    "warranty": {
        "en": ["warranty", "under warranty", "in use since", "purchase date"],
        "de": ["Garantie", "in Garantie", "Kaufdatum", "in Betrieb seit"],
        "es": ["garantía", "en garantía", "fecha de compra"],
        "fr": ["garantie", "sous garantie", "date d'achat"],
        "pt": ["garantia", "na garantia", "data de compra"],
    },
    "old_host_id": {
        "en": ["old host id", "old_host_id", "old id"],
        "de": ["alte Host-ID"],
        "es": ["Host ID anterior", "host id antiguo"],
        "fr": ["ancien Host ID", "ancien ID"],
        "pt": ["Host ID antigo", "host id anterior"],
    },
    "new_host_id": {
        "en": ["new host id", "new_host_id", "new id"],
        "de": ["neue Host-ID"],
        "es": ["Host ID nuevo", "nuevo Host ID"],
        "fr": ["nouveau Host ID", "nouvel ID"],
        "pt": ["Host ID novo", "novo Host ID"],
    },
    "reason": {
        "en": ["reason"],
        "de": ["Grund"],
        "es": ["motivo", "razón"],
        "fr": ["raison", "motif"],
        "pt": ["motivo", "razão"],
    },
    "subscription": {
        "en": ["subscription"],
        "de": ["Subscription", "Wartung", "Abonnement"],
        "es": ["suscripción"],
        "fr": ["abonnement", "souscription"],
        "pt": ["assinatura", "subscrição"],
    },
    "model": {
        "en": ["model", "system", "system type"],
        "de": ["Modell", "Anlagentyp", "Anlage", "Typ"],
        "es": ["modelo", "sistema", "tipo de sistema"],
        "fr": ["modèle", "système", "type de système"],
        "pt": ["modelo", "sistema", "tipo de sistema"],
    },
    "release": {
        "en": ["version", "release", "software release"],
        "de": ["Version", "Softwarestand", "Release", "Stand", "Softwareversion"],
        "es": ["versión", "versión de software", "release"],
        "fr": ["version", "version logicielle", "version du logiciel", "Version"],
        "pt": ["versão", "versão do software", "release"],
    },
    "tried": {
        "en": ["tried", "steps taken", "already tried"],
        "de": ["versucht", "bisher versucht", "Maßnahmen", "Versuche"],
        "es": ["probado", "intentado", "acciones"],
        "fr": ["essayé", "déjà essayé", "actions"],
        "pt": ["tentado", "já tentado", "testado"],
    },
    "scenario": {
        "en": ["scenario"],
        "de": ["Szenario"],
        "es": ["escenario"],
        "fr": ["scénario"],
        "pt": ["cenário"],
    },
    "started_at": {
        "en": ["started", "since", "started_at", "start"],
        "de": ["seit", "Beginn"],
        "es": ["desde", "inicio", "comienzo"],
        "fr": ["depuis", "début"],
        "pt": ["desde", "início"],
    },
    "frequency": {
        "en": ["frequency"],
        "de": ["Häufigkeit"],
        "es": ["frecuencia"],
        "fr": ["fréquence"],
        "pt": ["frequência"],
    },
    "changed": {
        "en": ["changed", "changes"],
        "de": ["Änderung", "Änderungen", "geändert"],
        "es": ["cambio", "cambios"],
        "fr": ["changement", "changements", "modification"],
        "pt": ["mudança", "mudanças", "alterações"],
    },
    "backup": {
        "en": ["backup", "last backup"],
        "de": ["Datensicherung", "letzte Datensicherung", "Backup", "Sicherung"],
        "es": ["respaldo", "último respaldo", "copia de seguridad"],
        "fr": ["sauvegarde", "dernière sauvegarde"],
        "pt": ["backup", "último backup"],
    },
    "examples": {
        "en": ["examples"],
        "de": ["Beispiele"],
        "es": ["ejemplos"],
        "fr": ["exemples"],
        "pt": ["exemplos"],
    },
    "network": {
        "en": ["network"],
        "de": ["Netz", "Netzwerk"],
        "es": ["red"],
        "fr": ["réseau"],
        "pt": ["rede"],
    },
    "carrier": {
        "en": ["carrier", "provider", "trunk"],
        "de": ["Provider", "Anbieter", "Betreiber", "Trunk"],
        "es": ["operador", "proveedor", "troncal"],
        "fr": ["opérateur", "fournisseur"],
        "pt": ["operadora", "provedor", "tronco"],
    },
    "vpn": {
        "en": ["vpn", "remote access"],
        "de": ["VPN", "Fernwartung", "Fernzugriff"],
        "es": ["VPN", "acceso remoto"],
        "fr": ["VPN", "accès distant"],
        "pt": ["VPN", "acesso remoto"],
    },
    "site_contact": {
        "en": ["site contact", "on-site contact", "site_contact"],
        "de": ["Ansprechpartner", "Ansprechpartner vor Ort", "Kontakt vor Ort"],
        "es": ["contacto en sitio", "contacto en el sitio"],
        "fr": ["contact sur place", "contact sur site"],
        "pt": ["contato no local"],
    },
}
CASES = [(key, language, name) for key, names in NAMES.items() for language in names for name in names[language]]


def told(text: str, key: str, value: str, language: str) -> str | None:
    """Return what a mail makes of a fact that a ticket has, or has not where the value is empty."""
    category = Category.RMA if key in RMA else Category.LICENCE if key in LICENCE else Category.INCIDENT
    held = (fact(key, value),) if value else ()
    earlier = ticket(Severity.S3, category, findings=held, asked=1, language=language)
    return values(judged(text, "Re: Phones", writer=PROVEN, earlier=earlier)).get(key)


@pytest.mark.parametrize(("key", "language", "name"), CASES)
def test_a_fact_is_told_and_set_right_by_its_name(key: str, language: str, name: str) -> None:
    before, after = BEFORE_AND_AFTER[key]
    after = after or YES[language]

    assert told(f"{name}: {after}", key, "", language) == after
    assert told(f"{name} : {after}", key, before, language) == after


def test_no_fact_is_forgotten() -> None:
    assert set(NAMES) == {one.key for one in all_diagnostics()} - {"evidence"}
    assert all(set(names) == set(YES) for names in NAMES.values())
