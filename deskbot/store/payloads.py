"""Frozen nouns as JSON documents, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from deskbot.model.case import Finding
from deskbot.model.command import Answer
from deskbot.model.message import Attachment, Outbound

_findings = TypeAdapter(tuple[Finding, ...])
_files = TypeAdapter(tuple[Attachment, ...])
_outbound = TypeAdapter(Outbound)
_answer = TypeAdapter(Answer)


def findings_to_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as a JSON document."""
    return _findings.dump_python(tuple(findings), mode="json")  # pyright: ignore[reportReturnType]


def findings_from_json(document: list[dict[str, Any]]) -> tuple[Finding, ...]:
    """Return the findings of a JSON document."""
    return _findings.validate_python(document)


def files_to_json(files: Iterable[Attachment]) -> list[dict[str, Any]]:
    """Return files, whose bytes are in the blob store already, as a JSON document."""
    return _files.dump_python(tuple(replace(one, content=b"") for one in files), mode="json")  # pyright: ignore[reportReturnType]


def files_from_json(document: list[dict[str, Any]]) -> tuple[Attachment, ...]:
    """Return the files of a JSON document."""
    return _files.validate_python(document)


def outbound_to_json(outbound: Outbound) -> dict[str, Any]:
    """Return a message as a JSON document."""
    return _outbound.dump_python(outbound, mode="json")


def outbound_from_json(document: dict[str, Any]) -> Outbound:
    """Return the message of a JSON document."""
    return _outbound.validate_python(document)


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as a JSON document."""
    return _answer.dump_python(answer, mode="json")


def answer_from_json(document: dict[str, Any]) -> Answer:
    """Return the answer of a JSON document."""
    return _answer.validate_python(document)
