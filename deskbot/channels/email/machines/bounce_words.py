"""What bounces say, in the languages of mail servers. Words alone make no bounce: people pass them on to us."""

from __future__ import annotations

import re

from deskbot.channels.email.reading.folding import any_in, folded, phrases, without_tags

_SUBJECTS = phrases(
    "undeliver|mail delivery|delivery status",
    "delivery failure|delivery failed|delivery has failed|delivery notification",
    "delivery report|delivery error|delivery problem|delivery delayed|delayed mail|delayed delivery|could not send",
    "returned mail|returned email|returned message|returned to sender|mail returned|message returned|failure notice",
    "failure delivery|failed mail|failed delivery|mail failure|mail system error|mail error|non-deliver|nondeliver",
    "non deliver|not deliver|unable to deliver|could not be delivered|couldn't be delivered|cannot be delivered",
    "could not deliver|cannot deliver|can't be delivered|message delivery|email delivery|e-mail delivery|bounce notif",
    "bounced|address not found|message blocked|message rejected|mail rejected|rejected mail|user unknown|unknown user",
    "mailbox full|mailbox is full|mailbox unavailable|over quota|quota exceeded|inbox full|permanent error",
    "delivery subsystem|mdaemon warning|mdaemon notification|mail warning|warning: message|transient failure",
    "message status|not delivered|delivery unsuccessful|automatic response from the mail system|blocked by our",
    "unzustellbar|nicht zustellbar|nicht zugestellt|unzustellbare|zustellung fehlgeschlagen|zustellungsfehler",
    "fehler bei der zustellung|konnte nicht zugestellt|konnte nicht ausgeliefert",
    "übermittlungsstatus|zustellungsstatus|zustellstatus|zustellung verzögert",
    "verzögerte zustellung|nicht übermittelt|non remis|non délivré|non distribu|échec de la remise|échec de remise",
    "échec de la distribution|échec d'envoi|retour de courrier|d'état de remise|notification d'échec|remise retardée",
    "d'état de la distribution|échec de livraison|non livré|no se puede entregar|no se pudo entregar|no entregado",
    "no se ha podido entregar|correo devuelto|error en la entrega|entrega fallida|estado de entrega|error de entrega",
    "fallo en la entrega|no entregable|entrega retrasada",
    "estado de la entrega|mensaje devuelto|não foi possível entregar",
    "não entregue|falha na entrega|falha de entrega|erro na entrega|status da entrega|impossível entregar",
    "não é possível entregar|devolução de e-mail|devolução de mensagem",
    "atraso na entrega|mancato recapito|impossibile recapitare|non recapitabile",
    "non recapitato|recapito non riuscito|mancata consegna|errore di consegna|stato di recapito|non consegnato",
    "onbestelbaar|niet bestelbaar|kan niet worden bezorgd|bezorging mislukt|niet afgeleverd|bezorgen mislukt",
    "afleveringsstatus|aflevering mislukt|retour afzender|niedostarcz|nie można dostarczyć|nie dostarczono|niedoręcz",
    "stanie dostarczenia|zwrot poczty|недоставленное|не удалось доставить|не доставлен|ошибка доставки|недоставк",
    "состоянии доставки|доставка письма|возврат письма|kunde inte levereras|kan inte levereras|olevererat|ej levererat",
    "går inte att leverera|ikke leveret|kan ikke leveres|kunne ikke leveres|uleverbar|ikke leverbar|ikke levert",
    "ei voi toimittaa|ei voitu toimittaa|toimitus epäonnistui|perille toimittamaton|nedoručiteln|nelze doručit",
    "nedoručen|kézbesíthetetlen|sikertelen kézbesítés|nem kézbesíthető|nelivrabil|imposibil de livrat|teslim edileme",
    "iletilemedi|αδύνατη η παράδοση|μη παραδοτέο|не вдалося доставити|недоставлен|配信不能|配信できません|配信エラー",
    "メールエラー|配達不能|送信エラー|宛先不明|配信の失敗",
    "配信状況|送信できませんでした|エラーメール|届きません|无法投递",
    "無法傳遞|未传递|退信|投递失败|邮件退回|发送失败|未送达",
    "傳遞失敗|无法送达|배달되지|배달할 수|전송 실패|반송|전달되지",
    "발송 실패|수신 실패",
)

