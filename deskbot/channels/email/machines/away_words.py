"""What automatic answers say, in the languages that resellers and their customers write.

Words alone never make a mail automatic: faults of greetings, auto-attendants and mail are what people write to us
about. `automatic` asks for a sign beside them.
"""

from __future__ import annotations

import re
from enum import StrEnum

from deskbot.channels.email.reading.folding import any_in, folded, phrases, without_tags

_ANSWERS = phrases(
    "automatic reply|auto reply|auto-reply|autoreply|automated reply|automatic response|auto response|auto-response",
    "autoresponse|automated response|automatic answer|autorespond|autoresponder|auto|automatically generated",
    "out of office autoreply|out of office auto-reply|out of office reply|out of office automatic reply",
    "out of office: automatic reply|vacation reply|vacation response|vacation autoreply|away notification",
    "absence notification|respuesta automática|contestación automática|mensaje automático|autorrespuesta",
    "mensaje automático de ausencia|réponse automatique|réponse auto|réponse automatisée|message d'absence",
    "notification d'absence|avis d'absence|automatische antwort|automatische rückantwort|automatische rueckantwort",
    "autoantwort|abwesenheitsnotiz|abwesenheitsnachricht|abwesenheitsmeldung|abwesenheitsbenachrichtigung",
    "automatische abwesenheitsmeldung|automatische abwesenheitsnotiz|urlaubsnotiz|automatische empfangsbestätigung",
    "automatische eingangsbestätigung|resposta automática|mensagem automática|aviso de ausência|automatisch antwoord",
    "automatische reactie|automatische beantwoording|automatisch bericht|afwezigheidsbericht|afwezigheidsmelding",
    "risposta automatica|messaggio automatico|自動応答|自動返信|自動送信|不在通知|不在のお知らせ|自動応答メッセージ",
    "odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|автоматический ответ|автоответ|автоответчик",
    "автоматическое уведомление об отсутствии|automatiskt svar|autosvar|frånvaromeddelande|automatisk svar",  # noqa: RUF001
    "fraværsmeddelelse|fraværsmelding|automaattinen vastaus|automaattivastaus|poissaoloilmoitus|lomavastaus",
    "automatická odpověď|automatická odpoveď|automatikus válasz|távolléti üzenet|răspuns automat|otomatik yanıt",  # noqa: RUF001
    "otomatik cevap|αυτόματη απάντηση|αυτόματο μήνυμα|автоматична відповідь|автовідповідь|自动回复|自動回覆|自动答复",
    "自動回信|自动回覆|外出自动回复|자동 회신|자동 응답",
    "자동회신|자동응답|자동 답장|부재중 자동 회신|מענה אוטומטי|תשובה אוטומטית",
    "رد تلقائي|رد آلي|الرد التلقائي|автоматичен отговор|automatski odgovor|samodejni odgovor|automatinis atsakymas",
    "automātiska atbilde|automātiskā atbilde|arpus biroja atrasanas automatiska atbilde|automaatvastus",
    "ārpus biroja atrašanās automātiskā atbilde|resposta automàtica|trả lời tự động|ตอบกลับอัตโนมัติ|balasan otomatis",
    "erantzun automatikoa|sjálfvirkt svar",
)
"""How the subjects of automatic answers begin."""

_TOPICS = phrases(
    "out of office|out of the office|out-of-office|out of office notification|out of office message|ooo",
    "i am out of the office|i'm out of the office|away from the office|away from my mail|away from my desk|away",
    "vacation|vacation message|vacation notice|on vacation|on holiday|on leave|annual leave|maternity leave",
    "parental leave|away message|fuera de la oficina|fuera de oficina|ausente|ausencia|de vacaciones",
    "ausente de la oficina|absence du bureau|absent du bureau|absence|absente|absent|en congés|en congé",
    "je suis absent|en vacances|hors du bureau|abwesenheit|abwesend|urlaub|im urlaub|nicht im büro",
    "ich bin nicht im büro|außer haus|eingangsbestätigung|fora do escritório|ausência|ausência do escritório",
    "ausência temporária|fora da empresa|de férias|em férias|afwezigheid|afwezig|niet op kantoor|met vakantie",
    "niet aanwezig|fuori sede|fuori ufficio|assenza dall'ufficio|assente|assenza|in ferie|不在|休暇|休暇のお知らせ",
    "外出中|poza biurem|nieobecność|nieobecny|nieobecna|urlop|nieobecność w biurze|jestem na urlopie|нет на месте",
    "вне офиса|отсутствие|в отпуске|отпуск|меня нет в офисе|отсутствую|не в офисе|frånvaro|frånvarande",
    "ej på kontoret|inte på kontoret|semester|fraværende|ikke på kontoret|fravær|ikke til stede|poissa toimistosta",
    "poissa|lomalla|mimo kancelář|nepřítomnost|nepřítomen|dovolená|jsem mimo kancelář|mimo kancelárie",
    "neprítomnosť|dovolenka|házon kívül|irodán kívül|távollét|szabadságon|în afara biroului|absent din birou",
    "în concediu|plecat din birou|ofis dışında|ofis dışındayım|işyeri dışında|izinli|izindeyim|εκτός γραφείου",  # noqa: RUF001
    "απουσία|поза офісом|відсутність|у відпустці|відпустка|外出|不在办公室|不在辦公室|休假|부재중|부재 중|휴가",  # noqa: RUF001
    "מחוץ למשרד|خارج المكتب|извън офиса|izvan ureda|van kancelarije|odsoten|arpus biroja|ārpus biroja|prombūtne",
    "atvaļinājums|atvalinajums|kontorist väljas|di luar kantor|fora de l'oficina",
)
"""How they begin, too; these are also what tickets about greetings and holidays begin with."""

