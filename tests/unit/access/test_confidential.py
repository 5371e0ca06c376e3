"""Passwords, SIP secrets, licence keys and card numbers are masked; nothing else is."""

from __future__ import annotations

import pytest

from deskbot.access.confidential import masked, without_secrets
from deskbot.access.masking.signs import MASK
from deskbot.model.message import Address, Forwarded, Inbound


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("password: Tr0ub4dor&3 works", "password: [masked] works"),
        ("Password = hunter2.", "Password = [masked]."),
        ("user: admin password: admin", "user: admin password: [masked]"),
        ("the sip secret is 8fK2!x9q, please use it", "the sip secret is [masked], please use it"),
        ("the password for 201 is Blue$ky77.", "the password for 201 is [masked]."),
        ("secret=ab12cd34", "secret=[masked]"),
        ("Passwort: Geheim123", "Passwort: [masked]"),
        ("contrase\u00f1a: perro123", "contrase\u00f1a: [masked]"),
        ("la clave es: 1234", "la clave es: [masked]"),
        ("a senha \u00e9 abc123!x", "a senha \u00e9 [masked]"),
        ("mot de passe : Chat2024", "mot de passe : [masked]"),
        ("mailbox PIN is 2580", "mailbox PIN is [masked]"),
        ("PIN 4711 fails", "PIN [masked] fails"),
        ("licence key: ABCD1-EFGH2-IJKL3", "licence key: [masked]"),
        ("use ABCD1-EFGH2-IJKL3-MNOP4-QRST5 for it", "use [masked] for it"),
        ("card 4111 1111 1111 1111 exp", "card [masked] exp"),
        ("login admin/Passw0rd", "login admin/[masked]"),
        ("it still has root:toor, sorry", "it still has root:[masked], sorry"),
        ("web page takes admin:admin.", "web page takes admin:[masked]."),
        (
            'nonce="5f2a", response="6629fae49393a05397450978507c4ef1", algorithm=MD5',
            'nonce="5f2a", response="[masked]", algorithm=MD5',
        ),
        ("https://bob:pw@host.example/x", "https://bob:[masked]@host.example/x"),
        ("Authorization: Bearer abcdef1234567890", "Authorization: Bearer [masked]"),
        ("Authorization: Basic YWRtaW46c2VjcmV0", "Authorization: Basic [masked]"),
        ("<p>password: <b>abc9!</b></p>", "<p>password: <b>[masked]</b></p>"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- end", "[masked] end"),
    ],
)
def test_a_secret_is_masked_and_what_stands_around_it_stays(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "we reset the password and the PIN was rejected",
        "password reset by the user does not work",
        "password expired yesterday",
        "Password: unknown",
        "voicemail password is not working",
        "Passwort ist falsch",
        "+1 972 555 0142, host 3G-88C1-0457, licence 50-77B3",
        "host id 564D2F80-9B1C-11E2-9E96-0800200C9A66",
        "MAC 00-1B-44-11-3A-B7 and 001B44113AB7",
        "the provider's ticket is 4111111111111112",
        "the Basic licence does not match, key 5 does nothing",
        "T-1042 and the conference on 2580",
        "Re: Portal password [T-1042]",
        "Re: SIP secret T-1042",
        "We did all basic troubleshooting on site.",
        "basic authentication was switched off",
        "password: all phones are down since then",
        "extensions 3101 3102 3103 3106 are dead",
        "the licence key for serial 4021-88-3711 is missing",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert masked(text) == text


def test_masking_twice_changes_nothing() -> None:
    once = masked("password: abc9! and PIN 4711")
    assert masked(once) == once


def test_every_text_of_a_message_is_masked() -> None:
    text = "password: abc9!"
    message = Inbound(
        channel="email",
        external_id="1",
        sender=Address("ty@brightpathvoice.example"),
        subject=text,
        text=text,
        reply=text,
        own=text,
        signature=text,
        html=text,
        forwarded=(Forwarded(text, text),),
    )

    shown = without_secrets(message)

    assert "abc9" not in repr(shown)
    assert repr(shown).count(MASK) == 8


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("we changed the password to Winter2024! yesterday", "Winter2024"),
        ("Passwort geändert auf Winter2024!", "Winter2024"),
        ("mot de passe changé en Hiver2024!", "Hiver2024"),
        ("cambié la contraseña a Invierno2024!", "Invierno2024"),
        ("mudei a senha para Inverno2024!", "Inverno2024"),
        ("Password - Winter2024!", "Winter2024"),
        ("user: admin pass: Winter2024", "Winter2024"),
        ("login admin pass admin123", "admin123"),
        ("authuser=200;authpass=xyz987", "xyz987"),
        ("<SIP_Password>xyz987abc</SIP_Password>", "xyz987abc"),
        ("card 4111 1111 1111 1111 12/27, cvv 123", "1111"),
        ("card 4111 1111 1111 1111 12/27, cvv 123", "cvv 123"),
        ("card 4111.1111.1111.1111", "1111"),
        ("Kartenprüfnummer 123", "123"),
        ("Kreditkarte, gültig bis 12/27, Prüfziffer 737", "737"),
        ("card security code: 456", "456"),
        ("the security code on the back of the card is 456", "456"),
        ("carte bancaire, code de sécurité : 123", "123"),
        ("cryptogramme 123", "123"),
        ("tarjeta Visa, código de seguridad 123", "123"),
        ("código de segurança do cartão é 123", "123"),
        ('PIN = "4711"', "4711"),
        ("the PIN of mailbox 200 is 4711", "4711"),
    ],
)
def test_a_secret_is_masked_however_it_is_told(text: str, secret: str) -> None:
    assert secret not in masked(text)
    assert MASK in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "all calls pass 200 OK to 3101",
        "the line card has the security code E123 on its label",
        "Prüfziffer 123 auf dem Typenschild",
        "please change the password for ext 200",
        "reset her password to make it work on 3101",
        "user 3101 can pass through the firewall",
        "extensions 3101 3102 3103 3106 in export.csv 123",
        "the password for Galaxy 3000G is lost",
    ],
)
def test_words_that_only_look_like_it_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("le mot de passe est maintenant Hiver2024!", "Hiver2024"),
        ("Le mot de passe est d\u00e9sormais Hiver2024!", "Hiver2024"),
        ("a senha nova \u00e9: Inverno2024!", "Inverno2024"),
        ("la contrase\u00f1a nueva es: Invierno2024!", "Invierno2024"),
        ("das Passwort ist nun Winter2024!", "Winter2024"),
        ("the passwords are Summer24! and Winter24!", "Winter24"),
        ("Password\tWinter2024!", "Winter2024"),
        ("pw for 200: Winter2024!", "Winter2024"),
        ("Passwort f\u00fcr 200: Winter2024!", "Winter2024"),
        ("WLAN-Schl\u00fcssel: Winter2024", "Winter2024"),
        ("wifi key Winter2024!", "Winter2024"),
        ("cl\u00e9 wifi : Hiver2024", "Hiver2024"),
        ("la clave del wifi es Invierno2024!", "Invierno2024"),
        ("code de v\u00e9rification 483920", "483920"),
        ("OTP 483920", "483920"),
        ("your verification code is 483 920", "483 920"),
        ("el c\u00f3digo de verificaci\u00f3n es 483920", "483920"),
        ("o c\u00f3digo de verifica\u00e7\u00e3o \u00e9 483920", "483920"),
        ("der Best\u00e4tigungscode ist 483920", "483920"),
        ("use ABCD-EFGH-IJKL-MNOP for it", "MNOP"),
        ("log in as admin:Winter24@10.0.0.1", "Winter24"),
        ("our account is DE89 3704 0044 0532 0130 00", "0532"),
        ("GB82WEST12345698765432", "9876"),
        ("password: Win\u200bter2024!", "ter2024"),
        ("pass\u200bword: Winter2024!", "Winter2024"),
    ],
)
def test_gaps_that_were_found_are_closed(text: str, secret: str) -> None:
    assert secret not in masked(text)
    assert MASK in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "host id 50-77B3-E210 and 3G-88C1-0457, VM-A4D6-0E92",
        "password: [masked] and 50-77B3-E210",
        "password: [masked] and UCX50 runs 7.0.14",
        "password: [masked] and 00:1B:44:11:3A:B7",
        "password: [masked] and T-1042",
        "serial 4021-88-3711, MAC 00:1B:44:11:3A:B7, ticket 483920, order 4839201",
        "call +1 972 555 0142 or 214-555-0137",
        "calls to sip:3101@10.0.0.1 and from 3101@10.0.0.1 fail",
        "Contact:3101@10.0.0.1",
        "the password for the portal: please reset it",
        "le mot de passe est maintenant incorrect",
        "the wifi key is unknown, the wlan is down",
        "error code 483920 on the display",
        "the OTP never arrives on extension 3101",
        "host id DEAD-BEEF-CAFE-FACE",
        "CLICK-AND-DIAL fails",
        "reference DE12 3456 7890 1234 5678 90",
        "status 200 OK and code 486 Busy",
    ],
)
def test_names_numbers_and_codes_of_things_stay_readable(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Use ssh admin:Sup3rS3cret@host name to get in", "Sup3rS3cret"),
        ("ssh admin:Winter2025@pbx01 works", "Winter2025"),
        ("admin:Winter2025!@ucx.customer.example", "Winter2025!"),
        ("log in as root:hunter2@galaxy", "hunter2"),
        ("admin:X@host name", "X@"),
        ("the passphrase is correct horse battery", "correct horse"),
        ('The passphrase is "correct horse battery staple".', "correct horse"),
        ("Passphrase: correct horse battery staple", "horse"),
        ("WLAN passphrase: correct horse battery staple", "horse"),
        ("Wi-Fi password is blue tiger jumps high", "tiger"),
        ("die Passphrase lautet korrekt Pferd Batterie Heftklammer", "Pferd"),
        ("Die Passphrase ist korrekt pferd batterie", "pferd"),
        ("Das Kennwort lautet blauer Tiger springt", "Tiger"),
        ("la frase de contraseña es caballo correcto batería", "caballo"),
        ("La frase de contraseña: caballo correcto batería grapa", "caballo"),
        ("la phrase secrète est cheval correct batterie", "cheval"),
        ("La phrase de passe est cheval correct batterie agrafe", "cheval"),
        ("phrase de passe : cheval correct batterie", "cheval"),
        ("a frase secreta é cavalo correto bateria", "cavalo"),
        ("a frase-senha é cavalo correto bateria", "cavalo"),
        ("a frase de acesso: cavalo correto bateria", "cavalo"),
        ('password: "my dog has fleas"', "dog"),
        ("Passwort: 'mein Hund hat Flöhe'", "Hund"),
        ("pre-shared key: three blind mice run", "blind"),
        ("The pass phrase for the VPN is correct horse battery staple", "horse"),
        ("passphrase = correct-horse-battery-staple", "correct-horse"),
        ("the passphrase is: correct horse battery staple", "horse"),
        ("https://admin:P@ss1@host.example/x", "ss1"),
        ("the passphrase is correct horse battery, please use it", "battery"),
    ],
)
def test_a_secret_of_several_words_or_before_a_hosts_name_is_masked(text: str, secret: str) -> None:
    assert secret.lower() not in masked(text).lower()
    assert MASK in masked(text)
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "the password is wrong",
        "The password is not accepted.",
        "the password is incorrect for this user",
        "the password is expired and must be changed",
        "the password is the same as before",
        "the password is being reset by the admin",
        "the password is set by the customer",
        "the password is unknown to us",
        "The passphrase is wrong",
        "The passphrase is not accepted by the phone",
        "The passphrase is required after reboot",
        "The passphrase is too long for the phone",
        "The passphrase is known to the customer only",
        "the passphrase is in the safe",
        "The passphrase is lost, can you reset it?",
        "passphrase: unknown",
        "passphrase rejected by the phone",
        "passphrase prompt does not appear",
        "passphrase entry fails every time",
        "das Passwort ist falsch",
        "Das Passwort ist abgelaufen und muss geändert werden",
        "Das Kennwort wird nicht akzeptiert",
        "Das Kennwort ist allen bekannt",
        "Die Passphrase ist zu lang",
        "Die Passphrase wird abgelehnt",
        "Die Passphrase ist unbekannt",
        "la contraseña es incorrecta",
        "La contraseña es la misma de siempre",
        "la contraseña no es aceptada",
        "La contraseña es rechazada por el teléfono",
        "La frase de contraseña es demasiado larga",
        "le mot de passe est incorrect",
        "Le mot de passe est refusé",
        "le mot de passe est toujours le même",
        "La phrase de passe est trop longue",
        "la phrase de passe est inconnue",
        "a senha está errada",
        "a senha é a mesma de antes",
        "A senha é recusada pelo telefone",
        "a frase secreta é longa demais",
        "please mail admin: bob@host.example tomorrow",
        "contact: bob@host.example",
        "Phone:bob@host.example",
        "Admin:bob@customer.example",
        "cc:dana@reseller.example",
        "see sip:200@10.0.0.5",
        "sip:200@pbx01",
        'From: "Bob" <sip:bob@pbx.example>',
        "E-mail:dana@reseller.example",
        "Office:info@customer.example",
        "at 10:30@site",
        "Meeting 9:00@headquarters",
        "The password is needed",
        "the password is ready",
        "password is stored in the vault",
        "the password is working now",
        "the password is visible in the log",
        "the password is case sensitive",
        "Das Passwort ist nötig",
        "Das Passwort ist hinterlegt",
        "le mot de passe est obligatoire",
        "la contraseña es necesaria",
        "a senha é necessária",
        "The passphrase is correct, the phone still asks for it",
        'The display says password "wrong"',
    ],
)
def test_what_is_said_of_a_secret_and_addresses_behind_a_label_stay(text: str) -> None:
    assert masked(text) == text


