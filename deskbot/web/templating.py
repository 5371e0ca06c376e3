"""What pages of ours have in common, whoever reads them: their headers, and the way in which templates are filled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from deskbot.web.secret_address import UNTOLD

PAGE_HEADERS: Mapping[str, str] = {
    **UNTOLD,
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""No script or style but our own files, nothing from elsewhere, in nobody's frame."""


def environment(folder: Path, filters: Mapping[str, Any], named: Mapping[str, Any]) -> Environment:
    """Return what fills the templates of a folder; what is missing is an error, and what is not called markup is text.

    Args:
        folder: where they are.
        filters: by their names in templates.
        named: what every template finds, by its name.
    """
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters)
    made.globals.update(named)
    return made