_I_AM_AWAY = re.compile(
    r"\b(?:i am|i'm|i will be|i'll be|am currently|currently|i have been|we are|we're)\s"
    r"(?:currently |now |presently |away and )?"
    r"(?:out of (?:the )?office|away from (?:the|my) (?:office|desk|mail|e-?mail)|out of town|travell?ing"
    r"|on (?:annual |sick |parental |maternity |paternity |a )?(?:leave|vacation|holidays?|business trip)"
    r"|not in the office|away until|away from|unavailable until)"
)
_ABSENCE = phrases(
    "i will be out|limited access to|intermittent access to|access to my email|access to my e-mail",
    "no longer with the company|no longer works for|no longer employed|returning to the office on",
    "mailbox is no longer in use|inbox is no longer|no longer monitored|our offices are closed until",
    "ich bin nicht im büro|bin ich nicht im büro|derzeit nicht im büro|nicht im büro|nicht im hause",
    "bin außer haus|bin ausser haus|ich bin abwesend|bin ich abwesend|abwesend bis|bin im urlaub|im urlaub bis",
    "ich bin im urlaub|ich befinde mich im urlaub|in elternzeit|auf dienstreise|nicht mehr im unternehmen",
    "ich bin derzeit abwesend|ich bin vom|ich bin bis|bin bis zum|bin ich bis",
    "absent du bureau|absente du bureau|je suis absent|je serai absent|actuellement absent|je suis en congé",
    "je suis en vacances|je serai en congé|hors du bureau|absent(e)|je suis en déplacement|je suis actuellement en",
    "estoy fuera de la oficina|estaré fuera de la oficina|fuera de la oficina hasta|estoy de vacaciones",
    "estoy ausente|estaré ausente|me encuentro fuera|encuentro de vacaciones|me encuentro ausente|estaré fuera",
    "estou fora do escritório|estarei fora do escritório|fora do escritório até|estou de férias|estarei de férias",
    "encontro-me ausente|encontro-me de férias|estou ausente|estarei ausente|estou de licença|estarei fora",
    "sono fuori ufficio|sono fuori sede|sono assente|sarò assente|sono in ferie|sarò in ferie|sarò fuori",
    "non sono in ufficio|non sarò in ufficio|ik ben niet op kantoor|niet op kantoor|ik ben afwezig|ben ik afwezig",
    "ik ben met vakantie|ik ben op vakantie|ben ik met vakantie|ik ben met verlof|momenteel afwezig",
    "jestem poza biurem|jestem nieobecn|jestem na urlopie|przebywam na urlopie|nie ma mnie w biurze|będę nieobecn",
    "я в отпуске|нахожусь в отпуске|буду отсутств|я отсутств|меня нет в офисе|меня нет на месте|нет на рабочем месте",
    "нахожусь вне офиса|в командировке|休暇をいただ|休暇を頂|休暇中です",
    "休暇のため|不在にして|不在となり|不在です|不在のため",
    "外出して|外出中です|出張中|出張のため|お休みを|席を外して|jag är inte på kontoret|jag är på semester|jag är ledig",
    "jag är föräldraledig|är inte på kontoret|ej på kontoret|jag är frånvarande|jeg er ikke på kontoret",
    "er ikke på kontoret|jeg er på ferie|jeg holder ferie|jeg er fraværende|jeg er ikke til stede",
    "olen poissa|olen lomalla|en ole toimistolla|jsem mimo kancelář|jsem na dovolené|nejsem v kanceláři",
    "som mimo kancelárie|som na dovolenke|szabadságon vagyok|nem vagyok az irodában|házon kívül vagyok",
    "sunt în concediu|nu sunt în birou|lipsesc din birou|ofis dışındayım|izindeyim|yıllık izindeyim|ofiste değilim",  # noqa: RUF001
    "είμαι εκτός γραφείου|θα απουσιάζω|είμαι σε άδεια|βρίσκομαι σε άδεια|я у відпустці|перебуваю у відпустці",  # noqa: RUF001
    "я відсутн|буду відсутн|正在休假|我在休假|休假中|不在办公室|不在辦公室|正在出差|出差中|我正在度假|我外出",
    "휴가입니다|휴가 중|부재중입니다|부재 중입니다|자리를 비",
    "출장 중|אני לא במשרד|אני מחוץ למשרד|אני בחופשה|أنا خارج المكتب",
    "أنا في إجازة|nisam u uredu|na godišnjem sam|sem odsoten|esmu atvaļinājumā|neesmu birojā|esmu ārpus biroja",
    "esmu atvalinajuma|ma olen kontorist väljas|olen puhkusel|šiuo metu atostogauju",
)
"""How people say that they themselves are away; that a customer or a line is, is what tickets say."""

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
    "request has been received|ticket has been received|email has been received|e-mail has been received",
    "message has been received|has been received and|have received your|we received your|we've received your",
    "received your request|received your email|received your message|received your ticket|ticket has been created",
    "ticket has been opened|request has been created|case has been created|new ticket has been|created as ticket",
    "your ticket number is|your case number is|has been logged as|has been assigned the ticket|request received",
    "has been registered",
    "haben ihre anfrage erhalten|haben ihre nachricht erhalten|haben ihre e-mail erhalten|haben ihr anliegen erhalten",
    "ihre anfrage ist bei uns|ihre nachricht ist bei uns|den eingang ihrer|ticket wurde erstellt|ticket wurde eröffnet",
    "ihre anfrage wurde|bestätigen den eingang|avons bien reçu|bien été reçu|bien été enregistrée|demande a été enreg",
    "hemos recibido su|ha sido recibid|se ha creado|recebemos su|recebemos a sua|recebemos sua|recebemos o seu",
    "foi recebid|foi registrad|abbiamo ricevuto la|è stata ricevuta|è stato ricevuto|è stata registrata|hebben uw",
    "is ontvangen|otrzymaliśmy|zgłoszenie zostało|получили ваш|обращение зарегистрировано|заявка зарегистрирована",
    "受け付けました|受付いたしました|受け付けいたしました|お問い合わせいただき|har mottagit ditt|har modtaget din",
    "har mottatt din|ärende har skapats|olemme vastaanottaneet|přijali jsme|megkaptuk|am primit|talebiniz alınmıştır",  # noqa: RUF001
    "已收到您的|접수되었|отримали ваш",
)

