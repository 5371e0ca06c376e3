"""`deskbot schema`: JSON Schemas by which editors know the files that people write."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from deskbot.desk.schema import desk_schema
from deskbot.triage.playbook_schema import playbook_schema


class What(StrEnum):
    """A kind of file that has a schema."""

    DESK = "desk"
    PLAYBOOK = "playbook"


def schema(what: Annotated[What, typer.Argument(help="desk.yaml, or the head of a playbook.")]) -> None:
    """Print the JSON Schema of desk.yaml or of a playbook's head, for editors that complete and check while one types.

    Examples:
      deskbot schema desk > desk.schema.json
      deskbot schema playbook > playbook.schema.json
    """
    made = desk_schema() if what is What.DESK else playbook_schema()
    typer.echo(json.dumps(made, indent=2, ensure_ascii=False))
