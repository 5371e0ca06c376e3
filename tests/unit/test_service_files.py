"""The units and manifests under examples: what they run and set is deskbot's, with as few rights as it needs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from deskbot.desk.reading import read_desk
from deskbot.roles import Role
from deskbot.settings import Settings
from deskbot.web.health import Probes
from tests.command_lines import must_exist
from tests.wheels import ROOT

UNITS = ROOT / "examples" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
SETTINGS = {f"DESKBOT_{name.upper()}" for name in Settings.model_fields}
ANALYZE = shutil.which("systemd-analyze")
KUBECTL = shutil.which("kubectl")
EXPOSED = 2.5
"""What systemd calls OK is below."""


def values(unit: Path, key: str) -> list[str]:
    """Return what a unit sets a key to, in order; a key may be there more than once."""
    return re.findall(rf"^{key}=(.*)$", unit.read_text(), re.MULTILINE)


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_runs_commands_that_there_are_with_settings_that_there_are(unit: Path) -> None:
    (command,) = values(unit, "ExecStart")

    must_exist(command.split())
    assert set(re.findall(r"DESKBOT_\w+", unit.read_text())) <= SETTINGS


def test_systemd_learns_when_deskbot_listens_and_lives_and_lets_it_stop_in_good_order() -> None:
    unit = UNITS / "deskbot.service"

    assert [values(unit, key) for key in ("Type", "KillMode", "WatchdogSec", "TimeoutStopSec")] == [
        ["notify"], ["mixed"], ["30"], ["30"],
    ]  # fmt: skip


def test_the_timer_is_of_the_backup() -> None:
    assert (UNITS / "deskbot-backup.timer").with_suffix(".service") in SERVICES


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze here")
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_systemd_itself_finds_it_little_exposed(unit: Path) -> None:
    assert ANALYZE
    command = [ANALYZE, "security", "--offline=yes", "--no-pager", str(unit)]

    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout

    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert found, said[-1000:]
    assert float(found[1]) < EXPOSED


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze here")
def test_systemd_itself_reads_every_line(tmp_path: Path) -> None:
    assert ANALYZE
    for unit in UNITS.iterdir():
        # That a program is not installed here says nothing about the unit.
        text = unit.read_text().replace("/opt/deskbot/bin/deskbot", shutil.which("true") or "/bin/true")
        (tmp_path / unit.name).write_text(text)

    units = [str(path) for path in tmp_path.iterdir()]
    said = subprocess.run([ANALYZE, "verify", "--man=no", *units], capture_output=True, text=True, check=False)

    assert [line for line in said.stderr.splitlines() if "deskbot" in line] == []


MANIFEST = ROOT / "examples" / "kubernetes" / "deskbot.yaml"
ITEMS: list[dict[str, Any]] = yaml.safe_load(MANIFEST.read_text())["items"]
PODS = {item["metadata"]["name"]: item["spec"]["template"]["spec"] for item in ITEMS if item["kind"] == "Deployment"}
CONTAINERS = {name: container for name, pod in PODS.items() for container in pod["containers"]}


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [item for item in ITEMS if item["kind"] == kind]


def test_every_part_of_deskbot_runs_somewhere() -> None:
    assert set(Role) - {"hand"} == {
        part for container in CONTAINERS.values() for part in container["args"][-1].split(",")
    }


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_pod_runs_a_command_that_there_is_under_the_restricted_standard(name: str) -> None:
    pod, container = PODS[name], CONTAINERS[name]

    must_exist(["deskbot", *container["args"]])
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert not pod["automountServiceAccountToken"]
    assert f"USER {pod['securityContext']['runAsUser']}:" in (ROOT / "Containerfile").read_text()
    assert {one["name"] for one in container["volumeMounts"]} == {one["name"] for one in pod["volumes"]}


def test_probes_ask_where_health_answers_and_services_lead_to_pods() -> None:
    probes = Probes(database=None, health=None, missing=list, simulated=False)
    answered = {route.path for route in probes.router().routes}
    door = CONTAINERS["doors"]
    asked = {kind: door[kind]["httpGet"] for kind in ("startupProbe", "livenessProbe", "readinessProbe")}
    labels = [item["spec"]["template"]["metadata"]["labels"] for item in of_kind("Deployment")]

    assert {one["path"] for one in asked.values()} <= answered
    assert asked["readinessProbe"]["path"] == "/health/ready"
    assert {one["port"] for one in asked.values()} <= {port["name"] for port in door["ports"]}
    assert all(service["spec"]["selector"] in labels for service in of_kind("Service"))


def test_what_the_manifest_sets_are_settings_and_its_desk_can_be_read() -> None:
    told = {name for item in of_kind("Secret") for name in item["stringData"]}
    policy = next(item for item in of_kind("ConfigMap") if item["metadata"]["name"] == "policy")

    assert "DESKBOT_SECRET_KEY" in told
    assert set(re.findall(r"DESKBOT_\w+", MANIFEST.read_text())) <= SETTINGS
    assert [value for item in of_kind("Secret") for value in item["stringData"].values() if value] == []
    assert read_desk(policy["data"]["desk.yaml"]).staff


@pytest.mark.skipif(KUBECTL is None, reason="there is no kubectl here")
def test_kubectl_reads_every_pod(tmp_path: Path) -> None:
    assert KUBECTL
    file = tmp_path / "deployments.yaml"
    file.write_text(yaml.safe_dump_all(of_kind("Deployment")))
    # A dry run asks a cluster what kinds it has; this reads the kinds that kubectl itself knows.
    command = [KUBECTL, "set", "env", "--local", "--dry-run=client", "-f", str(file), "READ=1", "-o", "name"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(CONTAINERS)