_AUTOMATED = phrases(
    "this is an automated|this is an automatic|automated message|automatic message|automated response|automated reply",
    "automatically generated|do not reply to this|don't reply to this|please do not reply|please do not respond",
    "auto response|autoreply|automatic reply|automatic response|automatic acknowledg|automatisch generiert",
    "automatisch erstellt|automatische antwort|nicht auf diese|automatische nachricht|automatische e-mail",
    "réponse automatique|message automatique|ne pas répondre|généré automatiquement|envoyé automatiquement",
    "respuesta automática|mensaje automático|no responda a este|generado automáticamente|enviado automáticamente",
    "resposta automática|mensagem automática|não responda a est|gerada automaticamente|enviada automaticamente",
    "risposta automatica|messaggio automatico|non rispondere a questo|generato automaticamente|inviata automaticamente",
    "automatisch bericht|automatisch gegenereerd|automatisch verzonden|niet te beantwoord|automatische ontvangst",
    "wiadomość automatyczna|wygenerowana automatycznie",
    "automatycznie wygenerowan|nie odpowiadać na|автоматическое письмо",
    "автоматическое сообщение|автоматический ответ|автоматически сгенер|создано автоматически|отправлено автоматически",
    "не отвечайте на это|自動送信|自動返信|自動応答|自動配信|返信はできません|automatiskt meddelande|automatiskt svar",
    "automatiskt genererat|automatisk svar|automatisk genereret|automatisk generert|automatisk besked",
    "automaattinen viesti|automaattinen vastaus|automaticky generovan|automatická odpověď|automatikus üzenet",
    "automatikus válasz|mesaj automat|răspuns automat|generat automat|otomatik olarak|otomatik yanıt|otomatik mesaj",  # noqa: RUF001
    "αυτόματο μήνυμα|αυτόματη απάντηση|автоматичне повідомлення|автоматична відповідь|створено автоматично|自动回复",
    "自动发送|系统自动|자동 발송|자동 회신|자동으로 발송|자동응답",
)