def test_behind_a_passphrase_the_trouble_stays_readable() -> None:
    text = "The passphrase is correct horse battery staple and all phones are dead since nine."

    assert masked(text) == "The passphrase is [masked] and all phones are dead since nine."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("password: <hunter2!x>", "password: <[masked]>"),
        ("Passwort: <geheim77>", "Passwort: <[masked]>"),
        ("contraseña <secret9>", "contraseña <[masked]>"),
        ("admin / hunter2x (password)", "admin / [masked] (password)"),
        ("geheim77 (Passwort)", "[masked] (Passwort)"),
        ("secret9 (mot de passe)", "[masked] (mot de passe)"),
        ("secret9 (contraseña)", "[masked] (contraseña)"),
        ("secret9 [senha]", "[masked] [senha]"),
        ("mailbox 214, 4711 (PIN)", "mailbox 214, [masked] (PIN)"),
        ("passcode 4711", "passcode [masked]"),
        ("Zugangscode 4711", "Zugangscode [masked]"),
        ("code d'accès 4711", "code d'accès [masked]"),
        ("register 214:secret9@pbx.example.com", "register 214:[masked]@pbx.example.com"),
    ],
)
def test_a_secret_in_brackets_beside_its_name_or_in_a_line_of_sip_is_masked(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "password: <password>",
        "I forgot the password (please reset)",
        "the UCX50 (password reset)",
        "Extension 2140 (PIN)",
        "error code 4711",
        "area code 4711",
        "register 10:30:15 timed out",
        "register 214: failed @ 10:30",
        "write to ext 214: joe@acme.example",
    ],
)
def test_what_stands_in_brackets_or_behind_a_code_and_is_no_secret_stays(text: str) -> None:
    assert masked(text) == text
