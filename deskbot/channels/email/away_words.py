"""What automatic answers say, in the languages that resellers and their customers write.

Words alone never make a mail automatic: faults of greetings, auto-attendants and mail are what people write to us
about. `automatic` asks for a sign beside them.
"""

from __future__ import annotations

from deskbot.channels.email.folding import any_in, folded, phrases, without_tags

_SUBJECTS = phrases(
    "automatic reply|auto reply|auto-reply|autoreply|automated reply|automatic response|auto response|auto-response",
    "autoresponse|automated response|automatic answer|autorespond|autoresponder|auto|automatically generated",
    "out of office|out of the office|out-of-office|out of office autoreply|out of office auto-reply|ooo",
    "out of office reply|out of office automatic reply|out of office notification|out of office message",
    "i am out of the office|i'm out of the office|away from the office|away from my mail|away from my desk|away",
    "vacation|vacation reply|vacation message|vacation notice|vacation response|on vacation|on holiday|on leave",
    "annual leave|maternity leave|parental leave|absence notification|away notification|away message",
    "respuesta automática|contestación automática|fuera de la oficina|fuera de oficina|ausente|ausencia|de vacaciones",
    "mensaje automático|mensaje automático de ausencia|ausente de la oficina|autorrespuesta",
    "réponse automatique|réponse auto|réponse automatisée|absence du bureau|absent du bureau|message d'absence|absence",
    "absente|absent|notification d'absence|avis d'absence|en congés|en congé|je suis absent|en vacances|hors du bureau",
    "automatische antwort|automatische rückantwort|automatische rueckantwort|autoantwort|abwesenheitsnotiz",
    "abwesenheitsnachricht|abwesenheitsmeldung|abwesenheitsbenachrichtigung|abwesenheit|abwesend|urlaub|im urlaub",
    "automatische abwesenheitsmeldung|automatische abwesenheitsnotiz|nicht im büro|ich bin nicht im büro|außer haus",
    "urlaubsnotiz|automatische empfangsbestätigung|automatische eingangsbestätigung|eingangsbestätigung",
    "resposta automática|fora do escritório|ausência|ausência do escritório|aviso de ausência|ausência temporária",
    "fora da empresa|de férias|em férias|mensagem automática|resposta automatica de ausência",
    "automatisch antwoord|automatische reactie|automatische beantwoording|automatisch bericht|afwezigheidsbericht",
    "afwezigheid|afwezig|niet op kantoor|met vakantie|niet aanwezig|afwezigheidsmelding",
    "risposta automatica|fuori sede|fuori ufficio|assenza dall'ufficio|assente|assenza|in ferie|messaggio automatico",
    "自動応答|自動返信|自動送信|不在通知|不在のお知らせ|不在|休暇|休暇のお知らせ|外出中|自動応答メッセージ",
    "odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|poza biurem|nieobecność|nieobecny|nieobecna|urlop",
    "nieobecność w biurze|autoresponder|jestem na urlopie",
    "автоматический ответ|автоответ|автоответчик|автоматическое уведомление об отсутствии|нет на месте|вне офиса",  # noqa: RUF001
    "отсутствие|в отпуске|отпуск|меня нет в офисе|отсутствую|не в офисе",
    "automatiskt svar|autosvar|frånvaro|frånvarande|ej på kontoret|inte på kontoret|frånvaromeddelande|semester",
    "automatisk svar|fraværende|ikke på kontoret|fravær|fraværsmeddelelse|ikke til stede|fraværsmelding|autosvar",
    "automaattinen vastaus|automaattivastaus|poissa toimistosta|poissaoloilmoitus|poissa|lomalla|lomavastaus",
    "automatická odpověď|mimo kancelář|nepřítomnost|nepřítomen|dovolená|jsem mimo kancelář",
    "automatická odpoveď|mimo kancelárie|neprítomnosť|dovolenka",
    "automatikus válasz|házon kívül|irodán kívül|távollét|szabadságon|távolléti üzenet",
    "răspuns automat|în afara biroului|absent din birou|în concediu|plecat din birou",
    "otomatik yanıt|otomatik cevap|ofis dışında|ofis dışındayım|işyeri dışında|izinli|izindeyim",  # noqa: RUF001
    "αυτόματη απάντηση|εκτός γραφείου|απουσία|αυτόματο μήνυμα",
    "автоматична відповідь|автовідповідь|поза офісом|відсутність|у відпустці|відпустка",  # noqa: RUF001
    "自动回复|自動回覆|自动答复|自動回信|自动回覆|外出|不在办公室|不在辦公室|休假|外出自动回复",
    "자동 회신|자동 응답|자동회신|자동응답|자동 답장|부재중|부재 중|부재중 자동 회신|휴가",
    "מענה אוטומטי|תשובה אוטומטית|מחוץ למשרד|رد تلقائي|رد آلي|الرد التلقائي|خارج المكتب",
    "автоматичен отговор|извън офиса|automatski odgovor|izvan ureda|van kancelarije|samodejni odgovor|odsoten",
    "automatinis atsakymas|automātiska atbilde|automātiskā atbilde|arpus biroja|ārpus biroja|prombūtne|atvaļinājums",
    "arpus biroja atrasanas automatiska atbilde|atvalinajums|automaatvastus|kontorist väljas|resposta automàtica",
    "trả lời tự động|ตอบกลับอัตโนมัติ|balasan otomatis|di luar kantor|erantzun automatikoa|sjálfvirkt svar",
)

