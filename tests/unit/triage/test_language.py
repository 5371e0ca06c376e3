"""The language of a text is plain, or it is none: what nobody can read goes to a person."""

# Greek and Russian look like it.
# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from deskbot.triage.language import NAMES, language_of

PLAIN = {
    "en": "Hi, since this morning none of the phones at our customer can call out. We restarted the server, no change.",
    "es": "Hola, desde esta mañana ningún teléfono del cliente puede llamar afuera. Ya reiniciamos el servidor.",
    "fr": "Bonjour, depuis ce matin aucun poste de notre client ne peut appeler. Nous avons redémarré le serveur.",
    "de": "Guten Tag, seit heute früh kann bei unserem Kunden niemand mehr nach draußen telefonieren.",
    "pt": "Bom dia, desde hoje cedo nenhum ramal do cliente consegue ligar para fora. Já reiniciamos o servidor.",
    "it": "Buongiorno, da questa mattina i telefoni del nostro cliente non funzionano più. Potete aiutarci? Grazie",
    "nl": "Goedemorgen, sinds vanochtend kan niemand bij onze klant naar buiten bellen. Kunnen jullie helpen?",
    "pl": "Dzień dobry, od rana u naszego klienta nie działa żaden telefon. Proszę o pilną pomoc, dziękuję.",
    "sv": "Hej, sedan i morse kan ingen hos vår kund ringa ut. Vi har startat om servern men det hjälper inte.",
    "da": "Hej, siden i morges kan ingen hos vores kunde ringe ud. Vi har genstartet serveren, men det hjælper ikke.",
    "no": "Hei, siden i dag tidlig kan ingen hos kunden vår ringe ut. Vi har startet serveren på nytt, men ikke noe.",
    "fi": "Hei, asiakkaan puhelimet eivät ole toimineet aamusta asti. Olemme käynnistäneet palvelimen, kiitos.",
    "cs": "Dobrý den, od rána u našeho zákazníka nefunguje žádný telefon. Můžete nám prosím pomoci? Děkujeme.",
    "ro": "Bună ziua, de azi dimineață la clientul nostru nu mai funcționează niciun telefon. Vă rog să ne ajutați.",
    "tr": "Merhaba, bu sabahtan beri müşterimizde hiçbir telefon çalışmıyor. Lütfen bize yardım edin, teşekkürler.",
    "hu": "Jó napot, ma reggel óta az ügyfelünknél egyetlen telefon sem működik. Kérem, segítsenek, köszönöm.",
    "el": "Καλημέρα, από το πρωί δεν λειτουργεί κανένα τηλέφωνο στον πελάτη μας.",
    "ru": "Добрый день, с утра у нашего клиента не работает ни один телефон.",
    "uk": "Добрий день, з ранку у нашого клієнта не працює жоден телефон, допоможіть.",
    "ja": "お世話になっております。今朝から電話が使えません。",
    "zh": "您好，今天早上客户的所有电话都无法使用。",
    "ko": "안녕하세요, 오늘 아침부터 고객사의 전화가 되지 않습니다.",
    "ar": "صباح الخير، الهواتف لا تعمل عند العميل منذ الصباح",
    "he": "בוקר טוב, הטלפונים אצל הלקוח לא עובדים מהבוקר",
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), PLAIN.items(), ids=PLAIN)
def test_a_sentence_or_two_are_plain(code: str, text: str) -> None:
    assert language_of(text) == code
    assert code in NAMES


@pytest.mark.parametrize("code", ["es", "fr", "de", "pt", "it", "pl", "cs", "ro", "tr", "hu", "sv"])
def test_who_types_without_accents_is_understood_as_well(code: str) -> None:
    import unicodedata

    bare = "".join(letter for letter in unicodedata.normalize("NFD", PLAIN[code]) if not unicodedata.combining(letter))

    assert language_of(bare.replace("ß", "ss").replace("ł", "l").replace("ı", "i")) == code


@pytest.mark.parametrize(
    "text",
    [
        "SOS",
        "UCX50 7.0.14",
        "SOS!!! 112 UCX50 +1 512 555 0142",
        "Galaxy 3000G",
        "",
        "+++",
        "1) 50-77B3-E210\n2) 7.0.14",
    ],
)
def test_names_digits_and_cries_are_in_no_language(text: str) -> None:
    assert language_of(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Re: T-1042, our customer Trattoria Da Gino e Figli in Via della Spiga has no dial tone since noon.",
        "The user at Van den Berg en Zonen says the DSM16 shows Invalid License. What do we do?",
        "Please call Mrs. Łucja Dąbrowska at the site, she has the key.",
    ],
)
def test_foreign_names_in_an_english_mail_change_nothing(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Nuestro cliente Hotel Sol no recibe llamadas."),
        ("fr", "Plus aucun appel chez Dupont."),
        ("de", "Anlage bei Kunde Huber geht nicht."),
        ("pt", "Ramal 201 do cliente sem ligações."),
        ("en", "No calls at Acme since noon."),
    ],
)
def test_a_few_words_of_the_trade_are_enough(code: str, text: str) -> None:
    assert language_of(text) == code
