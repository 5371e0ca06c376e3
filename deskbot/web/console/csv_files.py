"""Tables to take away, as files that spreadsheets open."""

from __future__ import annotations

from starlette.responses import Response

from deskbot.web.console.pages import HEADERS


def csv_file(name: str, text: str) -> Response:
    """Return a CSV file; its first character tells spreadsheets that it is UTF-8.

    Args:
        name: of the file, without its ending.
        text: what it holds.
    """
    sent = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response("\ufeff" + text, media_type="text/csv; charset=utf-8", headers=sent)
