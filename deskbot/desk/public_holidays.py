"""Public holidays by country and region, computed: no service is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=256)
def public_holidays(country: str, region: str, year: int) -> Mapping[date, str]:
    """Return a year's holidays with their names.

    Args:
        country: ISO 3166 code.
        region: a part of it, as `regions` lists them; empty for what is kept everywhere.
        year: any.
    """
    # Imported here, so that commands that need no holidays do not wait for it.
    from holidays import country_holidays  # noqa: PLC0415

    return {day: str(name) for day, name in country_holidays(country, subdiv=region or None, years=year).items()}


def holiday(country: str, region: str, day: date) -> str:
    """Return the name of the holiday on a day; empty where it is none."""
    return public_holidays(country, region, day.year).get(day, "")


def countries() -> Iterable[str]:
    """Return the codes of all countries whose holidays are known."""
    from holidays import list_supported_countries  # noqa: PLC0415

    return list_supported_countries().keys()


def regions(country: str) -> Iterable[str]:
    """Return the codes of a country's parts that have holidays of their own; none where it has no such parts."""
    from holidays import list_supported_countries  # noqa: PLC0415

    return list_supported_countries().get(country, ())
