"""Rows to models and back, for every backend alike. No SQL here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.models import (
    Attendance,
    Draft,
    Message,
    Patient,
    Person,
    Presence,
    Provider,
    Request,
    Room,
    RoomState,
    Task,
    TaskKind,
    VideoRoom,
)

Row = Mapping[str, Any]


def instant(at: datetime | None) -> str | None:
    """An instant as text that sorts as time: UTC, always with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe_at(text: str | None) -> datetime | None:
    return _at(text) if text else None


def _maybe_bool(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _request_row(request: Request) -> dict[str, object]:
    return {
        "requester": request.requester,
        "provider": request.provider.id,
        "provider_name": request.provider.name,
        "provider_email": request.provider.email,
        "channel": request.channel,
        "patient_email": request.patient.email,
        "patient_phone": request.patient.phone,
        "reference": request.reference,
        "clinic": request.clinic,
        "reply_url": request.reply_url,
    }


def _request(row: Row) -> Request:
    return Request(
        requester=row["requester"],
        provider=Provider(id=row["provider"], name=row["provider_name"], email=row["provider_email"]),
        channel=row["channel"],
        patient=Patient(email=row["patient_email"], phone=row["patient_phone"]),
        reference=row["reference"],
        clinic=row["clinic"],
        reply_url=row["reply_url"],
    )


def draft_row(draft: Draft) -> dict[str, object]:
    """A draft as a row."""
    return {
        "id": draft.id,
        **_request_row(draft.request),
        "words": draft.words,
        "start": instant(draft.start),
        "zone": draft.zone,
        "created": instant(draft.created),
    }


def draft(row: Row) -> Draft:
    """A row as a draft."""
    return Draft(
        id=row["id"],
        request=_request(row),
        words=row["words"],
        start=_maybe_at(row["start"]),
        zone=row["zone"],
        created=_at(row["created"]),
    )


def _video_row(video: VideoRoom | None) -> dict[str, object]:
    if video is None:
        return {}
    seen = video.attendance
    return {
        "uid": video.uid,
        "video_start": instant(video.start),
        "video_zone": video.zone,
        "patient_link": video.patient_link,
        "provider_link": video.provider_link,
        "status": seen.status,
        "provider_attended": seen.provider.attended,
        "provider_duration": seen.provider.duration,
        "patient_attended": seen.patient.attended,
        "patient_duration": seen.patient.duration,
    }


def _video(row: Row) -> VideoRoom | None:
    if row["uid"] is None:
        return None
    return VideoRoom(
        uid=row["uid"],
        start=_at(row["video_start"]),
        zone=row["video_zone"],
        patient_link=row["patient_link"],
        provider_link=row["provider_link"],
        attendance=Attendance(
            provider=_presence(row, "provider"), patient=_presence(row, "patient"), status=row["status"]
        ),
    )


def _presence(row: Row, side: str) -> Presence:
    return Presence(attended=_maybe_bool(row[f"{side}_attended"]), duration=row[f"{side}_duration"])


def room_row(room: Room) -> dict[str, object]:
    """A room as a row; its version is the caller's to set."""
    return {
        "id": room.id,
        **_request_row(room.request),
        "state": room.state.value,
        "start": instant(room.start),
        "zone": room.zone,
        "created": instant(room.created),
        **_video_row(room.video),
        "pending_start": instant(room.pending_start),
        "changed_by": room.changed_by,
        "is_attempted": room.is_attempted,
        "problem": room.problem,
        "told_at": instant(room.told_at),
    }


def room(row: Row) -> Room:
    """A row as a room."""
    return Room(
        id=row["id"],
        request=_request(row),
        start=_at(row["start"]),
        zone=row["zone"],
        state=RoomState(row["state"]),
        created=_at(row["created"]),
        video=_video(row),
        pending_start=_maybe_at(row["pending_start"]),
        changed_by=row["changed_by"],
        is_attempted=bool(row["is_attempted"]),
        problem=row["problem"],
        told_at=_maybe_at(row["told_at"]),
        version=row["version"],
    )


def task_row(task: Task) -> dict[str, object]:
    """A new task as a row."""
    return {
        "key": task.key,
        "kind": task.kind.value,
        "room_id": task.room_id,
        "due": instant(task.due),
        "promised": instant(task.promised),
        "details": json.dumps(task.details),
    }


def task(row: Row) -> Task:
    """A row as a task."""
    return Task(
        key=row["key"],
        kind=TaskKind(row["kind"]),
        room_id=row["room_id"],
        due=_at(row["due"]),
        promised=_at(row["promised"]),
        details=json.loads(row["details"]),
        attempts=row["attempts"],
        epoch=row["epoch"],
    )


def message_row(message: Message) -> dict[str, object]:
    """A message as a row."""
    return {
        "key": message.key,
        "room_id": message.room_id,
        "channel": message.channel,
        "thread_ts": message.thread_ts,
        "ts": message.ts,
        "tried_at": instant(message.tried_at),
    }


def message(row: Row) -> Message:
    """A row as a message."""
    return Message(**{**row, "tried_at": _maybe_at(row["tried_at"])})


def person_row(person: Person, told: datetime) -> dict[str, object]:
    """A person as a row, with when Slack told it."""
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "time_zone": person.time_zone,
        "locale": person.locale,
        "is_guest": person.is_guest,
        "told": instant(told),
    }


def person(row: Row) -> Person:
    """A row as a person."""
    return Person(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        time_zone=row["time_zone"],
        locale=row["locale"],
        is_guest=bool(row["is_guest"]),
    )
