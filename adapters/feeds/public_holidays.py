"""Public holidays of a country or a part of it, from the list the `holidays` package ships."""

from __future__ import annotations

from datetime import date

from bot.feeds import Region


def public(region: Region) -> dict[date, str] | None:
    """The days off, each with its name; None for a region nobody knows."""
    import holidays  # noqa: PLC0415 - only the pool's process pays for it

    country, _, part = region.code.partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=part or None, years=region.years)
    except NotImplementedError:
        return None
    return dict(sorted(found.items()))
