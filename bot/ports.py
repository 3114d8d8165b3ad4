"""The four doors to the outside. Adapters stand behind them; tests put their own there."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol

from bot.models import (
    LEASE,
    Arrival,
    Choice,
    Draft,
    Entry,
    Event,
    Message,
    Notice,
    Person,
    Place,
    Restored,
    Room,
    RoomQuery,
    SessionLine,
    SumQuery,
    Sums,
    Task,
    Telling,
    VideoRoom,
)


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """Now, aware UTC."""
        ...


class Rooms(Protocol):
    """BetterPT's video rooms. All methods but `zone_for` raise `bot.errors.RoomsError`."""

    def zone_for(self, zone: str, start: datetime) -> str:
        """The IANA zone that BetterPT knows with the offset rules of `zone` around `start`; no network.

        Raises:
            ZoneUnsupported: BetterPT has no such zone.
        """
        ...

    async def prepare(self) -> None:
        """Do all that a create needs besides its one request, so that little lies between mark and request.

        Raises:
            RoomsUnavailable, RoomsUnauthorized: BetterPT cannot be used now.
        """
        ...

    async def create(self, room: Room) -> VideoRoom:
        """Create the room, with at most one request that could act.

        Raises:
            RoomsUnavailable: the request certainly did not act; it may be sent again.
            OutcomeUnknown: it may have acted; it must not be sent again.
            RoomsRejected: BetterPT said no.
        """
        ...

    async def get(self, uid: str) -> VideoRoom:
        """The room as BetterPT has it now; tried again by itself where BetterPT is briefly unavailable."""
        ...

    async def reschedule(self, uid: str, start: datetime) -> VideoRoom:
        """Move the room. After `OutcomeUnknown` read it back before sending this again."""
        ...

    async def cancel(self, uid: str) -> VideoRoom:
        """Cancel the room. After `OutcomeUnknown` read it back before sending this again."""
        ...


class Notifier(Protocol):
    """What the bot says by itself in Slack. All methods raise `bot.errors.NotifyError`."""

    async def post(self, notice: Notice, message: Message) -> Message:
        """Post the notice under the message's key; the message with its `channel` and `ts`."""
        ...

    async def upload(self, notice: Notice, message: Message) -> Message:
        """Post the notice's file, as `post` does; its name holds the key, and it is found again by that."""
        ...

    async def tell(self, telling: Telling, message: Message) -> Message:
        """Post what is about no single room, as `post` does."""
        ...

    async def retell(self, telling: Telling, message: Message) -> None:
        """Make a posted message say it anew."""
        ...

    async def edit(self, notice: Notice, message: Message) -> None:
        """Make a posted message say the notice."""
        ...

    async def find(self, message: Message) -> Message | None:
        """The message with its `ts`, if one with this key stands in its channel since `tried_at`."""
        ...

    async def ours(self, channel: str, since: datetime, thread: str | None = None) -> list[Message]:
        """All our messages since then, by their keys: at the top of a channel (or DM), or in one thread."""
        ...

    async def threads(self, channel: str, since: datetime) -> list[str]:
        """Slack's `ts` of what others said there since then, and somebody answered below."""
        ...

    async def reply(self, notice: Notice, card: Message | None) -> None:
        """Say it in the place of the preview, with a way to the card's thread. Best effort."""
        ...

    async def is_shared_outside(self, channel: str) -> bool:
        """Whether people of another company read this channel: no link may be posted there."""
        ...