_CHALLENGE = phrases(
    "confirm your message|confirm your email|confirm your mail|confirm that you are|verify that you are|prove you are",
    "sender verification|verify your email to me|challenge-response|challenge/response|click the link below to confirm",
    "prove that you are|added to my list|approved senders|held until you confirm|held until you verify",
    "add you to my|click here to deliver|waiting for your confirmation|bestätigen sie ihre|absenderbestätigung",
    "bestätigen, dass sie|confirmez votre|vous authentifier|authentifiez|confirme su|confirmar su|confirme seu",
    "confirme que|confermare|bevestig",
)
_CHALLENGE_SUBJECTS = phrases(
    "please confirm your message|please confirm your mail|please confirm your email|confirm your message|confirm:",
    "sender verification|verification required|please verify your|please authenticate|confirmation required",
    "your message is awaiting|your message is on hold|re: your mail - please confirm|please verify that",
    "authentification demandée|merci de vous authentifier|demande d'authentification|bitte bestätigen sie",
    "confirme su mensaje|confirme seu e-mail|conferma il tuo messaggio|action required: verify",
)

_RETURN_WORDS = re.compile(rf"(?<![a-z])(?:{'|'.join(re.escape(phrase) for phrase in _RETURN)})")
_STOPS = tuple(":-([!.,;|\"'「【/~")
_QUOTES = (">", "-----", "_____", "=====", "*****")
_OPENING = 500
"""Characters within which an away note says that it is one."""
_SHORT = 900
"""Characters up to which a text may be an away note and nothing else."""


_MARKED = re.compile(r"\W{0,3}auto(?:matic(?:ally)?)?[- ]?(?:generated|reply|response)\W{0,3}[\])*]")
_TOO_BARE = frozenset({"auto", "away", "vacation", "absent", "absence"})


class Subject(StrEnum):
    """How much a subject is that of an automatic answer."""

    ANSWER = "answer"
    """ "Automatic reply: No calls": no person writes so, but for the fun of it."""
    TOPIC = "topic"
    """ "Out of office: …": an away note, or a mail about one."""
    MENTION = "mention"
    """ "Automatic reply of mailbox 200 is silent": it only begins with such words."""
    OTHER = "other"


def away_subject(subject: str) -> Subject:
    """Return how much a subject is that of an automatic answer."""
    if _MARKED.match(folded(subject, 60)):
        return Subject.ANSWER
    text = folded(without_tags(subject), 300)
    for kind, some in ((Subject.ANSWER, _ANSWERS), (Subject.TOPIC, _TOPICS)):
        found = next((phrase for phrase in some if text.startswith(phrase)), "")
        if found and _is_whole_word(found, text):
            rest = text[len(found) :].strip()
            if not rest or rest[:1] == ":" or (found not in _TOO_BARE and _breaks_off(rest)):
                return Subject.ANSWER if _is_notes_away(text) else kind
            return Subject.ANSWER if _is_notes_away(text) else Subject.MENTION
    return Subject.ANSWER if _is_notes_away(text) else Subject.OTHER


def _is_whole_word(phrase: str, text: str) -> bool:
    """Return whether a phrase does not end within a word; scripts without spaces have no such thing."""
    following = text[len(phrase) : len(phrase) + 1]
    return not (following.isalnum() and phrase[-1].isascii())


def _breaks_off(rest: str) -> bool:
    return rest.startswith((*_STOPS, "re:", "re ", "aw:")) or rest[0].isdigit()


def _is_notes_away(text: str) -> bool:
    """Return whether a subject is that of Lotus Notes: "Ines Duarte is out of the office. (returning 11/12/2026)"."""
    return "is out of the office" in text and ("(returning" in text or text.endswith(("office", "office.")))


def says_away(text: str) -> bool:
    """Return whether a text opens with words of absence."""
    return _absent(folded(text, _OPENING))


def is_away_note(text: str) -> bool:
    """Return whether a text is an away note and nothing else: short, with absence and return in it."""
    said = own_words(text)
    if not 0 < len(said) <= _SHORT:
        return False
    words = folded(said, _SHORT)
    return _absent(words[:_OPENING]) and any_in(words, _RETURN)


def own_words(text: str) -> str:
    """Return what stands above the first quote; programs that answer quote below, if at all."""
    lines: list[str] = []
    for line in text[: 4 * _SHORT].split("\n"):
        if line.startswith(_QUOTES):
            return "\n".join(lines).strip()
        lines.append(line)
    return text.strip()


def _absent(words: str) -> bool:
    return bool(_I_AM_AWAY.search(words)) or any_in(words, _ABSENCE)


def says_about_absence(sentence: str) -> bool:
    """Return whether a folded sentence speaks of absence, of the return, or of whom to ask meanwhile."""
    return _absent(sentence) or bool(_RETURN_WORDS.search(sentence))


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
    return head.startswith(_CHALLENGE_SUBJECTS) and any_in(body, _CHALLENGE)
