"""`deskbot playbooks eval`: how well matching does, on texts whose label is known, or on the playbooks themselves."""

from __future__ import annotations

import json as jsons
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from deskbot.cli.labelled_texts import NONE, read_labelled
from deskbot.cli.loading import load_playbook_set, load_vectors
from deskbot.cli.terminal import words
from deskbot.errors import ConfigurationError
from deskbot.settings import load_settings

SHOWN = {
    "accuracy": "right among those that fit (top 1)",
    "accuracy_with_none": "right, none-of-these included",
    "auroc": "AUROC against those that fit none",
    "fpr_at_95_recall": "false alarms where 95 % are found",
    "classes": "classes",
    "examples": "examples",
    "queries": "queries",
    "in_scope": "of them about a class",
    "out_of_scope": "of them about none",
    "load_seconds": "seconds to load",
    "ms_per_query": "ms a query (median)",
    "semantic": "by meaning (deskbot[semantic])",
}


def eval_command(
    *,
    examples: Annotated[Path | None, typer.Option("--examples", help="CSV (text,label) to learn from.")] = None,
    queries: Annotated[
        Path | None, typer.Option("--queries", help="CSV (text,label) to answer; oos fits none.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    semantic: Annotated[
        bool, typer.Option("--semantic", help="Match by meaning too; needs deskbot[semantic].")
    ] = False,
    folder: Annotated[Path | None, typer.Option("--folder", help="Playbooks to measure; else those in use.")] = None,
) -> None:
    """Measure matching: learn from one file, answer the other; or leave each playbook's examples out in turn.

    Examples:
      deskbot playbooks eval
      deskbot playbooks eval --examples learn.csv --queries ask.csv --json
    """
    # Imported here, so that `deskbot --help` does not wait for numpy.
    from deskbot.cli.evaluation import not_learned, of_files, of_playbooks  # noqa: PLC0415

    settings = load_settings()
    semantic = semantic or settings.semantic
    if (examples is None) != (queries is None):
        raise ConfigurationError("--examples and --queries go together: give both, or neither for the playbooks")
    if examples and queries:
        learn, ask = read_labelled(examples), read_labelled(queries)
        for row in not_learned(learn, ask):
            says = f'no example has the label "{row.label}": counted as wrong; "{NONE}" fits none'
            typer.echo(f"{queries}:{row.line}: {says}", err=True)
        found = of_files(learn, ask, load_vectors(semantic=semantic))
    else:
        known = load_playbook_set(folder or settings.playbooks_dir, semantic=semantic)
        found = of_playbooks(known)
    found["semantic"] = semantic
    if json:
        typer.echo(jsons.dumps(found, indent=1))
    else:
        _show(found)


def _show(found: dict[str, Any]) -> None:
    table = Table("what", "figure")
    for key, says in SHOWN.items():
        table.add_row(words(says), _shown(found[key]))
    Console().print(table)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)
