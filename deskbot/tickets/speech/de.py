"""What our letters say in German."""

TEXTS = {
    "hello": "Guten Tag,",
    "redirect-subject": "Zu Ihrer Nachricht",
    "redirect-why": (
        "vielen Dank für Ihre Nachricht. {desk} hilft den Unternehmen, die diese Telefonanlagen einbauen und "
        "betreuen; wer damit telefoniert, bekommt Hilfe von seinem Unternehmen. Wir haben deshalb kein Ticket "
        "eröffnet."
    ),
    "redirect-who": (
        "Am schnellsten hilft Ihnen das Unternehmen, das Ihre Telefonanlage eingebaut hat und betreut: Es kennt Ihre "
        "Anlage und erreicht uns auf direktem Weg. Bitte rufen Sie dort an; der Name steht oft auf einem Aufkleber "
        "am Gerät oder auf den Rechnungen."
    ),
    "redirect-find": "Falls Sie nicht wissen, wer das ist, oder es das Unternehmen nicht mehr gibt: {link}",
    "redirect-danger": (
        "Wenn der Notruf nicht geht oder jemand in Gefahr ist, setzen Sie den Notruf über ein Mobiltelefon ab und "
        "rufen Sie uns sofort an: {phone}."
    ),
    "redirect-reseller": (
        "Wenn Sie selbst Fachhändler von uns sind, antworten Sie auf diese Nachricht mit der Host-ID der Anlage und "
        "dem, was Sie bisher versucht haben: Dann wird daraus ein Ticket."
    ),
    "hello-name": "Hallo {name},",
    "opening": 'wir haben Ihre Nachricht "{subject}" als Ticket {ticket}: {category}, Dringlichkeit {severity}.',
    "category-incident": "Störung",
    "category-rma": "Rücksendung von Hardware (RMA)",
    "category-licence": "Lizenz",
    "category-howto": "Frage",
    "category-access": "Zugang",
    "category-enhancement": "Verbesserung",
    "category-security": "Sicherheit",
    "category-status": "Nachfrage",
    "category-enduser": "Endkunde",
    "category-junk": "Sonstiges",
    "severity-S1": "S1 (kritisch)",
    "severity-S2": "S2 (hoch)",
    "severity-S3": "S3 (gering)",
    "severity-S4": "S4 (Anfrage)",
    "end-user": (
        "Am schnellsten hilft Ihnen das Unternehmen, das Ihre Telefonanlage eingebaut hat und betreut: Es kennt Ihre "
        "Anlage und erreicht uns auf direktem Weg. Bitte rufen Sie dort an; der Name steht oft auf einem Aufkleber "
        "am Gerät oder auf den Rechnungen. Wenn der Notruf nicht geht, rufen Sie uns jetzt an: {phone}."
    ),
    "paged": (
        "Der Bereitschaftsdienst des Service Desk wird jetzt alarmiert. Bitte rufen Sie den Service Desk zusätzlich "
        "an: {phone}."
    ),
    "paged-from": (
        "Der Bereitschaftsdienst wird alarmiert, sobald der Support öffnet: {opens}. Wenn es nicht so lange warten "
        "kann, rufen Sie den Service Desk jetzt an: {phone}. Wenn es dringender ist, antworten Sie auf diese "
        "Nachricht und schreiben Sie, welche Anrufe bei wie vielen Personen nicht gehen."
    ),
    "page-held": (
        "Für diese Nachricht wurde niemand alarmiert. Wenn es dringend ist, rufen Sie den Service Desk jetzt an: "
        "{phone}."
    ),
    "urgent-known": "Der Service Desk weiß, dass es dringend ist. Sie erreichen ihn telefonisch: {phone}.",
    "claimed": (
        'Sie schreiben "{claimed}". Wenn Anrufe nicht gehen oder es schlimmer geworden ist, rufen Sie den Service '
        "Desk jetzt an: {phone}."
    ),
    "phone-ticket": "{phone}, Ticket {ticket}",
    "questions": (
        "Damit wir weiterkommen, brauchen wir Folgendes. Bitte antworten Sie mit der Nummer, oberhalb dieses Textes:"
    ),
    "advice": "Das sieht nach einem bekannten Problem aus: {title}.",
    "advice-language": "Die Schritte sind auf Englisch.",
    "advice-end": "Wenn es damit behoben ist, antworten Sie mit dem Wort: gelöst.",
    "next": (
        "Ab hier macht jemand vom Service Desk weiter. Wenn Sie etwas ergänzen möchten, antworten Sie auf diese "
        "Nachricht ({ticket})."
    ),
    "unproven": (
        "wir haben Ihre Nachricht als Ticket {ticket}. Wir konnten nicht prüfen, wer sie geschickt hat; deshalb "
        "sieht sie sich erst jemand vom Service Desk an, bevor wir hier mehr sagen."
    ),
    "unproven-subject": "Wir haben Ihre Nachricht",
    "added": "Ihre Nachricht steht jetzt bei Ticket {ticket}.",
    "solved": "Das freut uns. Ticket {ticket} gilt als gelöst; jede Antwort öffnet es wieder.",
    "completed": "Danke, Ticket {ticket} enthält nun alles, was der Service Desk für den Anfang braucht.",
    "handed-over": "Danke. Jemand vom Service Desk übernimmt Ticket {ticket} mit dem, was bekannt ist.",
    "taken": "{responder} hat Ticket {ticket} übernommen und arbeitet daran.",
    "taken-phone": "Wenn Sie den Service Desk am Telefon brauchen: {phone}.",
    "unanswered": (
        "Wir haben für Ticket {ticket} alle angerufen, die Bereitschaft haben, und noch niemand hat sich gemeldet."
    ),
    "unanswered-phone": (
        "Bitte rufen Sie den Service Desk jetzt unter {phone} an und nennen Sie das Ticket. Die Leitung des Service "
        "Desk ist ebenfalls benachrichtigt."
    ),
    "reminder": 'Ticket {ticket}, "{subject}", wartet auf Ihre Antwort.',
    "reminder-end": "Ohne Antwort schließen wir es; jede Antwort öffnet es wieder.",
    "closed-by-silence": (
        "wir haben Ticket {ticket} geschlossen, weil wir nichts von Ihnen gehört haben. Jede Antwort öffnet es wieder."
    ),
    "unread": (
        "Wir können Ihre Nachricht nicht ganz maschinell lesen; deshalb sieht sie sich jemand vom Service Desk so "
        "an, wie sie ist. Wenn Anrufe nicht gehen oder es dringend ist, rufen Sie den Service Desk jetzt an: {phone}."
    ),
    "opening-unread": 'wir haben Ihre Nachricht "{subject}" als Ticket {ticket}.',
}
