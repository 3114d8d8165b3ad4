"""What BetterPT would send the patient, after its documentation's table. Nothing is really sent.

Not here: BetterPT's wording, which is not documented: a letter is told by what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.betterpt.records import RoomRecord

_Ways = dict[str, tuple[str, ...]]

_BOTH: _Ways = {
    "confirmation": ("e-mail with iCal",),
    "reschedule": ("e-mail with iCal", "SMS"),
    "cancellation": ("e-mail",),
    "one-hour reminder": ("e-mail", "SMS"),
    "fifteen-minute reminder": ("e-mail", "SMS"),
}
_EMAIL_ONLY: _Ways = {event: ways[:1] for event, ways in _BOTH.items()}
_PHONE_ONLY: _Ways = dict.fromkeys(_BOTH, ("SMS",))
_REMINDERS = {"one-hour reminder": timedelta(hours=1), "fifteen-minute reminder": timedelta(minutes=15)}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One thing the patient gets."""

    uid: str
    event: str
    by: str
    """`e-mail`, `e-mail with iCal` or `SMS`."""
    to: str
    at: datetime
    start: datetime
    """When the session begins that it is about, as it was when this was planned."""
    zone: str
    """The IANA name."""
    clinic: str
    """Whom the patient hears from."""

    def is_sent(self, now: datetime) -> bool:
        """Whether it has gone out; one of the future can still be taken back."""
        return self.at <= now


def letters(record: RoomRecord, event: str, now: datetime) -> list[Letter]:
    """What an event sends at once, and the reminders that follow from it; those of the past are left out."""
    if not record.clinic or not (record.patient_email or record.patient_phone):
        return []
    due = {event: now}
    if event != "cancellation":
        due |= {name: record.start - before for name, before in _REMINDERS.items()}
    return [
        Letter(
            uid=record.uid,
            event=name,
            by=way,
            to=_address(record, way),
            at=at,
            start=record.start,
            zone=record.zone,
            clinic=record.clinic,
        )
        for name, at in due.items()
        if at >= now
        for way in _ways(record)[name]
    ]


def _ways(record: RoomRecord) -> _Ways:
    if record.patient_email and record.patient_phone:
        return _BOTH
    return _EMAIL_ONLY if record.patient_email else _PHONE_ONLY


def _address(record: RoomRecord, way: str) -> str:
    return (record.patient_phone if way == "SMS" else record.patient_email) or ""
