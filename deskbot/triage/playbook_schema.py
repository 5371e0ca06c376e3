"""A JSON Schema of a playbook's head, for editors; a test holds it against the reader's own table of keys."""

from __future__ import annotations

from typing import Any

from deskbot.desk.schema import DIALECT
from deskbot.model.case import Category, Severity

_TEXT = {"type": "string", "pattern": r"\S"}
_MAY_BE_EMPTY = {"type": ["string", "null"]}


def playbook_schema() -> dict[str, Any]:
    """Return the schema of the YAML between the two lines of dashes."""
    texts = {"type": "array", "items": _TEXT}
    properties: dict[str, Any] = {
        "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "The file is named after it."},
        "title": {**_TEXT, "description": "What it is, in the words of the desk."},
        "symptoms": {**texts, "minItems": 1, "description": "What is seen or heard, in few words, in every language."},
        "examples": {**texts, "minItems": 1, "description": "Sentences as resellers would write them."},
        "excluded": {**texts, "description": "Phrases that show that it is something else."},
        "categories": {"type": "array", "items": {"enum": [one.value for one in Category]}},
        "products": {**texts, "description": "The types of system that it is for; empty: all."},
        "versions": {
            "type": "array",
            "items": {"type": ["string", "number"]},
            "description": 'The releases that it is for, like "7.0 - 7.1.2" or ">= 8"; empty: all.',
        },
        "severity_hint": {"enum": [one.value for one in Severity]},
        "diagnostics": {**texts, "description": "The facts that matter most here, the foremost first."},
        "references": {**texts, "description": "Addresses of the pages that the facts come from."},
        "owner": {**_MAY_BE_EMPTY, "description": "Who answers for it."},
        "reviewed": {
            **_MAY_BE_EMPTY,
            "pattern": r"^\d{4}-\d\d-\d\d$",
            "description": "The day on which somebody last read it critically.",
        },
        "draft": {"type": "boolean", "description": "While it is true the playbook is told to nobody."},
    }
    return {
        "$schema": DIALECT,
        "title": "The head of a playbook",
        "type": "object",
        "properties": properties,
        "required": ["id", "title", "symptoms", "examples"],
        "additionalProperties": False,
    }
