"""The reference of desk.yaml: each section and each mapping in it, from the schema that editors are given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deskbot.desk.schema import DEFINITIONS, SECTIONS, desk_schema

Schema = dict[str, Any]

KINDS = {"string": "text", "integer": "whole number"}


def desk_lines() -> Iterator[str]:
    """Return the sections in their order, then the kinds of mapping that they are made of."""
    needed = desk_schema()["required"]
    for name, schema in SECTIONS.items():
        yield f"## {name}"
        yield f"{'Needed' if name in needed else 'May be left out'}; [what it means](../desk-yaml.md#{name})."
        yield from _told(schema)
    for name, schema in DEFINITIONS.items():
        yield f"## {name}"
        yield "A mapping that others hold."
        yield from _told(schema)


def _told(schema: Schema) -> Iterator[str]:
    properties, needed = schema.get("properties"), schema.get("required", ())
    if properties is None:
        kind = kind_of(schema)
        yield f"{kind[0].upper()}{kind[1:]}{''.join(f'; `{one}` is needed' for one in needed)}."
        return
    rows = (f"| `{key}` | {kind_of(one)} | {'yes' if key in needed else ''} |" for key, one in properties.items())
    yield "\n".join(["| key | what it is | needed |", "|---|---|---|", *rows])


def kind_of(schema: Schema) -> str:
    """Return in words what a value may be."""
    match schema:
        case {"$ref": name}:
            kind = name.rpartition("/")[2]
            return f"[{kind}](#{kind})"
        case {"anyOf": several, **more} if "type" not in more:
            return " or ".join(kind_of(one) for one in several)
        case {"enum": words}:
            return ", ".join(f"`{one}`" for one in words)
        case {"type": "array", "items": one, "minItems": least}:
            return f"list of {kind_of(one)}{', at least one' if least else ''}"
        case {"type": "object", "additionalProperties": dict() as entry}:
            return f"for each name: {kind_of(entry)}"
        case {"type": "object", "properties": properties}:
            return "; ".join(f"`{key}`: {kind_of(one)}" for key, one in properties.items())
        case {"minimum": least, "maximum": most}:
            return f"whole number, {least} to {most}"
        case {"type": kind}:
            examples = ", ".join(f"`{one}`" for one in schema.get("examples", ()))
            words = " or ".join(KINDS[one] for one in ([kind] if isinstance(kind, str) else kind))
            return f"{words} like {examples}" if examples else words
        case _:
            raise ValueError(f"the reference knows no words for {schema}")
