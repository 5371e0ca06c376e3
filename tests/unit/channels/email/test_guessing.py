"""Undeclared 8-bit text is read in the charset that its letters show, and only where they show it."""

# ruff: noqa: RUF001  (letters of other scripts are what is tested)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.reading.guessing import guess


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Телефоны не работают с утра", "cp1251"),
        ("Телефоны не работают с утра", "koi8-r"),
        ("Телефоны не работают с утра", "cp866"),
        ("Τα τηλέφωνα δεν λειτουργούν από το πρωί", "cp1253"),
        ("الهواتف لا تعمل منذ الصباح", "cp1256"),
        ("โทรศัพท์ใช้งานไม่ได้", "cp874"),
        ("电话打不通，请尽快联系我们", "gb18030"),
        ("我們的電話無法撥打，請儘快聯絡", "cp950"),
        ("電話がつながりません。至急ご連絡ください。", "cp932"),
        ("電話がつながりません。至急ご連絡ください。", "euc_jp"),
        ("전화가 되지 않습니다. 빨리 연락 주세요.", "cp949"),
        ("Telefony nie działają od rana, proszę o pomoc", "cp1250"),
        ("Nefungují telefony, prosíme o pomoc příště", "cp1250"),
        ("Telefonlar çalışmıyor, lütfen yardım ediniz", "cp1254"),
    ],
)
def test_text_of_another_script_or_alphabet_is_told(text: str, codec: str):
    data = text.encode(codec)

    assert data.decode(guess(data)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Für 14 Leute geht nichts, „kein Amt“ – ab 12 €.",
        "STÖRUNG BEI MÜLLER",
        "Señor Ruiz can’t call out",
        "Les téléphones ne marchent plus, dépannage à Nîmes — merci, ça presse",
        "Telefonerne virker ikke på kontoret, få hjælp nu, tak Søren",
        "Os telefones não funcionam, atenção à situação",
        "È guasto il telefono perché più nessuno può chiamare",
        "Símarnir virka ekki, það er mjög áríðandi",
        "5° – 30 µs ± 2 ½",
        "a\xa0b\xa0c\xa0d\xa0e\xa0f\xa0g",
        "plain",
        "",
    ],
)
def test_western_text_is_left_alone(text: str):
    assert guess(text.encode("cp1252")) == ""


def test_a_few_letters_decide_nothing():
    assert guess("Сбой".encode("cp1251")) == ""


@given(st.binary(max_size=6000))
def test_any_bytes_are_judged_without_fail(data: bytes):
    guess(data)
