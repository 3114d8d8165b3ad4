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
from bot.models.tasks import OF_A_SERIES, Entry, Event, EventKind, Message, Notice, NoticeKind, Task, TaskKind

__all__ = [
    "ATTENDANCE_FINAL",
    "LIVE",
    "OF_A_SERIES",
    "SESSION",
    "Agenda",
    "Attendance",
    "Choice",
    "Clinic",
    "Concern",
    "ConcernKind",
    "Correction",
    "Draft",
    "Entry",
    "Event",
    "EventKind",
    "Hours",
    "Message",
    "Notice",
    "NoticeKind",
    "Outreach",
    "Patient",
    "Person",
    "Presence",
    "Provider",
    "Request",
    "Room",
    "RoomQuery",
    "RoomState",
    "SessionOutcome",
    "Task",
    "TaskKind",
    "VideoRoom",
    "Wishes",
]
