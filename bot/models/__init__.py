"""The words of the field as frozen types. Every datetime is aware UTC; zones are IANA names beside it."""

from __future__ import annotations

from bot.models.agendas import Agenda, Concern, ConcernKind
from bot.models.choices import Choice, Clinic, Hours, Wishes
from bot.models.people import Draft, Patient, Person, Provider, Request
from bot.models.rooms import (
    ATTENDANCE_FINAL,
    LIVE,
    SESSION,
    Attendance,
    Correction,
    Outreach,
    Presence,
    Room,
    RoomQuery,
    RoomState,
    SessionOutcome,
    VideoRoom,
)
from bot.models.tasks import (
    LEASE,
    OF_A_SERIES,
    Arrival,
    Entry,
    Event,
    EventKind,
    Message,
    Notice,
    NoticeKind,
    Restored,
    Task,
    TaskKind,
)
from bot.models.tellings import Digest, LostCards, Setback, Telling

__all__ = [
    "ATTENDANCE_FINAL",
    "LEASE",
    "LIVE",
    "OF_A_SERIES",
    "SESSION",
    "Agenda",
    "Arrival",
    "Attendance",
    "Choice",
    "Clinic",
    "Concern",
    "ConcernKind",
    "Correction",
    "Digest",
    "Draft",
    "Entry",
    "Event",
    "EventKind",
    "Hours",
    "LostCards",
    "Message",
    "Notice",
    "NoticeKind",
    "Outreach",
    "Patient",
    "Person",
    "Presence",
    "Provider",
    "Request",
    "Restored",
    "Room",
    "RoomQuery",
    "RoomState",
    "SessionOutcome",
    "Setback",
    "Task",
    "TaskKind",
    "Telling",
    "VideoRoom",
    "Wishes",
]
