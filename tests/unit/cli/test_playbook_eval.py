"""`deskbot playbooks eval` measures any labelled texts, and says which row is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from deskbot.cli.playbooks import playbooks_app
from deskbot.errors import ConfigurationError

EXAMPLES = (
    "label,text\ncard,my card is lost\ncard,I lost the card\nrate,the rate of the euro\nrate,which exchange rate\n"
)
QUERIES = 'text,label\n"lost my card, help",card\nexchange rate today,rate\nthe cat sleeps,oos\n'


def run(tmp_path: Path, examples: str | bytes, queries: str | bytes, *more: str) -> str:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path, text in zip(paths, (examples, queries), strict=True):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    given = ["eval", "--examples", str(paths[0]), "--queries", str(paths[1]), *more]
    found = CliRunner().invoke(playbooks_app, given, catch_exceptions=True)
    if found.exception is not None:
        raise found.exception
    return found.output


def figures(tmp_path: Path, examples: str | bytes = EXAMPLES, queries: str | bytes = QUERIES) -> dict[str, object]:
    return json.loads(run(tmp_path, examples, queries, "--json"))


def test_one_json_object_has_every_figure(tmp_path: Path) -> None:
    found = figures(tmp_path)

    assert (found["accuracy"], found["auroc"], found["fpr_at_95_recall"]) == (1.0, 1.0, 0.0)
    assert (found["classes"], found["examples"], found["queries"]) == (2, 4, 3)
    assert (found["in_scope"], found["out_of_scope"], found["semantic"]) == (2, 1, False)
    assert {"accuracy_with_none", "load_seconds", "ms_per_query"} <= set(found)


def test_the_same_files_give_the_same_figures(tmp_path: Path) -> None:
    one, other = figures(tmp_path), figures(tmp_path)

    for timed in ("load_seconds", "ms_per_query"):
        del one[timed], other[timed]
    assert one == other


def test_a_byte_order_mark_and_the_order_of_columns_make_no_difference(tmp_path: Path) -> None:
    assert figures(tmp_path, b"\xef\xbb\xbf" + EXAMPLES.encode())["accuracy"] == 1.0


def test_without_json_it_is_a_table(tmp_path: Path) -> None:
    assert "AUROC against those that fit none" in run(tmp_path, EXAMPLES, QUERIES)


@pytest.mark.parametrize(
    ("examples", "queries", "says"),
    [
        ("words,label\na,b\n", QUERIES, 'a.csv:1: there must be one column "text"'),
        ("", QUERIES, "a.csv:1: there must be one column"),
        ("text,label\n", QUERIES, "there is no row below the first line"),
        (EXAMPLES + "card\n", QUERIES, "a.csv:6: there are 1 fields, not 2"),
        (EXAMPLES + "card,  \n", QUERIES, "a.csv:6: the text is empty"),
        (EXAMPLES + ",lost\n", QUERIES, 'a.csv:6: the label is empty; write "oos"'),
        (EXAMPLES, 'text,label\n"two\nlines",card\nx\n', "b.csv:4: there are 1 fields"),
        ("text,label\nhello,oos\n", QUERIES, "there is nothing to learn"),
        (EXAMPLES, b"text,label\ncaf\xe9,card\n", "byte 14 is not UTF-8"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(
    tmp_path: Path, examples: str | bytes, queries: str | bytes, says: str
) -> None:
    with pytest.raises(ConfigurationError) as told:
        run(tmp_path, examples, queries)

    assert says in str(told.value)


def test_one_file_without_the_other_is_told() -> None:
    found = CliRunner().invoke(playbooks_app, ["eval", "--examples", "a.csv"])

    assert isinstance(found.exception, ConfigurationError)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.csv")
    found = CliRunner().invoke(playbooks_app, ["eval", "--examples", missing, "--queries", missing])

    assert "there is no such file" in str(found.exception)


def test_a_label_that_no_example_has_can_not_be_right_is_told_and_stops_nothing(tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path, text in zip(paths, (EXAMPLES, QUERIES + "hello,greeting\n"), strict=True):
        path.write_text(text)

    given = ["eval", "--examples", str(paths[0]), "--queries", str(paths[1]), "--json"]
    found = CliRunner().invoke(playbooks_app, given, catch_exceptions=False)

    figures = json.loads(found.stdout)
    assert (figures["queries"], figures["in_scope"], figures["classes"]) == (4, 3, 2)
    assert figures["accuracy"] == pytest.approx(2 / 3, abs=0.01)
    assert 'b.csv:5: no example has the label "greeting"' in found.stderr
