"""What mailers and writers say around a mail's own words, by language. One row a language; words are parted by `|`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from deskbot.channels.email.reading.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The words of one language."""

    sender: str = ""
    """Names of the header From."""
    sent: str = ""
    """Names of the header Date."""
    to: str = ""
    subject: str = ""
    copied: str = ""
    """Names of the header Cc."""
    opens: str = ""
    """How "On Monday, … wrote:" begins."""
    wrote: str = ""
    original: str = ""
    """What stands between dashes above a mail that is answered."""
    forwarded: str = ""
    """What stands between dashes above a mail that is passed on."""
    begins: str = ""
    """What stands, with a colon and no dashes, above a mail that is passed on."""
    announces: str = ""
    """What a writer says above a mail of somebody else's that they show, where no colon ends the line."""
    closings: str = ""
    """How a letter ends, above the name."""
    sent_from: str = ""
    """How a mailer's advertisement of itself begins: "Sent from my"."""
    sent_from_behind: str = ""
    """How it ends where the device comes first."""
    confidential: str = ""
    """Words of a legal notice below a letter; `+` joins two that must both be there."""


LANGUAGES: dict[str, Language] = {
    "en": Language(
        sender="from",
        sent="sent|date|sent at|sent on|received",
        to="to",
        subject="subject",
        copied="cc|bcc|reply-to|importance|attachments|organization|when|where|required|optional|priority",
        opens="on|at",
        wrote="wrote|writes|said",
        original="original message|original email|original e-mail|reply message|original appointment|"
        "quoted message|original",
        forwarded="forwarded message|forwarded mail|forwarded email|fwd message|fw message|forwarded by",
        begins="begin forwarded message|begin forwarded email",
        announces=(
            "see below|read below|mail below|email below|e-mail below|message below|note below|wrote this|"
            "has written|just wrote|just written|writes|wrote us|wrote to us|wrote me|wrote to me|sent this|sent us|"
            "sent me|got this|received this|their mail|their email|their e-mail|their message|his mail|his email|"
            "his e-mail|his message|her mail|her email|her e-mail|her message|customer's mail|customer's email|"
            "customer's e-mail|customer's message|passing this on|passing it on|forwarding this|from the customer"
        ),
        closings=(
            "regards|best|best regards|kind regards|kindest regards|warm regards|warmest regards|many regards|"
            "with kind regards|with best regards|with regards|regards and thanks|thanks and regards|thanks & regards|"
            "thanks and best regards|thanks and kind regards|best wishes|with best wishes|all the best|cheers|thanks|"
            "thanks again|thanks in advance|thanks a lot|thanks so much|thanks very much|thanks much|many thanks|"
            "thank you|thank you very much|thank you so much|thank you in advance|thank you again|thx|tia|rgds|"
            "sincerely|yours sincerely|sincerely yours|yours truly|yours faithfully|yours|respectfully|"
            "have a nice day|have a great day|have a good day|have a nice weekend|have a great weekend|take care|"
            "with thanks|kind wishes|thank you kindly|with kind greetings|kind greetings|greetings|best greetings|"
            "warmly|thanks in advance and kind regards|ta|br"
        ),
        sent_from=(
            "sent from|sent via|sent with|sent using|sent by|sent on|get outlook for|"
            "this message was sent from my|this email was sent from my"
        ),
        confidential=(
            "confidential+intended|confidential+recipient|confidentiality notice|privileged+recipient|"
            "confidential+e-mail|confidential+email|confidential+message|intended recipient|"
            "consider the environment before|registered in england|registered office|virus-free.|"
            "has been scanned+virus|unsubscribe+click|think before you print|"
            "please consider the environment|intended solely for|for the addressee only|need to print this|"
            "e-mail may contain|email may contain|this message may be confidential|privileged+delete"
        ),
    ),
    "fr": Language(
        sender="de|expediteur|exp",
        sent="envoye|date|message du|envoye le|date d'envoi|envoye a|le",
        to="a|destinataire|pour",
        subject="objet|sujet",
        copied="cc|cci|copie|copie a|importance|repondre a|pieces jointes",
        opens="le",
        wrote="a ecrit|ecrit|a ecrit ce qui suit",
        original="message d'origine|message original|message initial|courriel original|courriel d'origine",
        forwarded="message transfere|message transmis|message reexpedie|courriel transfere|mail transfere",
        begins="debut du message transfere|debut du message reexpedie|debut du courriel transfere",
        announces=(
            "ci-dessous|voir plus bas|a ecrit|ecrit ceci|nous ecrit|m'ecrit|vient d'ecrire|son message|son mail|"
            "leur message|leur mail|message du client|mail du client|courriel du client|je transfere|"
            "je vous transfere"
        ),
        closings=(
            "cordialement|bien cordialement|tres cordialement|cordiales salutations|salutations|"
            "salutations distinguees|meilleures salutations|sinceres salutations|salutations cordiales|"
            "bien a vous|bien a toi|amicalement|respectueusement|merci|merci d'avance|merci beaucoup|"
            "merci par avance|avec mes remerciements|bonne journee|bonne fin de journee|bonne soiree|"
            "bonne reception|cdt|cdlt|bien respectueusement|merci et bonne journee|a bientot|belle journee"
        ),
        sent_from=(
            "envoye de|envoye depuis|envoye a partir|envoye avec|envoye par|telecharger outlook|obtenez outlook|"
            "obtenir outlook|provenance :|envoye d'"
        ),
        confidential="confidentiel+message|confidentiel+destinataire|confidentiel+courriel|confidentiel+mail|"
        "avant d'imprimer|pensez a l'environnement",
    ),
    "es": Language(
        sender="de|desde|remitente",
        sent="enviado|fecha|enviado el|enviado en|fecha de envio",
        to="para|a|destinatario",
        subject="asunto|tema",
        copied="cc|cco|con copia|copia|importancia|responder a|datos adjuntos",
        opens="el|en",
        wrote="escribio|escribe|escribio lo siguiente|ha escrito",
        original="mensaje original|correo original",
        forwarded="mensaje reenviado|forwarded message|correo reenviado|mensaje enviado",
        begins="inicio del mensaje reenviado|comienzo del mensaje reenviado",
        announces=(
            "ver abajo|vea abajo|mas abajo|a continuacion|escribio|ha escrito|nos escribe|me escribe|"
            "acaba de escribir|mensaje del cliente|correo del cliente|les reenvio|le reenvio|te reenvio"
        ),
        closings=(
            "saludos|un saludo|saludo|saludos cordiales|un cordial saludo|cordial saludo|cordiales saludos|"
            "reciba un cordial saludo|muchos saludos|atentamente|atte|muy atentamente|gracias|muchas gracias|"
            "gracias de antemano|muchas gracias de antemano|gracias y saludos|gracias y un saludo|un abrazo|abrazos|"
            "quedo atento|quedo atenta|mil gracias|cordialmente|le saluda atentamente|feliz dia|buen dia"
        ),
        sent_from="enviado desde|enviado con|enviado de|enviado por|enviado a traves|obtener outlook|obtenga outlook|"
        "descargar outlook",
        confidential="confidencial+mensaje|confidencial+destinatario|confidencial+correo|aviso legal|antes de imprimir",
    ),
    "de": Language(
        sender="von|absender",
        sent="gesendet|datum|gesendet am|gesendet um|versendet|verschickt",
        to="an|empfanger",
        subject="betreff|betr",
        copied="cc|bcc|kopie|wichtigkeit|prioritat|antwort an|anlagen|antworten an",
        opens="am|von",
        wrote="schrieb|schreibt|hat geschrieben|schrieben|geschrieben",
        original="ursprungliche nachricht|original-nachricht|originalnachricht|urspruengliche nachricht|"
        "antwort nachricht|ursprunglicher termin|originaltermin|original nachricht|ursprungliche e-mail|"
        "ursprungliche mail",
        forwarded="weitergeleitete nachricht|weitergeleitete e-mail|weitergeleitete mail|weitergeleitet von",
        begins="anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|"
        "beginn der weitergeleiteten nachricht",
        announces=(
            "siehe unten|s. unten|s.u|untenstehend|unten stehend|unten stehende|nachstehend|folgende mail|"
            "folgende e-mail|folgende nachricht|hat geschrieben|schrieb|schreibt|schickt uns|seine mail|seine e-mail|"
            "seine nachricht|mail des kunden|e-mail des kunden|nachricht des kunden|mail vom kunden|"
            "nachricht vom kunden|leite ich weiter"
        ),
        closings=(
            "mit freundlichen grussen|mit freundlichem gruss|mit besten grussen|mit lieben grussen|"
            "mit herzlichen grussen|mit freundlichen gruessen|freundliche grusse|freundliche gruesse|viele grusse|"
            "viele gruesse|beste grusse|beste gruesse|liebe grusse|liebe gruesse|schone grusse|herzliche grusse|"
            "herzlichst|grusse|gruesse|gruss|lieber gruss|schonen gruss|schoner gruss|besten gruss|mfg|lg|vg|bg|"
            "hochachtungsvoll|danke|danke dir|danke ihnen|danke schon|danke schonmal|danke im voraus|danke vorab|"
            "danke und gruss|danke und grusse|danke und viele grusse|danke und beste grusse|vielen dank|"
            "vielen dank im voraus|vielen dank und viele grusse|vielen dank und beste grusse|herzlichen dank|"
            "besten dank|besten dank und gruss|vielen dank vorab|schonen tag noch|schonen tag|tschuss|servus|"
            "mit freundlicher empfehlung|freundlicher gruss|mit freundlichen grussen aus|viele liebe grusse"
        ),
        sent_from=(
            "von meinem|von meiner|gesendet von|gesendet mit|gesendet uber|gesendet ueber|gesendet aus|"
            "diese nachricht wurde von|diese e-mail wurde von|diese mail wurde von|holen sie sich outlook|"
            "outlook fur|versendet von|verschickt von|verschickt mit|versendet mit"
        ),
        sent_from_behind="mail gesendet|app gesendet|iphone gesendet|ipad gesendet|handy gesendet",
        confidential=(
            "vertrauliche+e-mail|vertraulich+nachricht|vertraulich+mail|vertraulich+empfanger|"
            "nicht der richtige adressat|nachricht+empfanger bestimmt|"
            "nicht der beabsichtigte empfanger|sitz der gesellschaft|amtsgericht+hrb|"
            "registergericht|handelsregister|geschaftsfuhrer:|geschaftsfuhrung:|umwelt+ausdrucken"
        ),
    ),
    "pt": Language(
        sender="de|remetente",
        sent="enviado|enviada|data|enviada em|enviado em|data de envio|enviado a|enviada a",
        to="para|a",
        subject="assunto",
        copied="cc|cco|com copia|prioridade|importancia|responder a|anexos",
        opens="em|no dia|a|as",
        wrote="escreveu|escreve|escreveu o seguinte|escreveu no dia",
        original="mensagem original|e-mail original|email original",
        forwarded="mensagem encaminhada|mensagem reencaminhada|e-mail encaminhado|email encaminhado",
        begins="inicio da mensagem reencaminhada|inicio da mensagem encaminhada",
        announces=(
            "ver abaixo|veja abaixo|segue abaixo|mensagem abaixo|e-mail abaixo|escreveu|nos escreve|"
            "mensagem do cliente|e-mail do cliente|encaminho"
        ),
        closings=(
            "atenciosamente|atentamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|"
            "com os meus melhores cumprimentos|cumps|obrigado|obrigada|muito obrigado|muito obrigada|"
            "obrigado desde ja|desde ja obrigado|desde ja agradeco|abraco|abracos|um abraco|att|cordialmente|"
            "saudacoes|saudacoes cordiais|grato|grata|obrigado e cumprimentos|bom dia|boa tarde|bom trabalho|"
            "agradeco desde ja|sem mais"
        ),
        sent_from="enviado do|enviado da|enviado de|enviado a partir|enviada do|enviado com|enviado atraves|"
        "enviado pelo|obter o outlook|obtenha o outlook|baixar o outlook|baixe o outlook|transferir o outlook",
        confidential="confidencial+mensagem|confidenciais+mensagem|confidencial+destinatario|confidencial+e-mail|"
        "confidencial+email|antes de imprimir",
    ),
    "nl": Language(
        sender="van|afzender",
        sent="verzonden|datum|verzonden op|verstuurd|verzonden om",
        to="aan|naar",
        subject="onderwerp|betreft",
        copied="cc|bcc|kopie|urgentie|prioriteit|bijlagen",
        opens="op",
        wrote="schreef|schrijft|geschreven|heeft geschreven|schreef het volgende",
        original="oorspronkelijk bericht|origineel bericht|oorspronkelijke afspraak|oorspronkelijke bericht",
        forwarded="doorgestuurd bericht|doorgezonden bericht|doorgestuurde e-mail",
        begins="begin doorgestuurd bericht",
        announces=(
            "zie onder|zie hieronder|hieronder|schreef|schrijft|bericht van de klant|mail van de klant|stuur ik door"
        ),
        closings=(
            "met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|groet|groeten|"
            "groetjes|hartelijke groet|hartelijke groeten|met hartelijke groet|mvg|m.v.g|bedankt|alvast bedankt|"
            "dank u wel|dank je wel|dank|hoogachtend|bij voorbaat dank|bvd|fijne dag|met groet|met groeten|"
            "bedankt en groeten|alvast dank"
        ),
        sent_from="verzonden vanaf|verzonden met|verzonden via|verstuurd vanaf|verstuurd met|verstuurd via|"
        "download outlook|outlook voor|outlook downloaden|verzonden vanuit",
        confidential="vertrouwelijk+bericht|vertrouwelijk+mail|vertrouwelijk+geadresseerde|"
        "vertrouwelijke informatie|voordat u deze",
    ),
    "it": Language(
        sender="da|mittente",
        sent="inviato|data|data invio|inviato il|data di invio",
        to="a|per|destinatario",
        subject="oggetto",
        copied="cc|ccn|priorita|allegati|rispondi a|risposta",
        opens="il|in data|il giorno|il giorno di|nel giorno",
        wrote="ha scritto|scrive|scriveva|ha scritto quanto segue",
        original="messaggio originale|messaggio originario|appuntamento originale",
        forwarded="messaggio inoltrato|messaggio inoltrato da|mail inoltrata",
        begins="inizio messaggio inoltrato|inizio del messaggio inoltrato",
        announces=(
            "vedi sotto|qui sotto|di seguito|ha scritto|ci scrive|mi scrive|messaggio del cliente|mail del cliente|"
            "inoltro"
        ),
        closings=(
            "cordiali saluti|distinti saluti|saluti|un saluto|un cordiale saluto|cari saluti|i migliori saluti|"
            "tanti saluti|grazie|grazie mille|molte grazie|grazie in anticipo|grazie e saluti|"
            "grazie e cordiali saluti|cordialmente|buona giornata|buon lavoro|buona serata|a presto|"
            "ringraziando in anticipo|grazie e buona giornata"
        ),
        sent_from="inviato da|inviato dal|inviato con|inviato tramite|scarica outlook|ottieni outlook",
        confidential="riservat+messaggio|riservat+destinatari|confidenziali+messaggio|riservate+e-mail|"
        "prima di stampare|d.lgs",
    ),
    "pl": Language(
        sender="od|nadawca",
        sent="wyslano|data|wyslane|data wyslania|wyslana",
        to="do|adresat|odbiorca",
        subject="temat",
        copied="dw|udw|cc|do wiadomosci|waznosc|zalaczniki",
        opens="w dniu|dnia",
        wrote="napisal|napisala|napisal(a)|napisana przez|pisze|napisano|uzytkownik",
        original="wiadomosc oryginalna|oryginalna wiadomosc|pierwotna wiadomosc|wiadomosc pierwotna",
        forwarded="przekazana wiadomosc|wiadomosc przekazana|przeslana wiadomosc",
        begins="poczatek przekazanej wiadomosci|poczatek przekazywanej wiadomosci",
        closings=(
            "pozdrawiam|pozdrawiam serdecznie|serdecznie pozdrawiam|z pozdrowieniami|pozdrowienia|"
            "lacze pozdrowienia|z powazaniem|z wyrazami szacunku|dziekuje|dziekuje bardzo|dziekuje i pozdrawiam|"
            "dzieki|z gory dziekuje|pozdr|milego dnia|dziekujemy|uklony"
        ),
        sent_from="wyslane z|wyslano z|wyslane przez|wyslano za|pobierz outlook|pobierz program outlook|"
        "pobierz aplikacje outlook|wyslane za",
        confidential="poufn+wiadomosc|poufne+adresat|poufn+mail|zanim wydrukujesz",
    ),
    "ru": Language(
        sender="от|от кого|отправитель",
        sent="дата|отправлено|послано|время",
        to="кому|получатель",
        subject="тема",
        copied="копия|скрытая копия|важность|вложения",
        opens="в",
        wrote="пишет|писал|писала|писал(а)|написал|написала|написал(а)|написали",  # noqa: RUF001
        original="исходное сообщение|оригинальное сообщение|исходное письмо|первоначальное сообщение",
        forwarded="пересылаемое сообщение|пересланное сообщение|перенаправленное сообщение|пересылаемое письмо|"
        "пересланное письмо",
        begins="начало переадресованного сообщения|начало пересылаемого сообщения|начало пересланного сообщения",
        closings=(
            "с уважением|с наилучшими пожеланиями|всего доброго|всего хорошего|спасибо|большое спасибо|"  # noqa: RUF001
            "заранее спасибо|спасибо заранее|благодарю|заранее благодарю|с благодарностью|хорошего дня|"  # noqa: RUF001
            "удачного дня|искренне ваш"
        ),
        sent_from="отправлено с|отправлено из|отправлено через|отправлено от|скачать outlook|получить outlook|"  # noqa: RUF001
        "послано с",  # noqa: RUF001
        confidential="конфиденциальн+сообщени|конфиденциальн+письм|конфиденциальн+получател",
    ),
    "uk": Language(
        sender="від|відправник|від кого",
        sent="дата|надіслано|відправлено",
        to="кому|до|одержувач",
        subject="тема",
        copied="копія",
        opens="у|в",  # noqa: RUF001
        wrote="пише|писав|писала|написав|написала|написав(ла)",
        original="вихідне повідомлення|оригінальне повідомлення|початкове повідомлення",
        forwarded="переслане повідомлення|пересилається повідомлення",
        begins="початок пересланого повідомлення|початок листа, що пересилається",
        closings="з повагою|дякую|щиро дякую|з найкращими побажаннями|гарного дня|заздалегідь дякую",
        sent_from="надіслано з|відправлено з|надіслано через|отримати outlook",
        confidential="конфіденційн+повідомлення",
    ),
    "sv": Language(
        sender="fran|avsandare",
        sent="skickat|datum|skickades",
        to="till",
        subject="amne|arende",
        copied="kopia|cc|prioritet|bifogade filer",
        opens="den|pa",
        wrote="skrev|skriver|skrev foljande",
        original="ursprungligt meddelande|originalmeddelande|ursprungligt mejl",
        forwarded="vidarebefordrat meddelande|vidarebefordrat mejl|vidarebefordrat brev",
        begins="vidarebefordrat brev|borjan pa vidarebefordrat meddelande|vidarebefordrat mejl",
        closings=(
            "med vanlig halsning|med vanliga halsningar|vanliga halsningar|vanlig halsning|halsningar|halsning|"
            "basta halsningar|med basta halsningar|mvh|vh|tack|tack pa forhand|stort tack|tack och hej|"
            "tack sa mycket|hej sa lange|ha en bra dag|halsn"
        ),
        sent_from="skickat fran|skickades fran|skickat med|skaffa outlook|hamta outlook|mottaget fran",
        confidential="konfidentiell+meddelande|sekretess+meddelande",
    ),
    "da": Language(
        sender="fra|afsender",
        sent="sendt|dato|sendt den",
        to="til",
        subject="emne",
        copied="cc|kopi|prioritet|vedhaeftede filer",
        opens="den|pa",
        wrote="skrev|skriver|skrev folgende",
        original="oprindelig meddelelse|oprindelig besked|oprindelig mail|oprindelig e-mail",
        forwarded="videresendt meddelelse|videresendt besked|videresendt mail",
        begins="start pa videresendt besked|videresendt besked|start pa videresendt meddelelse",
        closings=(
            "med venlig hilsen|venlig hilsen|med venlige hilsner|bedste hilsner|de bedste hilsner|bedste hilsen|"
            "mange hilsner|hilsen|hilsner|mvh|kh|dbh|vh|tak|mange tak|pa forhand tak|tak pa forhand|god dag"
        ),
        sent_from="sendt fra|sendt via|sendt med|hent outlook|fa outlook",
        confidential="fortrolig+meddelelse|fortrolig+mail",
    ),
    "no": Language(
        sender="fra|avsender",
        sent="sendt|dato|sendt den",
        to="til",
        subject="emne",
        copied="kopi|cc|prioritet|vedlegg",
        opens="den|pa",
        wrote="skrev|skriver|skrev folgende",
        original="opprinnelig melding|opprinnelig e-post|original melding|opprinnelig e-postmelding",
        forwarded="videresendt melding|videresendt e-post",
        begins="videresendt melding|start pa videresendt melding",
        closings=(
            "med vennlig hilsen|vennlig hilsen|med vennlige hilsener|beste hilsen|beste hilsener|hilsen|mvh|takk|"
            "tusen takk|pa forhand takk|takk pa forhand|ha en fin dag"
        ),
        sent_from="sendt fra|sendt med|skaff deg outlook|hent outlook|last ned outlook",
        confidential="konfidensiell+melding|fortrolig+e-post",
    ),
    "fi": Language(
        sender="lahettaja",
        sent="lahetetty|paivamaara|paivays|pvm",
        to="vastaanottaja",
        subject="aihe",
        copied="kopio|piilokopio|tarkeys",
        wrote="kirjoitti|kirjoittaa",
        original="alkuperainen viesti",
        forwarded="valitetty viesti|edelleenlahetetty viesti|edelleen lahetetty viesti",
        begins="valitetty viesti alkaa|edelleenlahetetty viesti alkaa",
        closings=(
            "ystavallisin terveisin|parhain terveisin|terveisin|yst. terv|yst.terv|terv|kiitos|kiitoksia|"
            "kiitos etukateen|kiitos jo etukateen|hyvaa paivanjatkoa|yt"
        ),
        sent_from="lahetetty|hanki outlook|lataa outlook",
        sent_from_behind="lahetetty iphonesta|lahetetty ipadista",
        confidential="luottamuksellinen+viesti|luottamuksell+vastaanottaja",
    ),
    "cs": Language(
        sender="od|odesilatel",
        sent="odeslano|datum|poslano",
        to="komu|prijemce|pro",
        subject="predmet",
        copied="kopie|skryta|dulezitost",
        opens="dne",
        wrote="napsal|napsala|napsal(a)|pise|napsal/a",
        original="puvodni zprava|puvodni e-mail|puvodni email",
        forwarded="preposlana zprava|predana zprava|preposlany e-mail",
        begins="zacatek preposlane zpravy|zacatek predavane zpravy",
        closings=(
            "s pozdravem|s pratelskym pozdravem|s uctou|dekuji|dekuji predem|predem dekuji|dekujeme|diky|"
            "hezky den|s pranim hezkeho dne|zdravim|pekny den|dekuji a preji hezky den"
        ),
        sent_from="odeslano z|odeslano ze|odeslano pomoci|ziskat outlook|stahnout outlook",
        confidential="duvern+zprav|duvern+mail",
    ),
    "sk": Language(
        sender="od|odosielatel",
        sent="odoslane|datum",
        to="komu|pre",
        subject="predmet",
        copied="kopia",
        opens="dna",
        wrote="napisal|napisala|pise|napisal(a)",
        original="povodna sprava|povodny e-mail",
        forwarded="preposlana sprava",
        begins="zaciatok preposlanej spravy",
        closings="s pozdravom|s priatelskym pozdravom|s uctou|dakujem|vopred dakujem|prijemny den",
        sent_from="odoslane z|odoslane zo",
        confidential="doverne+sprav",
    ),
    "hu": Language(
        sender="felado|kuldo|kuldte",
        sent="elkuldve|datum|kuldve|kuldes datuma",
        to="cimzett|cimzettek",
        subject="targy",
        copied="masolat|masolatot kap|titkos masolat",
        wrote="irta|ezt irta|a kovetkezot irta",
        original="eredeti uzenet|eredeti level",
        forwarded="tovabbitott uzenet|tovabbitott level|forwardolt uzenet",
        begins="tovabbitott level kezdete|tovabbitott uzenet kezdete",
        closings="udvozlettel|szives udvozlettel|tisztelettel|koszonettel|koszonom|elore is koszonom|udv|"
        "baratsaggal|koszonom szepen",
        sent_from="elkuldve|az iphone-omrol|outlook beszerzese",
        sent_from_behind="omrol kuldve",
        confidential="bizalmas+uzenet|bizalmas+cimzett",
    ),
    "ro": Language(
        sender="de la|expeditor|din partea",
        sent="trimis|data|trimis la|data trimiterii|trimis pe",
        to="catre|pentru",
        subject="subiect|subiectul",
        copied="cc|prioritate|importanta",
        opens="pe|la|in data de|in",
        wrote="a scris|scrie|a scris urmatoarele",
        original="mesaj original|mesajul original|mesaj initial",
        forwarded="mesaj redirectionat|mesaj transmis|mesaj retransmis|mesaj inaintat",
        begins="inceputul mesajului redirectionat|inceput mesaj redirectionat",
        closings="cu stima|cu respect|multumesc|va multumesc|multumesc anticipat|cu consideratie|o zi buna|"
        "numai bine|toate cele bune|cu drag",
        sent_from="trimis de pe|trimis din|trimis cu|obtineti outlook|descarcati outlook",
        confidential="confidential+mesaj|confidentiale+mesaj",
    ),
    "tr": Language(
        sender="kimden|gonderen",
        sent="gonderildi|tarih|gonderme tarihi|gonderilme tarihi|gonderim zamani",
        to="kime|alici",
        subject="konu",
        copied="bilgi|gizli|onem",
        wrote="yazdi|sunu yazdi|sunlari yazdi|yazmis",
        original="orijinal mesaj|ozgun ileti|orijinal ileti|ozgun mesaj|asil ileti",
        forwarded="iletilen mesaj|iletilen ileti|iletilmis mesaj|yonlendirilmis mesaj|yonlendirilen ileti",
        begins="iletilen mesajin baslangici|baslangic: iletilen ileti",
        closings="saygilarimla|saygilarimizla|saygilar|iyi calismalar|tesekkurler|tesekkur ederim|simdiden tesekkurler|"
        "sevgiler|iyi gunler|selamlar|kolay gelsin",
        sent_from="outlook'u edinin|android icin outlook|ios icin outlook",
        sent_from_behind="gonderildi",
        confidential="gizli+mesaj|gizli+e-posta",
    ),
    "el": Language(
        sender="απο|αποστολεας",
        sent="σταλθηκε|ημερομηνια|αποστολη|εσταλη",
        to="προς|παραληπτης",
        subject="θεμα",
        copied="κοιν|κοιν.|κοινοποιηση",
        opens="στις|την|σε",
        wrote="εγραψε|εγραψαν|γραφει|εγραψε τα εξης",
        original="αρχικο μηνυμα|πρωτοτυπο μηνυμα",
        forwarded="προωθημενο μηνυμα",
        begins="εναρξη προωθημενου μηνυματος|αρχη προωθημενου μηνυματος",
        closings="με εκτιμηση|ευχαριστω|ευχαριστω πολυ|ευχαριστω εκ των προτερων|φιλικα|με φιλικους χαιρετισμους|"
        "χαιρετισμους|καλη συνεχεια",
        sent_from="σταλθηκε απο|εσταλη απο|αποκτηστε το outlook|ληψη του outlook",
        confidential="εμπιστευτικ+μηνυμα",
    ),
    "zh": Language(
        sender="发件人|寄件人|寄件者|发送人|發件人",
        sent="发送时间|日期|寄件日期|发送日期|傳送時間|时间|發送時間|已傳送",
        to="收件人|收件者",
        subject="主题|主旨|主題|标题",
        copied="抄送|副本|抄送人",
        opens="在|于|於",
        wrote="写道|寫道|写到|来信|於",
        original="原始邮件|邮件原件|原始郵件|原邮件|原始信件|原始訊息|原始消息",
        forwarded="转发的邮件|转发邮件|轉寄郵件|轉寄的郵件|转发邮件信息|已转发邮件|转发信息",
        begins="开始转发的邮件|下面是转发的邮件|下面是被转发的邮件|開始轉寄郵件",
        closings="此致|敬礼|此致敬礼|祝好|谢谢|多谢|非常感谢|顺颂商祺|祝商祺|顺祝商祺|謝謝|祝工作顺利|敬上|感谢",
        sent_from="发自我的|從我的|发自|寄件自|获取 outlook|取得 outlook|获取适用于|傳送自我的|從",
        sent_from_behind="发送|發送|傳送",
        confidential="保密+邮件|机密+邮件|机密+收件人|機密+郵件",
    ),
    "ja": Language(
        sender="差出人|送信者|from",
        sent="送信日時|日時|日付|送信日|送信",
        to="宛先|送信先",
        subject="件名",
        copied="cc|写し|重要度",
        wrote="のメール|書きました|は書きました|wrote|さんからのメール|がメールを書きました|のメッセージ|にメール",
        original="元のメッセージ|オリジナルメッセージ|元のメール|original message|元の予定",
        forwarded="転送されたメッセージ|転送メッセージ|転送メール|転送されたメール",
        begins="転送されたメッセージ|転送されたメール|以下転送|以下、転送",
        closings=(
            "よろしくお願いします|よろしくお願いいたします|よろしくお願い致します|宜しくお願いします|"
            "宜しくお願いいたします|宜しくお願い致します|どうぞよろしくお願いいたします|"
            "何卒よろしくお願いいたします|何卒よろしくお願い申し上げます|よろしくお願い申し上げます|敬具|以上|草々|"
            "以上、よろしくお願いいたします|以上よろしくお願いいたします|ありがとうございました|ありがとうございます"
        ),
        sent_from_behind="から送信|を入手|から送付|からの送信",
        confidential="機密+メール|秘密情報+メール",
    ),
    "ko": Language(
        sender="보낸 사람|보낸사람|발신|발신자|from",
        sent="보낸 날짜|보낸날짜|날짜|보냄|보낸 시간|일시",
        to="받는 사람|받는사람|수신|수신자",
        subject="제목",
        copied="참조",
        wrote="작성|님이 작성|님이 작성한 내용|님이 쓴 글|씀|님이 다음과 같이 썼습니다",
        original="원본 메시지|원본 메일|원본 이메일|원본메시지|original message",
        forwarded="전달된 메시지|전달된 메일|전달 메시지|forwarded message",
        begins="전달된 메시지 시작|전달된 메시지",
        closings="감사합니다|고맙습니다|수고하세요|수고하십시오|드림|올림|안녕히 계세요|부탁드립니다",
        sent_from="나의 iphone에서|내 iphone에서|get outlook",
        sent_from_behind="에서 보냄|에서 발송됨|outlook 받기|outlook 다운로드",
        confidential="기밀+메일|비밀+메일",
    ),
    "he": Language(
        sender="מאת|מ",
        sent="תאריך|נשלח|נשלח בתאריך",
        to="אל|ל",
        subject="נושא|הנדון",
        copied="עותק|העתק",
        opens="בתאריך|ב",
        wrote="כתב|כתבה|כתב/ה|כתב את|מאת|כתב/ה את",
        original="הודעה מקורית|ההודעה המקורית",
        forwarded="הודעה שהועברה|הודעה מועברת",
        begins="תחילת ההודעה שהועברה",
        closings="בברכה|תודה|תודה רבה|תודה מראש|בכבוד רב|יום טוב",
        sent_from="נשלח מ|נשלח מה|השג את outlook|קבל את outlook",
        confidential="חסוי+הודעה|סודי+הודעה",
    ),
    "ar": Language(
        sender="من|المرسل",
        sent="تاريخ|التاريخ|تم الإرسال|أرسلت|تاريخ الإرسال|الإرسال",
        to="إلى|الى|المستلم",
        subject="الموضوع|موضوع",
        copied="نسخة|نسخة إلى",
        opens="في|بتاريخ",
        wrote="كتب|كتبت|كتب ما يلي|تمت كتابة ما يلي بواسطة|تمت كتابة ما يلي",
        original="الرسالة الأصلية|رسالة أصلية",
        forwarded="رسالة معاد توجيهها|الرسالة المعاد توجيهها|رسالة محولة",
        begins="بداية الرسالة المعاد توجيهها|بداية الرسالة المُعاد توجيهها",
        closings="مع التحية|تحياتي|مع تحياتي|مع أطيب التحيات|شكرا|شكرا لكم|شكرا جزيلا|وتفضلوا بقبول فائق الاحترام|"
        "مع خالص التحية|ودمتم",
        sent_from="أرسلت من|مرسل من|تم الإرسال من|أرسل من|الحصول على outlook",
        confidential="سرية+رسالة|سري+الرسالة",
    ),
}

