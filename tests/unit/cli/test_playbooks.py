"""`deskbot playbooks`: check, list and try."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from deskbot.cli.loading import load_sound_playbooks
from deskbot.cli.playbooks import playbooks_app
from deskbot.errors import ConfigurationError
from deskbot.store.playbook_files import shipped_folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(playbooks_app, list(arguments))


def test_a_slip_ends_the_check_with_1_and_its_line(tmp_path: Path) -> None:
    (tmp_path / "echo.md").write_text("---\nid: echo\nsymptom: [x]\n---\n")

    result = run("check", str(tmp_path))

    assert result.exit_code == 1
    assert 'echo.md:3: the head has an unknown key "symptom"; did you mean "symptoms"?' in result.output.replace(
        "\n", ""
    )
    assert "to mend in 1 playbooks" in result.output


def test_a_file_that_cannot_be_read_hides_no_slip_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "broken.md").write_bytes(b"\xff")
    (tmp_path / "echo.md").write_text("---\nid: echo\nsymptom: [x]\n---\n")

    result = run("check", str(tmp_path))

    assert result.exit_code == 1
    output = result.output.replace("\n", "")
    assert "broken.md: byte 0 is not UTF-8" in output
    assert 'echo.md:3: the head has an unknown key "symptom"' in output
    assert "to mend in 2 playbooks" in output


def test_a_file_that_cannot_be_read_is_a_slip_where_all_others_are_right(tmp_path: Path) -> None:
    for path in shipped_folder().glob("*.md"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "broken.md").write_bytes(b"\xff")

    result = run("check", str(tmp_path))

    assert result.exit_code == 1
    assert "1 to mend" in result.output


def test_a_worker_that_comes_up_goes_without_the_file_that_cannot_be_read_alone(tmp_path: Path) -> None:
    echo = next(iter(sorted(shipped_folder().glob("*.md"))))
    (tmp_path / echo.name).write_bytes(echo.read_bytes())
    (tmp_path / "broken.md").write_bytes(b"\xff")

    assert [one.id for one in load_sound_playbooks(tmp_path).playbooks] == [echo.stem]


def test_a_folder_that_is_not_there_is_wrong_input(tmp_path: Path) -> None:
    result = run("check", str(tmp_path / "missing"))

    assert isinstance(result.exception, ConfigurationError)
    assert result.exception.exit_code == 2


def test_the_list_names_every_playbook() -> None:
    result = run("list")

    assert result.exit_code == 0
    assert "one-way-audio" in result.output


def test_try_explains_itself_to_programs() -> None:
    result = run("try", "--json", "DSM16 says Invalid License")
    told = json.loads(result.output)

    assert told["winner"] == "dsm16-invalid-licence"
    assert told["matches"][0]["score"] > sum(one["score"] for one in told["matches"][1:])
    assert "dsm16" in told["matches"][0]["words"]


def test_try_explains_itself_to_people() -> None:
    assert "It fits dsm16-invalid-licence." in run("try", "DSM16 says Invalid License").output
    assert "a person decides" in run("try", "please call me").output


def test_try_needs_a_text() -> None:
    assert isinstance(run("try", " ").exception, ConfigurationError)


def for_releases(folder: Path, versions: str) -> str:
    """Return the path of playbooks of which dsm16-invalid-licence names releases."""
    for path in Path("playbooks").glob("*.md"):
        text = path.read_text()
        if path.stem == "dsm16-invalid-licence":
            text = text.replace("id: dsm16-invalid-licence\n", f"id: dsm16-invalid-licence\nversions: {versions}\n")
        (folder / path.name).write_text(text)
    return str(folder)


def test_try_says_which_playbooks_are_for_other_releases(tmp_path: Path) -> None:
    folder = for_releases(tmp_path, '["7.0 - 7.1.2", ">= 8"]')

    told = run("try", "--folder", folder, "--release", "6.0.4", "DSM16 says Invalid License").output
    assert (
        "Left out: dsm16-invalid-licence is for releases 7.0 - 7.1.2 or >= 8; the system runs another (6.0.4)." in told
    )
    assert "It fits" not in told

    told = run("try", "--folder", folder, "DSM16 says Invalid License").output
    assert "It fits dsm16-invalid-licence." in told
    assert "It is for releases 7.0 - 7.1.2 or >= 8; a system known to run another is not told of it." in told

    told = run("try", "--folder", folder, "DSM16 says Invalid License, the UCX250 runs release 6.0.4").output
    assert "the system runs another (6.0.4)." in told

    as_json = run("try", "--json", "--folder", folder, "--release", "6.0.4", "DSM16 says Invalid License").output
    assert json.loads(as_json)["winner"] is None
    assert json.loads(as_json)["matches"][0]["other_release"] is True


def test_try_says_which_playbooks_are_for_other_products(tmp_path: Path) -> None:
    for path in Path("playbooks").glob("*.md"):
        text = path.read_text().replace("products: [DSM16, DSM16p]", "products: [UCX250]")
        (tmp_path / path.name).write_text(text)
    folder = str(tmp_path)

    told = run("try", "--folder", folder, "--model", "UCX50", "DSM16 says Invalid License").output
    assert "Left out: dsm16-invalid-licence is for UCX250; the system is a UCX50." in told

    told = run("try", "--folder", folder, "DSM16 says Invalid License").output
    assert "It is for UCX250; a system known to be of another type is not told of it." in told

    as_json = run("try", "--json", "--folder", folder, "DSM16 says Invalid License, it is a UCX50").output
    first = json.loads(as_json)["matches"][0]
    assert (first["other_product"], first["other_release"]) == (True, False)