class Ledger(Protocol):
    """The record of rooms, tasks, messages and what else must survive a restart."""

    async def write(self, entry: Entry) -> None:
        """Commit an entry: its room under the next version, its tasks where their key is new.

        Raises:
            StaleRoom: the room exists in another version (for a new room: it exists).
        """
        ...

    async def claim(
        self, *, now: datetime, lease: timedelta = LEASE, limit: int, busy: Collection[str] = ()
    ) -> list[Task]:
        """Take up to `limit` due tasks, at most one per lane, none of the `busy` lanes.

        A lane goes by what is due first. Lanes in which something became due within the last two minutes
        come before those that are only late (a person waits for the former); both oldest first. A lease runs
        by the ledger's own clock, whatever `now` says: no stepped or pushed clock ends one. A row that this
        version cannot read (a newer one wrote it) comes as kind UNKNOWN.
        """
        ...

    async def mark(self, task: Task, entry: Entry) -> None:
        """Commit what must be on record before the task's request leaves; the claim holds a whole lease more.

        Raises:
            ClaimLost: another worker has the task by now; nothing was committed.
            StaleRoom: as `write`; nothing was committed.
        """
        ...

    async def finish(self, task: Task, entry: Entry) -> bool:
        """Commit a task's result and that it is done; False (and nothing) if the claim was lost.

        Raises:
            StaleRoom: as `write`; nothing was committed.
        """
        ...

    async def postpone(self, task: Task, due: datetime, why: str) -> None:
        """Give a claimed task back, to be claimed again at `due`; it carries `why` then."""
        ...

    async def park(self, task: Task, why: str, entry: Entry | None = None) -> None:
        """Put a claimed task aside for a person to look at, and commit the entry; it is never deleted."""
        ...

    async def parked(self) -> list[Task]:
        """The tasks that were put aside, oldest first, with `why`."""
        ...

    async def unpark(self, key: str, now: datetime) -> bool:
        """Let a task that was put aside be tried again, due now; False if there is none such."""
        ...

    async def hasten(self, now: datetime) -> None:
        """The clock was set back to `now`: what was to be done at once, or again shortly, is due now.

        What has its own time (a session's moments) keeps it; nobody queues behind turns of a time to come.
        """
        ...

    async def next_due(self) -> datetime | None:
        """When the earliest waiting task is due whose lane nobody holds."""
        ...

    async def take_turn(self, name: str, *, now: datetime, every: timedelta, is_urgent: bool) -> datetime:
        """The instant at which the next call under `name` may leave; it is reserved.

        Late ones are spread one per `every`; urgent ones leave at once (the others move back), unless `hold`
        forbids it: then after that.
        """
        ...

    async def hold(self, name: str, until: datetime) -> None:
        """Nothing leaves under `name` before `until`: Slack or BetterPT asked for it."""
        ...

    async def room(self, room_id: str) -> Room | None:
        """The room with this id of ours."""
        ...

    async def rooms(self, query: RoomQuery) -> list[Room]:
        """The rooms that fit, by start; at most `query.limit`."""
        ...

    async def events(self, room_id: str) -> list[Event]:
        """Everything that happened to a room, in its order."""
        ...

    async def choices(self, scope: str) -> dict[str, Choice]:
        """What holds in a scope (a person's id, or `clinic`), by name: the last choice of each."""
        ...

    async def save_choices(self, choices: Collection[Choice], tasks: Collection[Task] = ()) -> None:
        """Keep what somebody chose, and what is promised with it; earlier choices stay on record."""
        ...

    async def sums(self, query: SumQuery) -> Sums:
        """What became of the sessions of a stretch of time, counted; nothing else waits for it."""
        ...

    async def session_lines(self, query: SumQuery) -> list[SessionLine]:
        """What became of each of them, by start; of the bounds only the first and the last count."""
        ...

    async def message(self, key: str) -> Message | None:
        """The message under this key."""
        ...

    async def messages_at(self, channel: str, ts: str) -> list[Message]:
        """Our messages in a thread of a channel: the one at its top (Slack's `ts`) and those under it."""
        ...

    async def places(self, since: datetime) -> list[Place]:
        """Every channel and DM that is known, then the threads of cards whose session begins since."""
        ...

    async def save_draft(self, draft: Draft) -> None:
        """Keep a draft, in place of an earlier one with its id."""
        ...

    async def draft(self, draft_id: str) -> Draft | None:
        """The draft with this id."""
        ...

    async def save_person(self, person: Person, now: datetime) -> None:
        """Remember what Slack told about a person."""
        ...

    async def person(self, person_id: str, since: datetime | None = None) -> Person | None:
        """What Slack told about a person last, if it is not older than `since`."""
        ...

    async def arrived(self, delivery: str, now: datetime) -> Arrival:
        """Remember a delivery of Slack's for a day, and say whether it is to be answered.

        Drafts that are older than a day are forgotten with it, so that what it answers finds none.

        NEW also for one that was begun and not answered by somebody who has died since: its lease ran out, or
        (SQLite) it was another process.
        """
        ...

    async def answered(self, delivery: str) -> None:
        """The delivery was answered: from now on it is REPEATED."""
        ...

    async def secret(self, name: str) -> str | None:
        """A secret of ours (BetterPT's token) that outlives a restart."""
        ...

    async def save_secret(self, name: str, value: str) -> None:
        """Keep a secret in place of an earlier one."""
        ...

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        """Hold this name among all processes on the ledger while inside: others wait their turn."""
        ...

    def alone_briefly(self, name: str) -> AbstractAsyncContextManager[None]:
        """The same for a moment in which nothing but this ledger is waited for.

        Raises:
            LedgerError: it does not become our turn within some seconds; nothing inside was done.
        """
        ...

    async def restored(self) -> Restored | None:
        """When this ledger was restored from a backup last, and from when that is; None if never."""
        ...

    async def close(self) -> None:
        """Close it; nothing may be asked of it afterwards."""
        ...
