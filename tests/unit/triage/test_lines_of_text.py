"""Lines that are written on a sheet carry no calls; lines that are listed on one do."""

from __future__ import annotations

import pytest

from tests.unit.triage.sample import verdict, written


@pytest.mark.parametrize(
    "text",
    [
        "A colleague says that the lines on the sheet are dead, the phones work.",
        "The links in the spreadsheet are dead, the phones work.",
        "Die Zeilen auf dem Blatt sind tot, die Telefone gehen.",
        "Les lignes de la feuille sont mortes, les téléphones marchent.",
        "Las líneas de la hoja están muertas, los teléfonos funcionan.",
        "As linhas da folha estão mortas, os telefones funcionam.",
    ],
)
def test_lines_of_a_sheet_are_a_small_matter_where_the_telephones_work(text: str) -> None:
    assert verdict(written(text, ""))[1] == "S3"


@pytest.mark.parametrize(
    "text", ["All lines on the sheet I sent you are dead.", "All the lines on your list are dead, no phone works."]
)
def test_telephone_lines_that_are_listed_on_a_sheet_are_an_outage(text: str) -> None:
    assert verdict(written(text, ""))[1] == "S1"


def test_lines_are_those_of_the_house_where_no_sheet_is_named() -> None:
    assert verdict(written("The lines at reception are dead, the phones work.", ""))[1] == "S2"