REPLY_PREFIXES = (
    "re|r|aw|sv|antw|antwort|ref|res|rif|odp|ynt|yan|ant|vs|vastaus|vast|re-|atb|hodg|hj|vá|va|ris|rv:re|σχετ|απ|na"
    "|回复|回覆|答复|答覆|返信|回信|ответ|відп|на|отв|회신|답장|תשובה|השב|رد|bls|nv|svar|blz|réf"
)
"""What mailers put before the subject of an answer."""
FORWARD_PREFIXES = (
    "fwd|fw|wg|tr|rv|enc|i|doorst|fs|vb|vl|pd|ilt|пересл|пер|转发|轉寄|轉發|転送|전달|הועבר|إعادة توجيه"
    "|προωθ|πρθ|továbbítás|tovabb|tov|inoltra|reenv|reenviado|encaminhado|doorgestuurd|fyi|redir|př|fwd-"
)
"""What mailers put before the subject of a mail that is passed on."""
DEVICES = (
    "iphone|ipad|ipod|android|galaxy|samsung|blackberry|phone|mobile|mobil|handy|tablet|outlook|windows|yahoo|gmail|"
    "proton|tutanota|nokia|huawei|xiaomi|redmi|sony|xperia|motorola|pixel|oneplus|verizon|t-mobile|device|gerat|"
    "geraet|surface|mailbox|movil|celular|cellulare|telefoon|telefon|telemovel|dispositivo|appareil|apparaat|"
    "apple watch|k-9|thunderbird|gmx|web.de|mail.ru|aol|spark|zimbra|zoho|em client|smartphone|macbook|imac|"
    "mail app|mail fur|mail for|icloud|fairphone|телефон|устройства|айфон|смартфон|手机|手機|puhelim|komork|"
    "мобильн|почт|yandex|яндекс|acompli|hcl|lotus|notes|mailspring|superhuman|airmail|newton|bluemail|htc|lg |zte|"
    "cell phone|cellphone|my cell|tutamail|tuta|fastmail|mailbird|nine|typeapp|myMail|canary|boxer|workspace one|hey "
)
"""Words of which one stands in each mailer's advertisement of itself."""


def words_of(field: str) -> tuple[str, ...]:
    """Return one column of the table, folded, the longest first.

    Raises:
        ValueError: there is no such column.
    """
    if field not in {column.name for column in fields(Language)}:
        raise ValueError(f"no column {field!r}")
    return split(getattr(language, field) for language in LANGUAGES.values())


def split(rows: Iterable[str]) -> tuple[str, ...]:
    """Return the folded words of rows that are parted by `|`, each once, the longest first."""
    found = {fold(word) for row in rows for word in row.split("|") if word}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches one of the words."""
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in words) + ")"
