"""Files of the directory: what is read, and what is said about what is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from deskbot.store.directory_csv import MAX_BYTES, Sheet, read
from deskbot.store.directory_fields import KINDS
from deskbot.store.directory_records import KindName

RESELLERS = "key,name,region,zone,tier,domains\n"
CONTACTS = "reseller,name,mail,phone\n"
SYSTEMS = "reseller,host_id,customer,site,model,release,subscription_until\n"


def sheet(kind: KindName, text: str | bytes) -> Sheet:
    return read(KINDS[kind], text.encode() if isinstance(text, str) else text)


def problems(kind: KindName, text: str | bytes) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.says) for problem in sheet(kind, text).problems]


def only(kind: KindName, text: str | bytes) -> tuple[int, str, str]:
    (problem,) = problems(kind, text)
    return problem


def test_a_reseller_is_normalised() -> None:
    text = RESELLERS + "BrightPath, Brightpath  Voice ,na,,premium,BrightpathVoice.example; b.example;b.example\n"
    (row,) = sheet("resellers", text).rows
    assert (row.line, row.key) == (2, "brightpath")
    assert row.values["name"] == "Brightpath Voice"
    assert row.values["zone"] == "UTC"
    assert row.values["domains"] == ("b.example", "brightpathvoice.example")


def test_a_contact_is_normalised_and_may_lack_the_phone() -> None:
    (row,) = sheet("contacts", CONTACTS + "brightpath,Dana,Dana@Voice.example,+1 (312) 555-0142\n").rows
    assert row.values["mail"] == "dana@voice.example"
    assert row.values["phone"] == "+13125550142"
    (row,) = sheet("contacts", "reseller,name,mail\nbrightpath,Dana,dana@voice.example\n").rows
    assert "phone" not in row.values  # what a file does not say is left as it is


def test_a_system_is_normalised() -> None:
    (row,) = sheet("systems", SYSTEMS + "brightpath,3g-88c1-0457,Northgate,,,,2027-03-31\n").rows
    assert row.key == "3G-88C1-0457"
    assert row.values["subscription_until"] == date(2027, 3, 31)
    (row,) = sheet("systems", SYSTEMS + "brightpath,3g-88c1-0457,Northgate,,,,\n").rows
    assert row.values["subscription_until"] is None


def test_semicolons_a_mark_and_any_order_of_columns() -> None:
    text = '\ufeffName;KEY;zone;region;tier;domains\r\nA;a;UTC;;;"x.example;y.example"\r\n'
    text += ";;;;;\r\n\r\nB;b;;;;\r\n"
    read_ = sheet("resellers", text)
    assert not read_.problems
    assert [(row.line, row.key) for row in read_.rows] == [(2, "a"), (5, "b")]
    assert read_.rows[0].values["domains"] == ("x.example", "y.example")


def test_a_windows_file_is_read_with_a_warning() -> None:
    read_ = sheet("contacts", (CONTACTS + "rheinruf,Jürgen Weiß,jw@rheinruf.example,\n").encode("cp1252"))
    assert read_.rows[0].values["name"] == "Jürgen Weiß"
    assert "Windows-1252" in read_.warnings[0]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (RESELLERS.encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04\0\0", "no CSV text"),
        (b"key,name\n\x81,\x8d\n", "neither UTF-8 nor"),
        (b"x" * (MAX_BYTES + 1), "20 MB"),
    ],
)
def test_what_is_no_csv_file_at_all(data: bytes, says: str) -> None:
    assert says in only("resellers", data)[2]


def test_a_header_without_rows_is_only_a_warning() -> None:
    read_ = sheet("resellers", RESELLERS)
    assert not read_.problems
    assert read_.warnings == ["the file has a header and no rows"]


def test_columns_that_are_unknown_double_or_missing() -> None:
    found = problems("systems", "reseller,hostid,customer,customer,site,model,release,subscription_until\n")
    assert found == [
        (1, "hostid", 'unknown column; did you mean "host_id"?'),
        (1, "customer", "this column is there twice; remove one"),
        (1, "host_id", "this column is missing; add it (its cells may be empty)"),
    ]


@pytest.mark.parametrize(
    ("kind", "line", "column", "says"),
    [
        ("resellers", ",A,,,,", "key", "is empty"),
        ("resellers", "a b,A,,,,", "key", '"a b" is no key'),
        ("resellers", "a,,,,,", "name", "is empty"),
        ("resellers", "a,A,,Europe/Berln,,", "zone", 'did you mean "Europe/Berlin"?'),
        ("resellers", "a,A,,17,,", "zone", "IANA name"),
        ("resellers", "a,A,,,,gmail.com", "domains", "free-mail"),
        ("resellers", "a,A,,,,ok.example;yahoo.co.uk", "domains", "free-mail"),
        ("resellers", "a,A,,,,co.uk", "domains", "strangers"),
        ("resellers", "a,A,,,,dana@a.example", "domains", "behind the @"),
        ("resellers", "a,A,,,,straße.example", "domains", "behind the @"),
        ("contacts", "a,Dana,dana.voice.example,", "mail", "no mail address"),
        ("contacts", 'a,Dana,"a@b.example, c@d.example",', "mail", "one plain address"),
        ("contacts", "a,Dana,d@a.example,555-0142", "phone", "country code"),
        ("contacts", "a,Dana,d@a.example,+1 312 555 0142 x7", "phone", "no telephone number"),
        ("contacts", "a,Dana,d@a.example,+44 7700 90O123", "phone", "no telephone number"),
        ("contacts", "a,Da\x1b[31mna,d@a.example,", "name", "control characters"),
        ("contacts", f"a,{'x' * 300},d@a.example,", "name", "300 characters"),
        ("systems", "a,#1,C,,,,", "host_id", "no host id"),
        ("systems", "a,H-1,C,,,,31.03.2027", "subscription_until", "year-month-day"),
        ("systems", "a,H-1,C,,,,2027-02-30", "subscription_until", "calendar"),
        ("systems", "a,H-1,Northgate, main,,,,", "", "has 8 cells and the header 7"),
        ("systems", "a,H-1,C", "", "has 3 cells"),
        ("systems", 'a,H-1,"C,,,,', "", "quotation mark"),
    ],
)
def test_every_fault_is_named_by_line_and_column(kind: KindName, line: str, column: str, says: str) -> None:
    header = {"resellers": RESELLERS, "contacts": CONTACTS, "systems": SYSTEMS}[kind]
    found = only(kind, f"{header}{line}\n")
    assert found[:2] == (2, column)
    assert says in found[2]


@pytest.mark.parametrize(
    ("kind", "lines", "column"),
    [
        ("resellers", "a,A,,,,\nA,B,,,,\n", "key"),
        ("resellers", "a,A,,,,x.example\nb,B,,,,y.example;X.example\n", "domains"),
        ("contacts", "a,Dana,d@a.example,\na,Eve,D@a.example,\n", "mail"),
        ("contacts", "a,Dana,d@a.example,+13125550142\na,Eve,e@a.example,+1 312 555 0142\n", "phone"),
        ("systems", "a,h-1,C,,,,\nb,H-1,C,,,,\n", "host_id"),
    ],
)
def test_what_stands_twice_in_one_file(kind: KindName, lines: str, column: str) -> None:
    header = {"resellers": RESELLERS, "contacts": CONTACTS, "systems": SYSTEMS}[kind]
    found = only(kind, header + lines)
    assert found[:2] == (3, column)
    assert "stands in line 2 already" in found[2]


def test_empty_phones_are_not_duplicates() -> None:
    assert not problems("contacts", CONTACTS + "a,Dana,d@a.example,\na,Eve,e@a.example,\n")


def test_lines_are_counted_as_an_editor_does() -> None:
    text = SYSTEMS + 'a,H-1,"two\nlines",,,,\na,H-2,C,,,,never\n'
    assert only("systems", text)[0] == 4


def test_all_faults_are_told_at_once() -> None:
    text = SYSTEMS + "a,#1,,,,,x\na,#2,C,,,,\n"
    assert [(line, column) for line, column, _ in problems("systems", text)] == [
        (2, "host_id"),
        (2, "customer"),
        (2, "subscription_until"),
        (3, "host_id"),
    ]
