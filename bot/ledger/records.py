"""The rows beside the rooms (tasks, messages, people, events, choices) to models and back. No SQL here."""

from __future__ import annotations

import json
from datetime import datetime

from bot.ledger.rows import Row, at, instant, maybe_at
from bot.models import Choice, Event, EventKind, Message, Person, Restored, Task, TaskKind


def task_row(task: Task) -> dict[str, object]:
    """A new task as a row."""
    return {
        "key": task.key,
        "kind": task.kind.value,
        "room_id": task.room_id,
        "due": instant(task.due),
        "promised": instant(task.promised),
        "details": json.dumps(task.details),
        "lane": task.lane or task.room_id,
    }


def task(row: Row) -> Task:
    """A row as a task; of kind UNKNOWN if a newer version wrote it and this one cannot read it."""
    kind, details = _kind(row["kind"]), _details(row["details"])
    return Task(
        key=row["key"],
        kind=TaskKind.UNKNOWN if details is None else kind,
        room_id=row["room_id"],
        due=at(row["due"]),
        promised=at(row["promised"]),
        details=details or {},
        attempts=row["attempts"],
        begun=row["begun"],
        epoch=row["epoch"],
        lane=row["lane"],
        why=row["why"] or "",
    )


def _kind(text: str) -> TaskKind:
    try:
        return TaskKind(text)
    except ValueError:
        return TaskKind.UNKNOWN


def _details(text: str) -> dict[str, str] | None:
    try:
        details = json.loads(text)
    except ValueError:
        return None
    return details if isinstance(details, dict) else None


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
    return Message(**{**row, "tried_at": maybe_at(row["tried_at"])})


def person_row(person: Person, told: datetime) -> dict[str, object]:
    """A person as a row, with when Slack told it."""
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "time_zone": person.time_zone,
        "locale": person.locale,
        "is_guest": int(person.is_guest),
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


def event_row(event: Event) -> dict[str, object]:
    """An event as a row."""
    return {
        "room_id": event.room_id,
        "kind": event.kind.value,
        "at": instant(event.at),
        "who": event.by,
        "details": json.dumps(event.details),
    }


def event(row: Row) -> Event:
    """A row as an event."""
    return Event(
        room_id=row["room_id"],
        kind=EventKind(row["kind"]),
        at=at(row["at"]),
        by=row["who"],
        details=json.loads(row["details"]),
    )


def choice_row(choice: Choice) -> dict[str, object]:
    """A choice as a row."""
    return {
        "scope": choice.scope,
        "name": choice.name,
        "value": choice.value,
        "who": choice.by,
        "at": instant(choice.at),
    }


def choice(row: Row) -> Choice:
    """A row as a choice."""
    return Choice(scope=row["scope"], name=row["name"], value=row["value"], by=row["who"], at=at(row["at"]))


def restored_text(restored: Restored) -> str:
    """That the ledger was restored, as a fact's value."""
    return json.dumps({"backed_up": instant(restored.backed_up), "restored": instant(restored.restored)})


def restored(text: str) -> Restored:
    """Such a value as a model."""
    value = json.loads(text)
    return Restored(backed_up=at(value["backed_up"]), restored=at(value["restored"]))
