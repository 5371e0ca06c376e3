"""`deskbot playbooks new` and the lines of `check`."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from deskbot.cli.playbooks import playbooks_app
from deskbot.errors import ConfigurationError, DeskbotError


def run(*arguments: str, text: str | bytes = "") -> Result:
    return CliRunner().invoke(playbooks_app, list(arguments), input=text)


def test_it_writes_a_file_and_says_what_is_to_do(tmp_path: Path) -> None:
    result = run("new", "crackling", "--title", "Crackling: on calls", "--folder", str(tmp_path))

    assert result.exit_code == 0, result.output
    assert 'title: "Crackling: on calls"' in (tmp_path / "crackling.md").read_text()
    assert "nobody owns it" in result.output
    assert "told to nobody" in result.output


def test_check_wants_the_same_with_lines_and_ends_with_1(tmp_path: Path) -> None:
    run("new", "crackling", "--folder", str(tmp_path))

    result = run("check", str(tmp_path))

    assert result.exit_code == 1
    assert 'crackling.md:3: still to write, title: "(write: ' in result.output
    assert 'draft: true" when it may be sent' in result.output


def test_an_id_that_is_taken_is_refused_and_the_file_left_alone(tmp_path: Path) -> None:
    run("new", "crackling", "--folder", str(tmp_path))
    before = (tmp_path / "crackling.md").read_text()

    result = run("new", "crackling", "--title", "Other", "--folder", str(tmp_path))

    assert isinstance(result.exception, DeskbotError)
    assert 'there is a playbook "crackling" already' in str(result.exception)
    assert (tmp_path / "crackling.md").read_text() == before


def test_what_is_no_id_is_refused_with_the_one_that_was_meant(tmp_path: Path) -> None:
    result = run("new", "One Way", "--folder", str(tmp_path))

    assert 'did you mean "one-way"?' in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_near_id_is_asked_about(tmp_path: Path) -> None:
    run("new", "one-way-audio", "--folder", str(tmp_path))

    assert 'There is "one-way-audio" already' in run("new", "one-way-audoi", "--folder", str(tmp_path)).output


def test_a_text_comes_from_standard_input_as_well(tmp_path: Path) -> None:
    result = run(
        "new", "crackling", "--from-text", "-", "--folder", str(tmp_path), text="The line crackles, no audio at all."
    )

    assert result.exit_code == 0, result.output
    assert '- "The line crackles, no audio at all."' in (tmp_path / "crackling.md").read_text()


def test_a_text_in_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    text = "No hay tono en la línea.".encode("latin-1")

    result = run("new", "crackling", "--from-text", "-", "--folder", str(tmp_path), text=text)

    assert isinstance(result.exception, DeskbotError)
    assert "is not UTF-8" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_the_path_of_a_mail_is_not_taken_for_its_text(tmp_path: Path) -> None:
    mail = tmp_path / "mail.txt"
    mail.write_text("The line crackles.")

    result = run("new", "crackling", "--from-text", str(mail), "--folder", str(tmp_path))

    assert f"write --from-text - < {mail}" in str(result.exception)
    assert not (tmp_path / "crackling.md").exists()


def test_a_broken_neighbour_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "broken.md").write_text("nothing")

    assert run("new", "crackling", "--folder", str(tmp_path)).exit_code == 0


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = run("new", "crackling", "--folder", str(tmp_path / "a" / "b"))

    assert isinstance(result.exception, ConfigurationError)
    assert "cannot be written" in str(result.exception)


def test_a_draft_is_listed_as_one(tmp_path: Path) -> None:
    run("new", "crackling", "--folder", str(tmp_path))

    assert "draft" in run("list", "--folder", str(tmp_path)).output
