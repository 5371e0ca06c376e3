"""The language of a text is plain, or it is none: what nobody can read goes to a person."""

# Greek and Russian look like it.
# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from deskbot.triage.language import NAMES, READ, language_of

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


SHORT = {
    "sv": (
        "Hej, inga telefoner fungerar på hela kontoret, ingen kan ringa.",
        "Hej! Växeln är nere, vi kan inte ringa ut.",
        "Vi behöver en ny licens till kunden. Mvh Karin",
    ),
    "da": (
        "Hej, ingen telefoner virker på hele kontoret, ingen kan ringe.",
        "Telefonen hos en kunde virker ikke siden i går.",
        "Man kan ikke ringe ind til kunden.",
    ),
    "no": (
        "Hei, ingen telefoner fungerer på hele kontoret, ingen kan ringe.",
        "Hei! Sentralen er nede, vi kan ikke ringe ut.",
        "Noen hos kunden får ikke ringt, hva gjør vi nå?",
    ),
    "cs": (
        "Dobrý den, v celé kanceláři nefungují telefony, nikdo nemůže volat.",
        "Dobrý den, ústředna nefunguje, nemůžeme volat ven.",
    ),
    "sk": (
        "Dobrý deň, v celej kancelárii nefungujú telefóny, nikto nemôže volať.",
        "Dobrý deň, ústredňa nefunguje, nemôžeme volať von.",
    ),
    "pl": ("Dzień dobry, w całym biurze nie działają telefony.", "Centrala nie działa, nie możemy dzwonić."),
    "it": ("Il centralino è fermo, non possiamo chiamare fuori.", "Un telefono del cliente non funziona da ieri."),
    "nl": ("De centrale ligt plat, we kunnen niet naar buiten bellen.",),
    "fi": ("Hei, mikään puhelin ei toimi koko toimistossa.", "Vaihde on alhaalla, emme voi soittaa ulos."),
    "ro": ("Niciun telefon nu funcționează, nimeni nu poate suna.", "Centrala este căzută, nu putem suna."),
    "tr": ("Merhaba, ofiste hiçbir telefon çalışmıyor.", "Santral çalışmıyor, dışarı arama yapamıyoruz."),
    "hu": ("A központ nem működik, nem tudunk kifelé hívni.",),
    "ca": ("Bon dia, cap telèfon funciona, ningú pot trucar.", "La centraleta no va, no podem trucar."),
    "hr": ("Dobar dan, ne radi nijedan telefon.", "Centrala ne radi, ne možemo zvati van."),
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SHORT.items() for text in texts])
def test_a_short_line_is_no_english_whoever_shares_its_words(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Our customer Hej Kontor AB in Malmö has no dial tone on one telephone, can you help?",
        "The phone at Åsa Lindqvist's desk rings, but she hears nothing. Mvh",
        "Firma Ingen & Sohn: ein Apparat klingelt nicht mehr, man hört den Anrufer nicht.",
        "Den Kunden erreicht man wieder, alle Apparate gehen.",
        "Fra Diavolo restaurant: one line is dead, all the others are fine.",
        "Der Kunde in Aarhus hat seit gestern keine Leitung, bei ihm geht nur noch das Fax.",
        "Callers hear 'Den person du ringer til kan ikke svare lige nu' when they dial the office.",
        "O ramal do cliente Dobry Den nao toca, a linha do fax esta boa.",
    ],
)
def test_a_word_or_two_of_another_language_make_it_no_other(text: str) -> None:
    assert language_of(text) in (*READ, "")


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
        ("es", "Necesitamos pasar la licencia de Hollis Vet Clinic al equipo nuevo."),
        ("fr", "Besoin de transférer la licence sur un nouveau serveur."),
        ("pt", "Preciso trocar a licença da Hollis Vet Clinic."),
    ],
)
def test_a_few_words_of_the_trade_are_enough(code: str, text: str) -> None:
    assert language_of(text) == code
