"""Rows of rooms and drafts to models and back, for every backend alike. No SQL here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.models import (
    Attendance,
    Correction,
    Doubt,
    Draft,
    Patient,
    Presence,
    Provider,
    Request,
    Room,
    RoomState,
    SessionOutcome,
    VideoRoom,
)

Row = Mapping[str, Any]


def instant(at: datetime | None) -> str | None:
    """An instant as text that sorts as time: UTC, always with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None


def at(text: str) -> datetime:
    """Such a text as an instant, aware UTC."""
    return datetime.fromisoformat(text)


def maybe_at(text: str | None) -> datetime | None:
    """The same for what may be missing."""
    return at(text) if text else None


def _maybe_bool(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _maybe_int(value: bool | None) -> int | None:
    return None if value is None else int(value)


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
        "thread": request.thread,
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
        thread=row["thread"],
    )


def draft_row(draft: Draft) -> dict[str, object]:
    """A draft as a row."""
    return {
        "id": draft.id,
        **_request_row(draft.request),
        "words": draft.words,
        "starts": json.dumps([instant(start) for start in draft.starts]),
        "offered": json.dumps([instant(start) for start in draft.offered]),
        "zone": draft.zone,
        "created": instant(draft.created),
        "replaces": draft.replaces,
    }


def draft(row: Row) -> Draft:
    """A row as a draft."""
    return Draft(
        id=row["id"],
        request=_request(row),
        words=row["words"],
        starts=tuple(at(start) for start in json.loads(row["starts"])),
        offered=tuple(at(start) for start in json.loads(row["offered"])),
        zone=row["zone"],
        created=at(row["created"]),
        replaces=row["replaces"],
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
        "provider_attended": _maybe_int(seen.provider.attended),
        "provider_duration": seen.provider.duration,
        "patient_attended": _maybe_int(seen.patient.attended),
        "patient_duration": seen.patient.duration,
        "video_read": instant(video.read),
    }


def _video(row: Row) -> VideoRoom | None:
    if row["uid"] is None:
        return None
    return VideoRoom(
        uid=row["uid"],
        start=at(row["video_start"]),
        zone=row["video_zone"],
        patient_link=row["patient_link"],
        provider_link=row["provider_link"],
        attendance=Attendance(
            provider=_presence(row, "provider"), patient=_presence(row, "patient"), status=row["status"]
        ),
        read=maybe_at(row["video_read"]),
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
        "in_doubt_since": instant(room.doubt.since) if room.doubt else None,
        "in_doubt_by": room.doubt.by if room.doubt else None,
        "cancelled_at": instant(room.cancelled_at),
        "notice": None if room.notice is None else int(room.notice.total_seconds()),
        "is_attempted": int(room.is_attempted),
        "problem": room.problem,
        "told_at": instant(room.told_at),
        "series": room.series,
        "moved_from": instant(room.moved_from),
        "replaces": room.replaces,
        "handed_to": room.handed_to,
        "correction": _correction_text(room.correction),
        "corrected": room.correction.outcome.value if room.correction else None,
        "digest": room.digest,
    }


def room(row: Row) -> Room:
    """A row as a room."""
    return Room(
        id=row["id"],
        request=_request(row),
        start=at(row["start"]),
        zone=row["zone"],
        state=RoomState(row["state"]),
        created=at(row["created"]),
        video=_video(row),
        pending_start=maybe_at(row["pending_start"]),
        changed_by=row["changed_by"],
        doubt=_doubt(row),
        cancelled_at=maybe_at(row["cancelled_at"]),
        is_attempted=bool(row["is_attempted"]),
        problem=row["problem"],
        told_at=maybe_at(row["told_at"]),
        series=row["series"],
        moved_from=maybe_at(row["moved_from"]),
        replaces=row["replaces"],
        handed_to=row["handed_to"],
        correction=_correction(row["correction"]),
        digest=row["digest"],
        version=row["version"],
    )


def _doubt(row: Row) -> Doubt | None:
    since = row["in_doubt_since"]
    return Doubt(since=at(since), by=row["in_doubt_by"]) if since else None


def _correction_text(correction: Correction | None) -> str | None:
    if correction is None:
        return None
    return json.dumps({**vars(correction), "at": instant(correction.at)})


def _correction(text: str | None) -> Correction | None:
    if text is None:
        return None
    kept = json.loads(text)
    return Correction(**{**kept, "outcome": SessionOutcome(kept["outcome"]), "at": at(kept["at"])})
