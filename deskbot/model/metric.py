"""What is measured, for a program that draws it and wakes people by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class MetricKind(StrEnum):
    """How a value moves."""

    GAUGE = "gauge"
    """Up and down."""
    COUNTER = "counter"
    """Only up."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One thing that is measured."""

    name: str
    says: str
    kind: MetricKind = MetricKind.GAUGE


@dataclass(frozen=True, slots=True)
class Sample:
    """One value of it."""

    metric: Metric
    value: float
    labels: Mapping[str, str]
