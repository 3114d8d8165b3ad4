"""The words of the field as frozen types. Every datetime is aware UTC; zones are IANA names beside it."""

from __future__ import annotations

from bot.models.people import Draft, Patient, Person, Provider, Request
from bot.models.rooms import (
    ATTENDANCE_FINAL,
    LIVE,
    SESSION,
    Attendance,
    Outreach,
    Presence,
    Room,
    RoomQuery,
    RoomState,
    VideoRoom,
)
from bot.models.tasks import Entry, Message, Notice, NoticeKind, Task, TaskKind

__all__ = [
    "ATTENDANCE_FINAL",
    "LIVE",
    "SESSION",
    "Attendance",
    "Draft",
    "Entry",
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
    "Task",
    "TaskKind",
    "VideoRoom",
]