_ABSENCE = phrases(
    "out of the office|out of office|out-of-office|away from the office|away from my desk|away from my mail",
    "on vacation|on holiday|on leave|on annual leave|on parental leave|on maternity leave|on paternity leave",
    "currently away|i am away|i'm away|will be away|not in the office|out of town|access to email|access to my email",
    "access to e-mail|unavailable until|no longer with the company|no longer works|no longer employed|on sick leave",
    "on a business trip|away until|out until|office is closed|offices are closed|am traveling|am travelling",
    "be traveling|be travelling|returning to the office|no longer in use|no longer monitored",
    "nicht im büro|nicht im hause|außer haus|ausser haus|abwesend|im urlaub|nicht erreichbar|in elternzeit",
    "nicht am arbeitsplatz|nicht mehr im unternehmen|büro ist geschlossen|bin ich nicht|auf dienstreise",
    "absent du bureau|absente du bureau|je suis absent|je serai absent|actuellement absent|en congé|en vacances",
    "hors du bureau|absent(e)|en déplacement|je suis actuellement|indisponible jusqu",
    "fuera de la oficina|fuera de oficina|estoy de vacaciones|ausente|me encuentro fuera|encuentro de vacaciones",
    "estaré fuera|estoy fuera|de baja|fora do escritório|estou de férias|encontro-me|em férias|de licença",
    "fora da empresa|estarei fora|fuori ufficio|fuori sede|assente|in ferie|non sono in ufficio|non sarò in ufficio",
    "niet op kantoor|niet aanwezig|afwezig|met vakantie|op vakantie|met verlof|niet bereikbaar",
    "poza biurem|nieobecn|na urlopie|nie ma mnie w biurze|нет на месте|в отпуске|отсутству|вне офиса|нет в офисе",
    "в командировке|не в офисе|不在|休暇|外出|出張|お休みを|席を外|休業",
    "inte på kontoret|på semester|föräldraledig|tjänstledig|jag är ledig|ej på kontoret|frånvarande",
    "ikke på kontoret|på ferie|fraværende|ikke til stede|holder ferie|poissa toimistosta|lomalla|olen poissa",
    "mimo kancelář|na dovolené|nepřítomen|nepřítomna|mimo kancelárie|na dovolenke|szabadságon|az irodában|házon kívül",
    "în concediu|nu sunt în birou|lipsesc din birou|în afara biroului|ofis dışında|izinde|yıllık izin|ofiste değil",  # noqa: RUF001
    "εκτός γραφείου|σε άδεια|απουσιάζω|у відпустці|відсутн|поза офісом|不在办公室|不在辦公室|休假|出差|度假",  # noqa: RUF001
    "부재|휴가|자리를 비|출장|מחוץ למשרד|בחופשה|خارج المكتب|في إجازة|izvan ureda|na godišnjem|odsoten|arpus biroja",
)

