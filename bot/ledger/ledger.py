"""The ledger over any database: implements the port `Ledger` once.

What is longer than a statement stands beside it (`claims`, `turns`, `deliveries`, `drafts`, `entries`); how
rows become models is `rows` and `records`.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from bot.ledger import claims, deliveries, drafts, facts, records, rows, turns
from bot.ledger.chosen import chosen
from bot.ledger.entries import put, put_task
from bot.ledger.rooms import found
from bot.ledger.rows import Row
from bot.ledger.sql import Backend, insert, upsert
from bot.ledger.sums import lines, sums
from bot.models import (
    LEASE,
    Arrival,
    Choice,
    Draft,
    Entry,
    Event,
    Message,
    Person,
    Place,
    Restored,
    Room,
    RoomQuery,
    SessionLine,
    SumQuery,
    Sums,
    Task,
)

_AT = "SELECT * FROM messages WHERE channel = :channel AND (ts = :ts OR thread_ts = :ts)"

_PLACES = """SELECT channel, NULL AS thread FROM messages WHERE ts IS NOT NULL
    UNION SELECT channel, NULL FROM rooms
    UNION SELECT messages.channel, coalesce(messages.thread_ts, messages.ts) FROM rooms
    JOIN messages ON messages.key = coalesce(rooms.series, rooms.id) || :card AND messages.ts IS NOT NULL
    WHERE rooms.start >= :since AND rooms.state IN ('scheduled', 'moving', 'cancelling')"""


class SqlLedger:
    """Implements the port `Ledger`; see there for what each method promises."""

    def __init__(self, backend: Backend) -> None:
        """The tables of `backend` are up to date."""
        self._backend = backend

    async def write(self, entry: Entry) -> None:
        """See the port."""
        is_history = entry == Entry(events=entry.events)  # which endangers no promise
        async with self._backend.passing() if is_history else self._backend.transaction() as sql:
            await put(sql, entry)

    async def claim(
        self, *, now: datetime, lease: timedelta = LEASE, limit: int, busy: Collection[str] = ()
    ) -> list[Task]:
        """See the port."""
        async with self._backend.passing() as sql:
            return await claims.claim(sql, now=now, lease=lease, limit=limit, busy=busy)

    async def mark(self, task: Task, entry: Entry) -> None:
        """See the port."""
        async with self._backend.transaction() as sql:
            await claims.mark(sql, task, entry)

    async def finish(self, task: Task, entry: Entry) -> bool:
        """See the port."""
        async with self._backend.transaction() as sql:
            is_held = await claims.loosen(sql, task, "state = 'done'")
            if is_held:
                await put(sql, entry)
            return is_held

    async def postpone(self, task: Task, due: datetime, why: str) -> None:
        """See the port."""
        async with self._backend.passing() as sql:
            await claims.loosen(
                sql, task, "due = :due, why = :why, begun = 0", due=rows.instant(due), why=why
            )

    async def park(self, task: Task, why: str, entry: Entry | None = None) -> None:
        """See the port."""
        async with self._backend.transaction() as sql:
            if await claims.loosen(sql, task, "state = 'parked', why = :why", why=why) and entry:
                await put(sql, entry)

    async def parked(self) -> list[Task]:
        """See the port."""
        async with self._backend.each() as sql:
            return await claims.parked(sql)

    async def unpark(self, key: str, now: datetime) -> bool:
        """See the port."""
        async with self._backend.each() as sql:
            return await claims.unpark(sql, key, now)

    async def hasten(self, now: datetime) -> None:
        """See the port."""
        async with self._backend.transaction() as sql:
            await claims.hasten(sql, now)

    async def next_due(self) -> datetime | None:
        """See the port."""
        async with self._backend.each() as sql:
            return await claims.next_due(sql)

    async def take_turn(self, name: str, *, now: datetime, every: timedelta, is_urgent: bool) -> datetime:
        """See the port."""
        async with self._backend.passing() as sql:
            return await turns.take_turn(sql, name, now=now, every=every, is_urgent=is_urgent)

    async def hold(self, name: str, until: datetime) -> None:
        """See the port."""
        async with self._backend.passing() as sql:
            await turns.hold(sql, name, until)

    async def arrived(self, delivery: str, now: datetime) -> Arrival:
        """See the port."""
        async with self._backend.transaction() as sql:
            await drafts.forget(sql, now)
            return await deliveries.arrived(sql, delivery, now)

    async def answered(self, delivery: str) -> None:
        """See the port."""
        async with self._backend.each() as sql:
            await deliveries.answered(sql, delivery)

    async def room(self, room_id: str) -> Room | None:
        """See the port."""
        row = await self._row("rooms", "id", room_id)
        return rows.room(row) if row else None

    async def rooms(self, query: RoomQuery) -> list[Room]:
        """See the port."""
        async with self._backend.each() as sql:
            return await found(sql, query)

    async def sums(self, query: SumQuery) -> Sums:
        """See the port."""
        async with self._backend.reading() as sql:
            return await sums(sql, query)

    async def session_lines(self, query: SumQuery) -> list[SessionLine]:
        """See the port."""
        async with self._backend.reading() as sql:
            return await lines(sql, query)

    async def message(self, key: str) -> Message | None:
        """See the port."""
        row = await self._row("messages", "key", key)
        return records.message(row) if row else None

    async def messages_at(self, channel: str, ts: str) -> list[Message]:
        """See the port."""
        return [records.message(row) for row in await self._find(_AT, channel=channel, ts=ts)]

    async def places(self, since: datetime) -> list[Place]:
        """See the port."""
        found = [Place(**row) for row in await self._find(_PLACES, since=rows.instant(since), card=":card")]
        return sorted(found, key=lambda place: (place.thread or "", place.channel))

    async def events(self, room_id: str) -> list[Event]:
        """See the port."""
        statement = "SELECT * FROM events WHERE room_id = :room_id ORDER BY at, id"
        return [records.event(row) for row in await self._find(statement, room_id=room_id)]

    async def choices(self, scope: str) -> dict[str, Choice]:
        """See the port."""
        async with self._backend.each() as sql:
            return await chosen(sql, scope)

    async def save_choices(self, choices: Collection[Choice], tasks: Collection[Task] = ()) -> None:
        """See the port."""
        async with self._backend.transaction() as sql:
            for choice in choices:
                row = records.choice_row(choice)
                await sql.execute(insert("choices", row), row)
            for task in tasks:
                await put_task(sql, task)

    async def save_draft(self, draft: Draft) -> None:
        """See the port."""
        async with self._backend.transaction() as sql:
            await drafts.save(sql, draft)

    async def draft(self, draft_id: str) -> Draft | None:
        """See the port."""
        row = await self._row("drafts", "id", draft_id)
        return rows.draft(row) if row else None

    async def save_person(self, person: Person, now: datetime) -> None:
        """See the port."""
        await self._keep("people", records.person_row(person, now), "id")

    async def person(self, person_id: str, since: datetime | None = None) -> Person | None:
        """See the port."""
        row = await self._row("people", "id", person_id)
        return records.person(row) if row and row["told"] >= (rows.instant(since) or "") else None

    async def secret(self, name: str) -> str | None:
        """See the port."""
        row = await self._row("secrets", "name", name)
        return str(row["value"]) if row else None

    async def save_secret(self, name: str, value: str) -> None:
        """See the port."""
        await self._keep("secrets", {"name": name, "value": value}, "name")

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        """See the port."""
        return self._backend.alone(name)

    def alone_briefly(self, name: str) -> AbstractAsyncContextManager[None]:
        """See the port."""
        return self._backend.alone_briefly(name)

    async def restored(self) -> Restored | None:
        """See the port."""
        async with self._backend.each() as sql:
            text = await facts.fact(sql, facts.RESTORED)
        return records.restored(text) if text else None

    async def close(self) -> None:
        """See the port."""
        await self._backend.close()

    async def _find(self, statement: str, **given: object) -> list[Row]:
        async with self._backend.each() as sql:
            return await sql.find(statement, given)

    async def _row(self, table: str, key: str, value: str) -> Row | None:
        return next(iter(await self._find(f"SELECT * FROM {table} WHERE {key} = :value", value=value)), None)

    async def _keep(self, table: str, row: dict[str, object], key: str) -> None:
        async with self._backend.each() as sql:
            await sql.execute(upsert(table, row, key), row)
