"""Steps and diagnostics are found by their place: one file each, nobody lists them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from deskbot.errors import ConfigurationError
from deskbot.triage import diagnostics, steps
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.steps import Step


def _modules(package: ModuleType) -> list[ModuleType]:
    """Return the package's modules, by name; a leading underscore hides one."""
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__) if not found.name.startswith("_"))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


@cache
def all_steps() -> tuple[Step, ...]:
    """Return every step, in the order in which they run."""
    found: list[Step] = []
    for module in _modules(steps):
        step = getattr(module, "STEP", None)
        if not isinstance(step, Step):
            raise ConfigurationError(
                f"{module.__name__} offers no STEP; a step's file must (see deskbot/triage/steps)."
            )
        found.append(step)
    return tuple(sorted(found, key=lambda step: (step.place, step.name)))


@cache
def all_diagnostics() -> tuple[Diagnostic, ...]:
    """Return every diagnostic, in the order in which they are asked for."""
    found: list[Diagnostic] = []
    for module in _modules(diagnostics):
        diagnostic = getattr(module, "DIAGNOSTIC", None)
        name = module.__name__.rpartition(".")[2]
        if not isinstance(diagnostic, Diagnostic) or diagnostic.key != name:
            raise ConfigurationError(
                f"{module.__name__} offers no DIAGNOSTIC with the key {name!r}; see deskbot/triage/diagnostics."
            )
        found.append(diagnostic)
    return tuple(sorted(found, key=lambda diagnostic: (diagnostic.place, diagnostic.key)))


def diagnostic_of(key: str) -> Diagnostic | None:
    """Return the diagnostic of that key, or None."""
    return next((diagnostic for diagnostic in all_diagnostics() if diagnostic.key == key), None)