_BODY = phrases(
    "this is the qmail-send program|automatically by mail delivery software|automatically by the mail delivery",
    "this is the mail system at|this is the postfix program",
    "did not reach|delivery has failed|delivery to the following",
    "could not be delivered|couldn't be delivered|cannot be delivered|can't be delivered|can not be delivered",
    "was not delivered|wasn't delivered|not been delivered|unable to deliver|not able to deliver|undeliverable",
    "delivery failed|delivery failure|failed to deliver|permanent fatal error|delivery error|delivery problem",
    "failed to be delivered|could not deliver|cannot deliver|can't deliver|couldn't deliver|failure reasons",
    "delivery attempts|being returned|was returned|is returned|address not found|user unknown|unknown user",
    "no such user|mailbox is full|mailbox full|over quota|quota exceeded|message blocked|was rejected|been rejected",
    "returned mail|automatically rejected|delivery status notification|delivery system|reporting-mta|undelivered",
    "delivery was impossible|delivery is delayed|not yet been delivered|could not be sent|bounced|no such mailbox",
    "problem delivering|problems delivering|error occurred while|mail server generated|unable to send|delivery report",
    "exceeded storage allocation|mailbox unavailable|message was blocked|not listed in|did not get delivered",
    "unable to relay|relaying denied|could not be found|delivery temporarily|delivery status|not delivered|unrouteable",
    "nicht zugestellt|unzustellbar|zustellung an",
    "fehler bei der nachrichtenzustellung|nicht übermittelt|nicht ausgeliefert",
    "n'a pas pu etre remis|n'a pas pu être remis|échec de la remise|n'a pas pu être distribu|n'a pas été remis",
    "impossible de remettre|n'a pas pu être livré|n'a pas été distribu|no se pudo entregar|no se ha podido entregar",
    "error al entregar|no pudo ser entregado|no se puede entregar|error de entrega|não pôde ser entregue",
    "não foi possível entregar|falha na entrega",
    "não foi entregue|non è stato possibile recapitare|impossibile recapitare",
    "non è stato recapitato|recapito non riuscito",
    "non è stato consegnato|kan niet worden bezorgd|kon niet worden bezorgd",
    "niet worden afgeleverd|bezorging aan|nie można dostarczyć|nie została dostarczona|nie mogła zostać dostarczona",
    "nie udało się dostarczyć|не удалось доставить|не может быть доставлено|не было доставлено|невозможно доставить",
    "配信できません|送信できません|配達できません|届けることができ|お届けできません|宛先が見つかり|配信することができ",
    "存在しないか|見つかりません|無効なため|拒否されました",
    "kunde inte levereras|ikke leveres|ei voitu toimittaa|nelze doručit",
    "kézbesít|teslim edileme|无法投递|未能送达|无法送达|无法传递|退回|배달할 수|전달할 수|전송할 수",
)

_DELAY = phrases(
    "delivery delayed|delayed mail|is delayed|been delayed|delivery delay|(delay)|delivery status notification (delay",
    "not yet been delivered|not yet deliver|will be retried",
    "will keep trying|will continue to|still trying|been deferred",
    "do not need to resend|no action is required|warning message only|warning: could not send|warning: message",
    "could not send message for past|will retry|keep trying|attempts to deliver the message will continue",
    "verzögert|wird weiter versucht|retardée|retrasad|in ritardo|ritardat",
    "vertraagd|opóźnion|задержан|откладыв|遅延|遅れて",
    "atrasad|atraso na|försenad|forsinket|viivästy|zpožděn|késik|ertelendi|延迟|延遲|지연",
)
_GIVEN_UP = phrases(
    "permanent error|permanent fatal|permanently|failed permanently|given up|gave up|giving up|retry timeout exceeded",
    "has been returned|(failure)|could not be delivered for more than|retry time not reached for any host after a long",
)
_DAEMON_NAMES = phrases(
    "mailer-daemon|mailer daemon|mail delivery system|mail delivery subsystem|mail delivery service|delivery subsystem",
    "system administrator|mail administrator|internet mail delivery",
    "mail deliver system|mail delivery|microsoft outlook",
    "mail system|mail router|postmaster|systemadministrator|administrateur système|administrador del sistema",
    "amministratore di sistema|systeembeheerder|bounce notification|smtp server",
)
_RETURNED = re.compile(
    r"[-=*_ .:#>]{0,60}(?:below this line is a copy|this is a copy of (?:the|your) message|original message"
    r"|unsent message|returned message|message headers? follow|original message headers|start of returned message"
    r"|the original message|header of the original|original mail|bounced e-?mail|undelivered message"
    r"|message header|returned mail follows|failed message|rejected message|returned content|included is a copy"
    r"|the header of the message|copy of your message|contents of the message|a copy of the message|original header"
    r"|ursprüngliche nachricht|ursprüngliche nachrichtenkopfzeilen|message d'origine|en-têtes du message"
    r"|mensaje original|encabezados de mensajes|mensagem original|messaggio originale|intestazioni originali"
    r"|oorspronkelijke bericht|元のメッセージ|オリジナルメッセージ)",
    re.IGNORECASE,
)
_OPENING = 2500


def bounce_subject(subject: str) -> bool:
    """Return whether a subject is that of a bounce."""
    return any_in(folded(without_tags(subject), 400), _SUBJECTS)


def begins_like_bounce(subject: str) -> bool:
    """Return whether a subject begins with the words of a bounce: a person who passes one on writes "Fwd:" first."""
    return folded(without_tags(subject), 400).startswith(_SUBJECTS)


def bounce_text(text: str) -> bool:
    """Return whether a text opens as a mail server's does."""
    return any_in(folded(text, _OPENING), _BODY)


def daemon_name(name: str) -> bool:
    """Return whether a sender's name is a mail server's."""
    return any_in(folded(name, 200), _DAEMON_NAMES)


def only_delayed(subject: str, text: str) -> bool:
    """Return whether words say that the mail server goes on trying."""
    words = folded(f"{subject} {text[:_OPENING]}")
    return any_in(words, _DELAY) and not any_in(words, _GIVEN_UP)


def begins_returned(line: str) -> bool:
    """Return whether a line announces the mail that is returned."""
    return bool(_RETURNED.match(line[:200])) and "@" not in line