_RETURN = phrases(
    "until|i return|my return|will return|be back|back on|back in the office|urgent|immediate assistance|my absence",
    "returning|as soon as i|when i get back|will respond|will reply|please contact|in an emergency|get back to you",
    "bis zum|bis einschließlich|ab dem|dringend|vertretung|wieder da|wieder im|wieder erreichbar|wenden sie sich",
    "jusqu'au|mon retour|de retour|urgence|contacter|urgent|hasta el|regreso|vuelta|urgencia|urgente|contacte|póngase",
    "até|retorno|regresso|urgência|contacte|contate|entrar em contato|fino al|rientro|urgenza|urgenze|contattare",
    "tornerò|rivolgersi|tot en met|terug|dringende|spoed|contact opnemen|contact op met|do dnia|wracam|pilnych",
    "o kontakt|powrocie|wrócę|вернусь|срочн|обращайтесь|возвращ|свяжитесь|まで|戻り|緊急|お急ぎ|後日|ご連絡",
    "till och med|tillbaka|åter|brådskande|tilbage|tilbake|haster|hastende|palaan|kiireellis|vrátím|naléhav|urgentn",
    "vissza|sürgős|revin|până|acil|döneceğim|tarihine kadar|kadar|επιστρέ|επείγο|поверну|терміново|返回|紧急|緊急|回来",
    "까지|복귀|급한|긴급|אחזור|דחוף|عودتي|عاجل|hitno|nujn|atgriez",
)

_ACKNOWLEDGED = phrases(
    "has been received|have received your|we received your|we've received your|received your request",
    "received your email|received your message|received your ticket|ticket has been created|ticket has been opened",
    "request has been created|case has been created|new ticket has been|a ticket has been|thank you for contacting",
    "thanks for contacting|your ticket number is|your case number is|has been logged|has been assigned the ticket",
    "your request (|ticket id:|has been registered",
    "haben ihre anfrage erhalten|ihre anfrage ist bei uns|ihre nachricht ist bei uns|eingang ihrer|ticket wurde",
    "ihre e-mail erhalten|wir haben ihre|bestätigen den eingang|avons bien reçu|bien été reçu|bien été enregistrée",
    "demande a été|hemos recibido|ha sido recibid|se ha creado|recebemos|foi recebid|foi registrad|abbiamo ricevuto",
    "è stata ricevuta|è stato ricevuto|è stata registrata|hebben uw|is ontvangen|otrzymaliśmy|zgłoszenie zostało",
    "получили ваш|получено|зарегистрирован|受け付けました|受付いたしました|受け付けいたしました|お問い合わせいただき",
    "har mottagit|har modtaget|har mottatt|ärende har|olemme vastaanottaneet|přijali jsme|megkaptuk|am primit",
    "alınmıştır|已收到|접수되었|отримали",  # noqa: RUF001
)

_AUTOMATED = phrases(
    "this is an automated|this is an automatic|automated message|automatic message|automated response|automated reply",
    "automatically generated|auto-generated|do not reply|don't reply|please do not respond|auto response|autoreply",
    "automatic reply|automatic response|automatisch generiert",
    "automatisch erstellt|automatische antwort|nicht auf diese",
    "automatische nachricht|automatische e-mail|réponse automatique",
    "message automatique|ne pas répondre|automatiquement",
    "respuesta automática|mensaje automático|no responda|automáticamente|resposta automática|mensagem automática",
    "não responda|automaticamente|risposta automatica",
    "messaggio automatico|non rispondere|automatisch|niet te beantwoord",
    "automatycz|nie odpowiadać|автоматическ|не отвечайте|自動|返信しない|返信はできません|automatiskt|automatisk",
    "automaatti|automatick|automatikus|automat|otomatik|αυτόματ|автоматичн|自动|자동",
)

