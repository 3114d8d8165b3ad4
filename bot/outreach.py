"""What BetterPT itself sends the patient, and when: its documentation's table.

The bot sends the patient nothing. Whether a clinic has this feature at all is between it and BetterPT.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from bot.models import Outreach, Request

Event = Literal["booking", "reschedule", "cancellation"]

_CALENDAR = "e-mail with calendar entry"
_EMAIL = "e-mail"
_SMS = "SMS"

# What is sent -> by which ways: to an e-mail address only, to a phone only, to who has both.
_WAYS = {
    "confirmation": ((_CALENDAR,), (_SMS,), (_CALENDAR,)),
    "reschedule": ((_CALENDAR,), (_SMS,), (_CALENDAR, _SMS)),
    "cancellation": ((_EMAIL,), (_SMS,), (_EMAIL,)),
    "one-hour reminder": ((_EMAIL,), (_SMS,), (_EMAIL, _SMS)),
    "fifteen-minute reminder": ((_EMAIL,), (_SMS,), (_EMAIL, _SMS)),
}
_AT_ONCE: dict[Event, str] = {
    "booking": "confirmation",
    "reschedule": "reschedule",
    "cancellation": "cancellation",
}
_REMINDERS = {"one-hour reminder": timedelta(hours=1), "fifteen-minute reminder": timedelta(minutes=15)}


def outreach(
    request: Request, start: datetime, now: datetime, event: Event = "booking"
) -> tuple[Outreach, ...]:
    """Everything the patient gets from BetterPT for an event, in order of time.

    Empty without a clinic name or without a way to reach the patient: then BetterPT tells them nothing.
    Reminders whose time has passed are left out.

    Args:
        request: Whose patient, and which clinic.
        start: When the session starts (after a reschedule: the new time), aware UTC.
        now: When the event happens, aware UTC.
        event: `booking`, `reschedule` or `cancellation`.
    """
    if not request.clinic or not request.patient.is_reachable:
        return ()
    at_once = _AT_ONCE[event]
    sent = [Outreach(event=at_once, by=_ways(request, at_once), at=None)]
    if event != "cancellation":
        due = {name: start - before for name, before in _REMINDERS.items()}
        sent += [Outreach(event=name, by=_ways(request, name), at=at) for name, at in due.items() if at > now]
    return tuple(sent)


def _ways(request: Request, name: str) -> tuple[str, ...]:
    email_only, phone_only, both = _WAYS[name]
    if request.patient.email and request.patient.phone:
        return both
    return email_only if request.patient.email else phone_only
