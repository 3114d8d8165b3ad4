"""What reports are made of, summed up by the database: the same statements on each.

What became of a session is judged as in `bot.outcomes`, which a test holds against this. Rooms that BetterPT
never had (refused, unknown, left), and those that another provider took over, are no sessions here: of the
latter there is another room.
"""

from __future__ import annotations

from itertools import pairwise

from bot.ledger.rows import Row, at, instant
from bot.ledger.sql import Reader
from bot.models import (
    ATTENDANCE_FINAL,
    LATE_NOTICE,
    MOST_MINUTES,
    SESSION,
    TOO_SHORT,
    Fate,
    Length,
    SessionLine,
    Side,
    SumQuery,
    Sums,
    Tally,
)

_SHORTEST = f"""
(provider_duration <> 0 AND provider_duration < {TOO_SHORT})
OR (patient_duration <> 0 AND patient_duration < {TOO_SHORT})
"""
_BELIEVABLE = f"""
coalesce(provider_duration, 0) BETWEEN 0 AND {MOST_MINUTES}
AND coalesce(patient_duration, 0) BETWEEN 0 AND {MOST_MINUTES}
"""
_FATE = f"""
CASE
WHEN state = 'cancelled' AND notice < {int(LATE_NOTICE.total_seconds())} THEN '{Fate.CANCELLED_LATE}'
WHEN state = 'cancelled' THEN '{Fate.CANCELLED}'
WHEN start > :over THEN '{Fate.TO_COME}'
WHEN corrected IS NOT NULL THEN corrected
WHEN provider_attended = 1 AND patient_attended = 1 THEN
    CASE WHEN ({_SHORTEST}) AND {_BELIEVABLE} THEN '{Fate.TOO_SHORT}' ELSE '{Fate.HELD}' END
WHEN start > :final OR provider_attended IS NULL OR patient_attended IS NULL THEN '{Fate.NOT_REPORTED}'
WHEN provider_attended = 1 THEN '{Fate.PATIENT_MISSING}'
WHEN patient_attended = 1 THEN '{Fate.PROVIDER_MISSING}'
ELSE '{Fate.NOBODY}' END
"""
_SESSIONS = f"""
SELECT id, provider, provider_name, clinic, reference, start, moved_from,
provider_duration, patient_duration, {_FATE} AS fate,
CASE WHEN corrected IS NOT NULL AND start <= :over AND state <> 'cancelled' THEN 1 ELSE 0 END AS is_corrected,
CASE WHEN {_BELIEVABLE} THEN 1 ELSE 0 END AS is_believable
FROM rooms
WHERE start >= :first AND start < :last AND handed_to IS NULL AND {{whose}}
AND state IN ('scheduled', 'moving', 'cancelling', 'cancelled')
"""
_TALLIES = f"""
WITH stretches (stretch, begins, ends) AS (VALUES {{stretches}}), sessions AS ({_SESSIONS})
SELECT stretch, provider, max(provider_name) AS name, fate, count(*) AS sessions,
sum(CASE WHEN moved_from IS NULL THEN 0 ELSE 1 END) AS moved,
sum(is_corrected) AS corrected, sum(1 - is_believable) AS unbelievable
FROM stretches JOIN sessions ON start >= begins AND start < ends
GROUP BY stretch, provider, fate ORDER BY stretch, provider, fate
"""
_MINUTES = {
    Side.PROVIDER: "provider_duration",
    Side.PATIENT: "patient_duration",
    Side.BOTH: """CASE WHEN provider_duration <= patient_duration THEN provider_duration
        WHEN patient_duration < provider_duration THEN patient_duration END""",
}
_LENGTHS_OF = """
SELECT provider, '{side}' AS side, {minutes} AS minutes, count(*) AS sessions
FROM held WHERE {minutes} IS NOT NULL GROUP BY provider, {minutes}
"""
_LENGTHS = f"""
WITH sessions AS ({_SESSIONS}),
held AS (SELECT * FROM sessions WHERE fate = '{Fate.HELD}' AND is_believable = 1)
{" UNION ALL ".join(_LENGTHS_OF.format(side=side, minutes=minutes) for side, minutes in _MINUTES.items())}
ORDER BY 1, 2, 3
"""


_LINES = f"""
WITH sessions AS ({_SESSIONS})
SELECT start, provider_name AS provider, clinic, fate, provider_duration AS provider_minutes,
patient_duration AS patient_minutes, CASE WHEN moved_from IS NULL THEN 0 ELSE 1 END AS is_moved,
is_corrected, reference
FROM sessions ORDER BY start, provider_name, id
"""


async def sums(sql: Reader, query: SumQuery) -> Sums:
    """See the port."""
    whose, given = _asked(query)
    lengths = await sql.find(_LENGTHS.format(whose=whose), given)
    stretches = _stretches(query, given)
    tallies = await sql.find(_TALLIES.format(whose=whose, stretches=stretches), given)
    return Sums(
        tallies=tuple(Tally(**{**row, "fate": Fate(row["fate"])}) for row in tallies),
        lengths=tuple(Length(**{**row, "side": Side(row["side"])}) for row in lengths),
    )


async def lines(sql: Reader, query: SumQuery) -> list[SessionLine]:
    """See the port."""
    whose, given = _asked(query)
    return [_line(row) for row in await sql.find(_LINES.format(whose=whose), given)]


def _line(row: Row) -> SessionLine:
    flags = {name: bool(row[name]) for name in ("is_moved", "is_corrected")}
    return SessionLine(**{**row, **flags, "start": at(row["start"]), "fate": Fate(row["fate"])})


def _asked(query: SumQuery) -> tuple[str, dict[str, object]]:
    """Whose sessions, as a condition, and what is bound."""
    given: dict[str, object] = {
        "first": instant(query.bounds[0]),
        "last": instant(query.bounds[-1]),
        "over": instant(query.now - SESSION),
        "final": instant(query.now - ATTENDANCE_FINAL),
    }
    asked = {"provider": query.provider, "clinic": query.clinic}
    given |= {name: value for name, value in asked.items() if value is not None}
    return " AND ".join(f"{name} = :{name}" for name in asked if name in given) or "1 = 1", given


def _stretches(query: SumQuery, given: dict[str, object]) -> str:
    """The stretches as rows; what is bound in them is added to `given`."""
    rows = []
    for place, (begins, ends) in enumerate(pairwise(query.bounds)):
        given |= {f"begins_{place}": instant(begins), f"ends_{place}": instant(ends)}
        rows.append(f"({place}, CAST(:begins_{place} AS TEXT), CAST(:ends_{place} AS TEXT))")
    return ", ".join(rows)
