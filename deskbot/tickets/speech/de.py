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
    "paged-later": (
        "Der Bereitschaftsdienst wird hierfür alarmiert: {opens}, denn bis dahin sind Wartungsarbeiten. Wenn es "
        "nicht so lange warten kann, rufen Sie den Service Desk jetzt an: {phone}. Wenn es dringender ist, "
        "antworten Sie auf diese Nachricht und schreiben Sie, welche Anrufe bei wie vielen Personen nicht gehen."
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
    "advice-end": "Ist es damit gelöst? Antworten Sie mit ja oder nein.",
    "promise": "Jemand vom Service Desk antwortet Ihnen persönlich bis {by}.",
    "next": (
        "Ab hier macht jemand vom Service Desk weiter. Wenn Sie etwas ergänzen möchten, antworten Sie auf diese "
        "Nachricht ({ticket})."
    ),
    "unproven": (
        "wir haben Ihre Nachricht als Ticket {ticket}. Wir konnten nicht prüfen, wer sie geschickt hat; deshalb "
        "sieht sie sich erst jemand vom Service Desk an, bevor wir hier mehr sagen."
    ),
    "unproven-subject": "Wir haben Ihre Nachricht",
    "noted": "In Ticket {ticket} steht jetzt: {facts}.",
    "added": "Ihre Nachricht steht jetzt bei Ticket {ticket}.",
    "reopened": (
        "Ticket {ticket} ist wieder offen, und Ihre Nachricht steht darin: Jemand vom Service Desk macht hier weiter."
    ),
    "solved": "Das freut uns. Ticket {ticket} gilt als gelöst; jede Antwort öffnet es wieder.",
    "completed": "Danke, Ticket {ticket} enthält nun alles, was der Service Desk für den Anfang braucht.",
    "completed-but": (
        "Danke, der Service Desk kann jetzt mit Ticket {ticket} anfangen. Von dem, was er dafür ansieht, "
        "ist noch offen: {items}. Bitte ergänzen Sie es, wenn Sie es haben; nichts wartet darauf."
    ),
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
    "suggested": 'jemand vom Service Desk hat sich Ticket {ticket}, "{subject}", angesehen und schlägt dies vor.',
    "closed-by-silence": (
        "wir haben Ticket {ticket} geschlossen, weil wir nichts von Ihnen gehört haben. Jede Antwort öffnet es wieder."
    ),
    "unread": (
        "Wir können Ihre Nachricht nicht ganz maschinell lesen; deshalb sieht sie sich jemand vom Service Desk so "
        "an, wie sie ist. Wenn Anrufe nicht gehen oder es dringend ist, rufen Sie den Service Desk jetzt an: {phone}."
    ),
    "opening-unread": 'wir haben Ihre Nachricht "{subject}" als Ticket {ticket}.',
    "if-you-have-it": "(falls Sie es haben)",
    "questions-helpful": "Folgendes würde helfen, falls Sie es haben; es wartet nichts darauf:",
    "rma-list": (
        "Das sieht sich der Service Desk bei einer Rücksendung an; bitte ergänzen Sie, was nicht angekreuzt ist:"
    ),
    "rma-warranty": "das Gerät ist in der Garantie (seit wann es in Betrieb ist)",
    "rma-serial": "die Seriennummer des defekten Geräts",
    "rma-child": "diese Seriennummer ist in Serial Number Records unter der ihrer Anlage registriert",
    "rma-tests": "die Diagnosetests seiner Anleitung, jeder mit seinem Ergebnis",
    "rma-picture": "Bildschirmfotos, ein Foto oder ein Video, die den Fehler zeigen",
    "rma-ship": "die Adresse für einen Ersatz, mit Ansprechpartner, Telefonnummer und Mailadresse",
    "rma-server": (
        "Wenn der UCX-Server selbst ausgefallen ist, schreiben Sie das, und ob Sie eine Ersatzanlage haben: Dann "
        "kann der Service Desk eine befristete Lizenz prüfen, damit der Kunde so lange mit der Ersatzanlage arbeitet."
    ),
    "rma-decision": (
        "Über die Rücksendung entscheidet jemand vom Service Desk und schreibt Ihnen hier. Bitte schicken Sie vorher "
        "nichts zurück."
    ),
    "rma-policy": "Die Regeln für Rücksendungen: {link}",
    "licence-needs": (
        "Für eine Lizenzübertragung braucht der Service Desk die alte und die neue Host-ID, den Grund (Ausfall, "
        "Umzug, Upgrade, vertippte ID) und ob die Subscription der Anlage aktiv ist. Ist Hardware ausgefallen, "
        "nennen Sie das Ticket ihrer Rücksendung, und ob die alte Anlage noch startet."
    ),
    "licence-decision": (
        "Jemand vom Service Desk sieht es sich an und entscheidet; vorher lässt sich dazu nichts sagen."
    ),
    "licence-policy": "Die Regeln für Lizenzübertragungen: {link}",
    "howto-documentation": "Die Produktdokumentation steht hier: {link}",
    "howto-level": (
        "Konfiguration, Umzüge, Ergänzungen und Änderungen gehören zu Level 1 und Level 2 und damit zu Ihrem eigenen "
        "Unternehmen; am schnellsten helfen Kollegen, die es schon gemacht haben."
    ),
    "howto-fault": (
        "Wenn die Anlage nicht tut, was in der Dokumentation steht, ist es ein Fehler: Antworten Sie auf diese "
        "Nachricht mit der Host-ID, dem Softwarestand, den Anrufen oder Schritten, die nicht gehen, und dem, was Sie "
        "versucht haben."
    ),
    "howto-quotation": "Angebote und Bestellungen macht man mit dem Werkzeug im Portal: {link}",
    "howto-provisioning": "Telefone provisioniert man mit dem Werkzeug im Portal: {link}",
    "howto-training": "Termine und Inhalte der Schulung: {link}",
    "access-own": (
        "Zugänge Ihrer eigenen Leute legt der Administrator Ihres Unternehmens im Partnerportal an, entsperrt sie "
        "und löscht sie; der Service Desk hilft, wo das nicht geht."
    ),
    "access-portal": "Das Partnerportal: {link}",
    "access-people": (
        "Diese Personen Ihres Unternehmens dürfen nach unserer Liste Tickets eröffnen: {names}. Fehlt jemand, oder "
        "ist jemand nicht mehr da, soll Ihr Administrator uns das hier schreiben."
    ),
    "access-untrained": (
        "Nach unserer Liste haben diese Personen die Einführungsschulung noch nicht besucht: {names}. Bis dahin kann "
        "der Service Desk ihnen den Zugang verweigern."
    ),
    "access-training": "Wer Zugang zum Service Desk bekommt, soll die Einführungsschulung zum Produkt besucht haben.",
    "access-training-page": "Die Produktschulung: {link}",
    "expired": (
        "Nach unseren Unterlagen ist die Subscription dieser Anlage abgelaufen und muss vielleicht erneuert werden. "
        "Wir nehmen Ihr Ticket trotzdem auf, und wer daran arbeitet, schreibt Ihnen dazu. Wenn unsere Unterlagen "
        "nicht stimmen, sagen Sie uns das bitte hier."
    ),
    "not-helped": (
        "Danke für die Rückmeldung. Das Ticket liegt jetzt bei jemandem vom Service Desk, der hier weitermacht."
    ),
    "rate": 'Ticket {ticket}, "{subject}", ist geschlossen.',
    "rate-how": (
        "Wie waren wir? Antworten Sie mit einer Zahl von 1 (schlecht) bis 5 (sehr gut) und, wenn Sie mögen, einem Wort."
    ),
    "rate-open": "Wenn es nicht gelöst ist, schreiben Sie das in Ihre Antwort: Damit wird das Ticket wieder geöffnet.",
    "paged-already": (
        "Der Bereitschaftsdienst des Service Desk ist dafür bereits alarmiert. Bitte rufen Sie den Service Desk "
        "zusätzlich an: {phone}."
    ),
    "taken-already": (
        "{responder} vom Service Desk hat den Fall bereits übernommen und arbeitet daran. Falls Sie den Service "
        "Desk am Telefon brauchen: {phone}."
    ),
    "hands-on": (
        'Wir brauchen Ihre Hände vor Ort für Folgendes. Bitte antworten Sie mit dem Buchstaben, zum Beispiel "A '
        'erledigt" oder "A nicht erledigt: vor Freitag kein Zutritt", und was Sie gesehen haben:'
    ),
    "task-overdue": (
        "zu Ticket {ticket} haben wir um Arbeit vor Ort gebeten und noch nicht gehört, ob sie erledigt ist:"
    ),
    "task-overdue-end": (
        'Bitte antworten Sie "{letter} erledigt" oder was Sie daran hindert. Der Service Desk wartet darauf.'
    ),
    "solved-together": (
        'die Störung hinter Ticket {ticket}, "{subject}", ist behoben, soweit der Service Desk sehen kann. Ist sie'
        " auch bei Ihnen behoben?"
    ),
    "solved-together-how": (
        "Wenn ja, antworten Sie: ja. Wenn nicht, schreiben Sie uns, was noch ausfällt: Jede "
        "andere Antwort öffnet das Ticket wieder. Telefonisch erreichen Sie uns unter {phone}."
    ),
    "solution": "{responder} vom Service Desk schreibt:",
    "not-urgent": (
        "{responder} vom Service Desk hat sich Ticket {ticket} angesehen und hält es nicht für dringend. Es "
        "wird niemand dafür gerufen; es wird der Reihe nach bearbeitet."
    ),
    "not-urgent-how": (
        "Wenn das nicht stimmt, antworten Sie auf diese Nachricht und schreiben Sie, was nicht geht: Dann "
        "wird es wieder dringend, und jemand wird gerufen. Oder rufen Sie den Service Desk an: {phone}."
    ),
    "merged": (
        "die Tickets {ticket} und {into} betreffen dasselbe. Sie werden ab jetzt gemeinsam als {into} bearbeitet; "
        "eine Antwort auf einen Brief zu einem der beiden erreicht uns."
    ),
    "parted": (
        '"{subject}" wird ab jetzt als Ticket {ticket} bearbeitet, getrennt von Ticket {other}. Um etwas '
        "hinzuzufügen, antworten Sie auf diese Nachricht."
    ),
    "tasks-relettered": (
        "Die Arbeiten vor Ort, um die wir Sie gebeten haben, tragen ab jetzt andere Buchstaben; bitte antworten Sie "
        "mit dem neuen:"
    ),
    "own-status": "{ticket}: {subject}. {severity}, {state}.",
    "own-line": "{ticket} {severity}, {state}: {subject}",
    "state-new": "eben eingegangen",
    "state-waiting-desk": "beim Service Desk",
    "state-waiting-reseller": "wartet auf Ihre Antwort",
    "state-resolved": "gelöst",
    "state-closed": "geschlossen",
    "state-merged": "mit einem anderen Ticket vereint",
    "own-owner": "{responder} hat es übernommen.",
    "own-missing": "Uns fehlt noch: {questions}",
    "own-more": "… und {count} weitere.",
    "own-none": "Sie haben kein offenes Ticket.",
    "own-unknown": "Es gibt kein Ticket {ticket} von Ihnen.",
    "own-which": "Welches Ticket? Schreiben Sie es hinter das Wort, so: {usage}",
    "own-no-words": "Was sollen wir vermerken? Schreiben Sie es hinter das Wort, so: {usage}",
    "own-no-command": "„{word}“ ist kein Befehl.",
    "own-no-command-near": "„{word}“ ist kein Befehl. Meinten Sie „{near}“?",
    "own-stranger": (
        "Wir wissen nicht, wer von hier schreibt, und können Ihnen darum nichts zeigen. Was Sie schreiben, "
        "eröffnet trotzdem ein Ticket."
    ),
    "own-closed": "{ticket} ist geschlossen. Jede Antwort öffnet es wieder.",
    "own-closed-already": "{ticket} war schon geschlossen.",
    "own-help": "Diese Wörter werden verstanden:",
    "help-new": "eröffnet ein Ticket",
    "help-status": "sagt, wie es um ein Ticket steht",
    "help-list": "nennt Ihre offenen Tickets",
    "help-add": "ergänzt ein Ticket",
    "help-close": "schließt ein Ticket",
    "help-urgent": "macht ein Ticket dringend: jemand wird gerufen",
    "help-help": "sagt dies",
    "own-help-phone": "Im Notfall rufen Sie den Service Desk an: {phone}.",
    "brief-opened": "{ticket} ist eröffnet ({severity}).",
    "brief-unproven": (
        "Wir haben Ihre Nachricht als {ticket}. Diese Nummer kennen wir nicht, darum sieht zuerst ein Mensch darauf."
    ),
    "brief-added": "Zu {ticket} hinzugefügt.",
    "brief-reopened": "{ticket} ist wieder offen, mit Ihrer Nachricht.",
    "brief-elsewhere": "Geht es um etwas anderes? Schreiben Sie NEW und worum es geht.",
    "brief-paged": "Der Bereitschaftsdienst wird gerufen. Bitte rufen Sie auch an: {phone}.",
    "brief-paged-from": "Der Bereitschaftsdienst wird um {opens} gerufen. Kann es nicht warten, rufen Sie an: {phone}.",
    "brief-taken": "{responder} hat es übernommen. Der Service Desk am Telefon: {phone}.",
    "brief-held": "Es wurde niemand gerufen. Ist es dringend, rufen Sie an: {phone}.",
    "brief-urgent": "Der Service Desk weiß, dass es dringend ist. Am Telefon: {phone}.",
    "brief-claimed": "Wenn Anrufe scheitern, rufen Sie an: {phone}.",
    "brief-unread": "Ein Mensch liest Ihre Nachricht. Wenn Anrufe scheitern, rufen Sie an: {phone}.",
    "brief-end-user": (
        "Bitte wenden Sie sich an die Firma, die Ihre Telefonanlage eingerichtet hat: sie erreicht uns direkt. "
        "Wenn Notrufe scheitern, rufen Sie uns an: {phone}."
    ),
    "brief-reminder": "{ticket} wartet auf Ihre Antwort und wird sonst geschlossen.",
    "own-urgent": "{ticket} ist jetzt dringend ({severity}).",
    "brief-by-mail": "Das Ganze kommt per Mail.",
    "help-link": (
        "macht dieses Konto zu Ihrem, mit einem Code: Schreiben Sie statt seiner Ihre Mailadresse, und wir senden einen"
    ),
    "help-prefer": 'wir schreiben Ihnen hier; "prefer last" dort, wo Sie zuletzt schrieben',
    "link-how": (
        "Schreiben Sie Ihren Code hinter das Wort: link CODE. Oder Ihre Mailadresse, und wir senden einen "
        "Code: link sie@firma.example"
    ),
    "link-sent": (
        "Falls wir {address} kennen, ist ein Code dorthin unterwegs. Senden Sie ihn binnen einer halben Stunde "
        "hierher: link CODE"
    ),
    "link-wrong": "Dieser Code ist keiner von uns oder abgelaufen. Neu anfordern: link sie@firma.example",
    "link-taken": "Dieses Konto gehört schon jemand anderem. Bitte fragen Sie den Service Desk.",
    "link-too-often": "Das wurde zu oft versucht. Bitte warten Sie eine Stunde, oder fragen Sie den Service Desk.",
    "linked": "Willkommen, {name}: Dieses Konto ist jetzt Ihres.",
    "link-subject": "Ihr Code",
    "link-letter": (
        "Ihr Code ist {code}. Jemand auf {channel} sagt, Sie zu sein. Stimmt das, schreiben Sie dort: link "
        "{code}\n\nWenn nicht, tun Sie nichts: Ohne den Code wird niemand zu Ihnen."
    ),
    "linked-subject": "Ein Konto wurde Ihnen zugeordnet",
    "linked-letter": (
        "Ein Konto auf {channel} ({address}) ist jetzt Ihres: Es sieht und eröffnet Tickets wie Sie. Waren Sie "
        "das nicht, sagen Sie es sofort dem Service Desk."
    ),
    "prefers": "Wir schreiben Ihnen von jetzt an per {channel}.",
    "prefers-last": "Wir schreiben Ihnen dorthin, woher Sie zuletzt schrieben.",
    "no-channel": '"{word}" ist kein Kanal von Ihnen. Es gibt: {channels}',
    "own-admins": "Nur wer alle Tickets einer Firma betreut, kann sie auflisten; dies sind Ihre:",
    "offer-yes": "Ja, gelöst",
    "offer-no": "Nein, noch nicht",
    "form-title-intake": "Neues Ticket",
    "form-title-answers": "Ihre Antworten",
    "form-submit": "Senden",
    "form-cancel": "Abbrechen",
    "form-category": "Worum geht es?",
    "form-summary": "In einem Satz: Was ist gestört, oder was wird gewünscht?",
    "form-details": "Was sollten wir noch wissen?",
    "form-incident": "Etwas funktioniert nicht",
    "form-rma": "Ein Gerät geht zurück (RMA)",
    "form-licence": "Lizenz: Übertragung, Aktivierung",
    "form-howto": "Eine Frage",
    "form-access": "Zugang zu Portal oder Schulung",
    "form-enhancement": "Ein Wunsch an das Produkt",
    "form-security": "Missbrauch oder Sicherheit",
    "form-empty": "Bitte sagen Sie in einem Satz, was gestört ist: Er wird der Betreff des Tickets.",
    "form-long-words": (
        "Das sind {now} Zeichen, und höchstens {most} werden angenommen. "
        "Ein Protokoll hängen Sie am besten als Datei an."
    ),
    "form-long": "Das sind {now} Zeichen, und höchstens {most} werden gelesen. Bitte sagen Sie es kürzer.",
    "form-unread": ("Das können wir nicht als Antwort lesen. {question} Wenn Sie es nicht wissen, lassen Sie es leer."),
    "form-none": "Bitte beantworten Sie mindestens eine Frage.",
    "form-old": (
        "Dieses Formular ist von einer älteren Version und wurde nicht gesendet. Bitte öffnen Sie es noch "
        "einmal; wir bitten um Entschuldigung."
    ),
    "form-all": "Alle Fragen beantworten",
    "home-title": "Ihre offenen Tickets",
    "home-new": "Neues Ticket",
    "home-how": (
        "Schreiben Sie uns unter Nachrichten, erwähnen Sie uns in einem Kanal, oder drücken Sie den Knopf. "
        "Das Wort help nennt die Befehle."
    ),
    "home-help": "Was kann ich hier tun?",
    "home-stranger": (
        "Wir kennen dieses Konto noch nicht. Mit einem Code schreiben Sie unter Nachrichten: link CODE. Ohne "
        "Code schreiben Sie: link you@company.example. Ein Ticket können Sie auch so öffnen."
    ),
    "page-link": (
        "Ticket {ticket} hat eine eigene Seite, auf der Sie es sehen, Fragen beantworten und Dateien hinzufügen "
        "können. Der Link ist nur für Sie: {link}"
    ),
    "page-link-brief": "Seine Seite: {link}",
    "page-where": "Stand: {state}.",
    "page-owner": "{responder} vom Service Desk kümmert sich darum.",
    "page-rings": (
        "Der Bereitschaftsdienst wird gerade dafür gerufen. Diese Seite sagt es, sobald jemand es übernommen hat."
    ),
    "page-unbelieved": (
        "Wir konnten nicht prüfen, wer dieses Ticket eröffnet hat. Darum zeigt diese Seite nur, was von Ihrer "
        "Adresse kam."
    ),
    "page-missing": "Was wir noch brauchen",
    "page-own-words": "Mit eigenen Worten",
    "page-skip": "Noch keine Antwort",
    "page-add": "Zum Ticket hinzufügen",
    "page-words": "Ihre Nachricht",
    "page-files": "Dateien (zusammen höchstens {most} MB)",
    "page-send": "Senden",
    "page-have": "Was Sie geschrieben haben, ist bei uns.",
    "page-added": "Wir haben es. Es steht gleich unten.",
    "page-empty": "Bitte schreiben Sie etwas, beantworten Sie eine Frage oder wählen Sie eine Datei.",
    "page-large": "Das ist mehr, als wir auf einmal nehmen ({most} MB). Bitte senden Sie es in Teilen.",
    "page-large-back": "Nichts wurde gesendet. Gehen Sie im Browser zurück: Was Sie schrieben, steht noch dort.",
    "page-many": (
        "Das sind {now} Dateien, und höchstens {most} gehen zusammen. "
        "Noch wurde nichts gesendet: Bitte wählen Sie weniger, oder senden Sie sie in Teilen."
    ),
    "page-again": (
        "Noch wurde nichts gesendet: Bitte berichtigen Sie, was markiert ist, und wählen Sie Ihre Dateien noch einmal."
    ),
    "page-often": (
        "Das war viel in kurzer Zeit, und dies wurde nicht angenommen. "
        "Bitte senden Sie es in {minutes} Min. noch einmal."
    ),
    "page-unread": "Das Formular kam nicht ganz an. Bitte senden Sie es noch einmal.",
    "page-solved": "Es ist gelöst",
    "page-solved-ask": "Ist es gelöst?",
    "page-solved-what": "Dann wird das Ticket geschlossen. Jede Antwort von Ihnen öffnet es wieder.",
    "page-solved-yes": "Ja, es ist gelöst",
    "page-urgent": "Es ist dringend",
    "page-urgent-ask": "Ist es dringend?",
    "page-urgent-what": "Dann wird der Bereitschaftsdienst gerufen. Bitte rufen Sie den Service Desk auch an: {phone}.",
    "page-urgent-yes": "Ja, jemanden rufen",
    "page-back": "Zurück zum Ticket",
    "page-said": "Was bisher gesagt wurde",
    "page-nothing": "Noch nichts.",
    "page-you": "Sie",
    "page-desk": "Service Desk",
    "page-unverified": "Absender nicht geprüft",
    "page-marked-solved": "Als gelöst gemeldet.",
    "page-closed": "Geschlossen, da nichts mehr kam.",
    "page-desk-closed": "Vom Service Desk geschlossen.",
    "page-came-with": "Dateien: {names}",
    "page-end": "Diesen Link beenden",
    "page-end-what": (
        "Der Link zu dieser Seite ging nur an {address}. Wenn ihn jemand anderes hat, beenden Sie ihn: Unsere "
        "nächste Nachricht bringt Ihnen einen neuen."
    ),
    "page-ended": "Der Link ist beendet. Unsere nächste Nachricht bringt Ihnen einen neuen.",
    "page-dead": "Dieser Link führt nirgendwohin",
    "page-dead-what": (
        "Er ist abgelaufen oder wurde beendet. Antworten Sie stattdessen auf unsere letzte Nachricht: Das erreicht"
        " dasselbe Ticket."
    ),
    "page-later": "Das geht gerade nicht, und nichts wurde behalten. Bitte drücken Sie gleich noch einmal.",
}
