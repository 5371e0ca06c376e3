"""The diagnostics' questions in German."""

from __future__ import annotations

from deskbot.triage.questions.wording import Wording

QUESTIONS = {
    "customer": (
        "Wer ist der Endkunde?",
        "Name des Endkunden?",
    ),
    "callback": (
        "Unter welcher Telefonnummer erreichen wir Sie?",
        "Ihre Rückrufnummer?",
    ),
    "symptom": (
        "Was genau geht nicht, und wie zeigt es sich?",
        "Was genau geht nicht?",
    ),
    "host_id": (
        "Wie lautet die Host-ID (oder Seriennummer) der Anlage?",
        "Host-ID oder Seriennummer der Anlage?",
    ),
    "impact": (
        ("Wer ist betroffen: wie viele Benutzer oder Standorte, Anrufe hinein oder hinaus, und gibt es einen Ausweg?"),
        "Wie viele Benutzer oder Standorte?",
    ),
    "serial": (
        "Wie lautet die Seriennummer des defekten Geräts?",
        "Seriennummer des defekten Geräts?",
    ),
    "parent_serial": (
        "Wie lautet die Seriennummer der übergeordneten Anlage?",
        "Seriennummer der Anlage?",
    ),
    "child_registered": (
        "Ist die Seriennummer des Geräts in Serial Number Records unter ihrer Anlage registriert (ja/nein)?",
        "Seriennummer registriert (ja/nein)?",
    ),
    "tests": (
        "Welche Diagnosetests wurden am Gerät gemacht, und mit welchem Ergebnis?",
        "Tests, und Ergebnisse?",
    ),
    "ship_to": (
        "An welche Adresse und zu wessen Händen soll der Ersatz gehen?",
        "Lieferadresse?",
    ),
    "users_down": (
        "Können Benutzer ohne das Gerät nicht arbeiten, und wie viele?",
        "Benutzer ohne Telefon (ja/nein, wie viele)?",
    ),
    "warranty": (
        "Ist das Gerät in der Garantie, und seit wann ist es in Betrieb?",
        "In der Garantie? Seit wann in Betrieb?",
    ),
    "old_host_id": (
        "Wie lautet die alte Host-ID (der jetzigen Lizenz)?",
        "Alte Host-ID?",
    ),
    "new_host_id": (
        "Wie lautet die neue Host-ID (die die Lizenz haben soll)?",
        "Neue Host-ID?",
    ),
    "reason": (
        "Warum muss die Lizenz geändert werden (Ausfall, Umzug, Upgrade, vertippte ID)?",
        "Warum muss die Lizenz geändert werden?",
    ),
    "subscription": (
        "Ist die Subscription der Anlage aktiv, und bis wann?",
        "Subscription aktiv bis?",
    ),
    "model": (
        "Um welche Anlage geht es (UCX50, Galaxy 3000G …)?",
        "Anlagentyp?",
    ),
    "release": (
        "Welchen Softwarestand hat die Anlage?",
        "Softwarestand?",
    ),
    "tried": (
        "Was haben Sie bisher versucht, und was hat jeder Schritt ergeben?",
        "Was haben Sie versucht?",
    ),
    "scenario": (
        "Welche Anrufe gehen nicht: von wo, wohin, in welcher Richtung?",
        "Welche Anrufe gehen nicht (von, nach)?",
    ),
    "started_at": (
        "Seit wann besteht der Fehler (Datum, Uhrzeit, Zeitzone)?",
        "Seit wann?",
    ),
    "frequency": (
        "Besteht er ständig oder zeitweise, und wie oft tritt er auf?",
        "Ständig oder zeitweise?",
    ),
    "changed": (
        "Was wurde vorher geändert (Netz, Anbieter, Software, Hardware, Strom)?",
        "Was wurde vorher geändert?",
    ),
    "backup": (
        "Von wann ist die letzte gute Datensicherung?",
        "Letzte gute Datensicherung?",
    ),
    "examples": (
        (
            "Zwei oder drei Anrufe, die nicht gingen: wer rief wen an, wann (mit Zeitzone), und welcher SIP-Code, "
            "falls bekannt?"
        ),
        "2-3 fehlerhafte Anrufe mit Uhrzeit?",
    ),
    "evidence": (
        (
            "Können Sie ein Log, einen Trace oder ein Bild des Fehlers anhängen? (Ein Mitschnitt kann Gespräche und "
            "Passwörter enthalten.)"
        ),
        "Log, Trace oder Bild?",
    ),
    "network": (
        "Was ist über das Netz bekannt (Bandbreite, Latenz, Jitter, Verlust, NAT, Firewall)?",
        "Netz: Verlust, Jitter, NAT, Firewall?",
    ),
    "carrier": (
        "Was sagen Trunk oder Anschluss und der Anbieter (Zustand, Alarme, dessen Ticketnummer)?",
        "Zustand des Trunks, Ticket des Anbieters?",
    ),
    "vpn": (
        "Ist das Fernwartungs-VPN verbunden, und unter welcher Adresse?",
        "Fernwartungs-VPN verbunden? Adresse?",
    ),
    "site_contact": (
        "Wer ist für Arbeiten vor Ort da, und bis wann?",
        "Wer ist vor Ort?",
    ),
}

OPTIONS: dict[str, tuple[str, ...]] = {
    "impact": ("Ein Benutzer", "Mehrere Benutzer", "Alle am Standort", "Mehrere Standorte"),
    "frequency": ("Dauernd", "Zeitweise", "Es war einmal"),
    "child_registered": ("Ja", "Nein"),
}
LABELS: dict[str, tuple[str, ...]] = {
    "customer": ("kundenname",),
    "symptom": (
        "storungsbild",
        "symptome?",
    ),
    "impact": (
        "auswirkungen",
        "betroffene( benutzer)?",
    ),
    "parent_serial": (r"serien-?(nummer|nr\.?) (der )?(anlage|haupt(anlage|system))",),
    "child_registered": ("(seriennummer )?registriert",),
    "tests": ("prufungen",),
    "ship_to": ("versandadresse",),
    "users_down": ("(benutzer|nutzer) (ohne telefon|betroffen|ohne dienst)",),
    "warranty": ("kaufdatum", "garantie(ende|zeit|status)"),
    "subscription": ("lizenz-?abo",),
    "tried": (
        "ma(ss|s|ß)nahmen",
        "versuche",
    ),
    "started_at": (
        "beginn",
        "beginnt? am",
    ),
    "changed": ("geandert",),
    "backup": ("letztes backup",),
    "network": ("netz",),
    "carrier": ("anbieter",),
    "vpn": ("fernwartung",),
    "site_contact": ("kontakt vor ort",),
    "host_id": ("(anlagen|system)-?id",),
}
"""What stands before a colon where a fact is told or corrected, beside what the diagnostic's own file has."""

CLAIMED = Wording(
    "Sie schrieben, {thing} sei angehängt; angekommen ist aber keine Datei. Können Sie sie noch einmal senden?",
    "Sie schrieben, {names} sei angehängt; angekommen ist diese Datei nicht. Können Sie sie noch einmal senden?",
    "Sie schrieben, {names} seien angehängt; angekommen sind sie nicht. Können Sie sie noch einmal senden?",
    "Kein Anhang angekommen. Noch einmal senden?",
    ("ein Bild", "eine Aufnahme", "ein Mitschnitt", "ein Log", "eine Datei"),
)
"""How it asks for a file that was spoken of and did not come."""