_CHALLENGE = phrases(
    "confirm your message|confirm your email|confirm your mail",
    "confirm that you|verify that you are|sender verification",
    "verify your email to me|challenge-response|challenge/response|click the link below to confirm|prove you are human",
    "prove that you are|added to my list|approved senders|allowed sender",
    "whitelist|held until|is being held|release your",
    "request to be added|click here to deliver|action required|confirmation request|waiting for your confirmation",
    "bestätigen sie ihre|absenderbestätigung|bestätigen, dass sie|confirmez votre|vous authentifier|authentifiez",
    "confirme su|confirmar su|confirme seu|confirme o|confermare|bevestig",
)
_CHALLENGE_SUBJECTS = phrases(
    "please confirm your message|please confirm your mail|please confirm your email|confirm your message|confirm:",
    "sender verification|verification required|please verify|please authenticate|confirmation required|action required",
    "your message is awaiting|your message is on hold|[spam arrest|re: your mail - please confirm",
    "authentification demandée|merci de vous authentifier|demande d'authentification|bitte bestätigen sie",
    "confirme su mensaje|confirme seu e-mail|conferma il tuo messaggio",
)

_STOPS = tuple(":-([!.,;|\"'「【/~")
_OPENING = 700
"""Characters within which an away note says that it is one."""
_SHORT = 900
"""Characters up to which a text may be an away note and nothing else."""


def away_subject(subject: str) -> str:
    """Return `strong` where a subject is the mark of an automatic answer, `weak` where it begins with such words.

    "Automatic reply: No calls" is strong; "Automatic reply of mailbox 200 is silent" is weak.
    """
    text = folded(without_tags(subject), 300)
    found = next((phrase for phrase in _SUBJECTS if text.startswith(phrase)), "")
    if not found:
        return "strong" if _is_notes_away(text) else ""
    rest = text[len(found) :]
    if rest and rest[0].isalnum() and found[-1].isascii():
        return ""  # "awayteam"
    rest = rest.strip()
    if not rest or rest.startswith((*_STOPS, "re:", "re ", "aw:")) or rest[0].isdigit():
        return "strong" if found not in _TOO_BARE or rest[:1] in _STOPS[:2] else "weak"
    return "weak"


_TOO_BARE = frozenset({"auto", "away", "vacation"})


def _is_notes_away(text: str) -> bool:
    """Return whether a subject is that of Lotus Notes: "Ines Duarte is out of the office. (returning 11/12/2026)"."""
    return "is out of the office" in text and ("(returning" in text or text.endswith(("office", "office.")))


def says_away(text: str) -> bool:
    """Return whether a text opens with words of absence."""
    return any_in(folded(text, _OPENING), _ABSENCE)


def is_away_note(text: str) -> bool:
    """Return whether a text is an away note and nothing else: short, with absence and return in it."""
    text = text.strip()
    if not 0 < len(text) <= _SHORT:
        return False
    words = folded(text, _SHORT)
    return any_in(words[:_OPENING], _ABSENCE) and any_in(words, _RETURN)


def acknowledges(subject: str, text: str) -> bool:
    """Return whether words say that something of ours was received, as ticket systems do."""
    return any_in(folded(f"{subject} {text[:_OPENING]}"), _ACKNOWLEDGED)


def says_automated(text: str) -> bool:
    """Return whether a text says of itself that a machine wrote it."""
    return any_in(folded(text, 3000), _AUTOMATED)


def challenges(subject: str, text: str) -> bool:
    """Return whether a mail asks its sender to prove to be a person."""
    head = folded(without_tags(subject), 300)
    body = folded(text, 2500)
    return head.startswith(_CHALLENGE_SUBJECTS) and sum(phrase in body for phrase in _CHALLENGE) >= 1
