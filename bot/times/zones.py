"""Wall clocks ⇄ instants: what a local time is in UTC on a given day, and whether it exists at all.

Not here: which words name a zone (`zone_names`). `dateutil` and fixed offsets are not used for zones that
people live in, because the offset of a zone depends on the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

_NONE = timedelta(0)


@lru_cache(maxsize=512)  # names come from people: without end
def is_zone(name: str) -> bool:
    """Whether `name` is a time zone of the tz database, e.g. "America/New_York"."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, not a key, or a folder of the database
        return False
    return True


def to_wall(at: datetime, zone: str) -> datetime:
    """What the clocks of `zone` (IANA) show at an aware instant, as a naive datetime."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


@lru_cache(maxsize=64)  # one question is asked of one now several times
def today_in(zone: str, at: datetime) -> date:
    """The local date in `zone` (IANA) at an aware instant."""
    return at.astimezone(ZoneInfo(zone)).date()


def to_instants(wall: datetime, zone: str) -> tuple[datetime, ...]:
    """All UTC instants at which the clocks of `zone` show the naive `wall`, earliest first.

    One on most days; none in a DST gap; two in a fold.
    """
    earlier, later = _at_both_folds(wall, zone)
    if earlier == later:
        return (earlier,)
    return (earlier, later) if earlier < later else ()


def around_gap(wall: datetime, zone: str) -> tuple[datetime, datetime]:
    """The UTC instants next to a `wall` that a DST gap skips: as far before the jump and after it.

    02:30 in New York's spring night gives 01:30 EST and 03:30 EDT.
    """
    after, before = _at_both_folds(wall, zone)
    return before, after


def _at_both_folds(wall: datetime, zone: str) -> tuple[datetime, datetime]:
    """The two offsets are compared, never two aware datetimes: those count as equal within one zone."""
    place = ZoneInfo(zone)
    first, second = place.utcoffset(wall), place.utcoffset(wall.replace(fold=1))
    at = wall.replace(tzinfo=UTC) - (first or _NONE)
    return (at, at) if first == second else (at, wall.replace(tzinfo=UTC) - (second or _NONE))


def midnight(day: date, zone: str) -> datetime:
    """The UTC instant at which the local `day` begins, also where DST skips or repeats midnight."""
    wall = datetime.combine(day, time())
    instants = to_instants(wall, zone)
    # A skipped midnight begins where the clock jumps to: the offset from before the jump names it.
    return instants[0] if instants else around_gap(wall, zone)[1]


def instant_on(day: date, at: time, zone: str) -> datetime:
    """The UTC instant at which the clocks of `zone` (IANA) show `at` on a local day.

    The earlier one where they show it twice; where they skip it, the first minute that they show again.
    """
    wall = datetime.combine(day, at)
    while not (instants := to_instants(wall, zone)):
        wall += timedelta(minutes=1)
    return instants[0]


def whole_minute(at: datetime) -> datetime:
    """`at`, or the next whole minute: appointments have no seconds, and must not slip into the past."""
    at = at.astimezone(UTC)
    floor = at.replace(second=0, microsecond=0)
    return floor if floor == at else floor + timedelta(minutes=1)


def has_abbreviation(at: datetime, zone: str, abbreviation: str) -> bool:
    """Whether the clocks of `zone` go by this abbreviation (lower-case) at an aware instant."""
    return (at.astimezone(ZoneInfo(zone)).tzname() or "").lower() == abbreviation


def offset_at(at: datetime, zone: str) -> timedelta:
    """The offset from UTC of `zone` at an aware instant."""
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)


def clock_changes(starts: Sequence[datetime], zone: str) -> tuple[datetime, ...]:
    """Those of a series' starts (aware, in order) before which the clocks of `zone` (IANA) were changed.

    Each is the first under another offset from UTC than the start before it; the wall time stays. None where
    the clocks went forth and back between two sessions: who looks at them sees no change.
    """
    return tuple(
        after for before, after in pairwise(starts) if offset_at(before, zone) != offset_at(after, zone)
    )
