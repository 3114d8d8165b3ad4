"""Rooms looked for in the ledger."""

from __future__ import annotations

from bot.ledger.rows import instant, room
from bot.ledger.sql import Sql, listed
from bot.models import Room, RoomQuery

_PARTS = {
    "person": ":person IN (provider, requester)",
    "provider": "provider = :provider",
    "begins": "start >= :begins",
    "ends": "start < :ends",
    "uid": "substr(uid, 1, length(:uid)) = :uid",
    "series": "series = :series",
    "digest": "digest = :digest",
    "is_told": "(told_at IS NOT NULL) = :is_told",
    "reference": "lower(reference) = lower(:reference)",
}
_PATIENT = "(lower(patient_email) = lower(:email) OR patient_phone = :phone)"


async def found(sql: Sql, query: RoomQuery) -> list[Room]:
    """The rooms that fit every given part, by start."""
    asked = {
        "person": query.person,
        "provider": query.provider,
        "begins": instant(query.begins),
        "ends": instant(query.ends),
        "uid": query.uid,
        "series": query.series,
        "digest": query.digest,
        "is_told": query.is_told,
        "reference": query.reference,
    }
    given: dict[str, object] = {name: value for name, value in asked.items() if value is not None}
    states, among = listed("state", sorted(query.states))
    parts = [*(_PARTS[name] for name in given), f"state IN {states}"]
    if query.replaces is not None:
        replaced, named = listed("replaced", sorted(query.replaces))
        parts.append(f"replaces IN {replaced}")
        given |= named
    if query.patient:
        parts.append(_PATIENT)
        # SQL finds nothing equal to NULL, and everybody to nothing: an empty text is nobody's.
        given |= {"email": query.patient.email or "", "phone": query.patient.phone or ""}
    statement = f"SELECT * FROM rooms WHERE {' AND '.join(parts)} ORDER BY start, created LIMIT :most"
    return [room(row) for row in await sql.find(statement, {**given, **among, "most": query.limit})]
