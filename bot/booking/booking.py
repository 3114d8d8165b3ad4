"""Booking a room: a draft, its preview, and the promise that a click makes of it.

Rules and rows; no network, no Slack, no sentences. Everything that is promised is committed before a method
returns, and the worker is nudged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import NAMESPACE_OID, uuid4, uuid5

from bot import promises, times
from bot.booking.access import Access
from bot.booking.plans import Preview
from bot.booking.words import in_a_form, on_day, other_end, read, unread
from bot.errors import NotAllowed, RoomClosed, StaleRoom, TimeUnclear
from bot.models import Draft, Entry, NoticeKind, Request, Room, RoomState
from bot.outreach import outreach
from bot.ports import Clock, Ledger, Rooms


class Booking:
    """The use cases that lead to a new room."""

    def __init__(
        self, *, ledger: Ledger, rooms: Rooms, clock: Clock, access: Access, nudge: Callable[[], None]
    ) -> None:
        """`rooms` is only asked which time zones it knows; `nudge` is called after each commit."""
        self._ledger = ledger
        self._rooms = rooms
        self._clock = clock
        self._access = access
        self._nudge = nudge

    async def preview(
        self,
        words: str,
        request: Request,
        zone: str,
        *,
        aside: str = "",
        locale: str = "en-US",
    ) -> Preview:
        """Read the words in `zone` (IANA) and keep them as a draft: what is shown is what is booked.

        `aside` may hold a part of the time too, and a patient's name, which is not kept.

        Raises:
            ZoneUnsupported: BetterPT has no zone with the rules of the one that was meant.
        """
        reading = read(words, self._clock.now(), zone, locale, aside=aside)
        draft = Draft(
            id=uuid4().hex,
            request=request,
            words=_kept_words(words, aside, reading, self._clock.now()),
            start=reading.at if isinstance(reading, times.Instant) else None,
            zone=reading.zone,
            created=self._clock.now(),
        )
        return replace(await self._keep(draft, reading), unread=unread(reading, aside))

    def check(self, words: str, zone: str, *, locale: str = "en-US") -> None:
        """Whether a form's words can be previewed; nothing is kept, no network.

        Raises:
            TimeUnclear: they do not; `reason` is what is to be asked.
            ZoneUnsupported: as `preview`.
        """
        reading = read(words, self._clock.now(), zone, locale)
        if isinstance(reading, times.Question):
            in_a_form(reading)
        else:
            self._rooms.zone_for(reading.zone, reading.at)

    async def choose(self, draft_id: str, start: datetime, by: str, *, reply_url: str | None) -> Preview:
        """Answer a draft's question with one of its options (an instant, UTC).

        Raises:
            NotAllowed: the draft is gone, or another person's.
            TimeUnclear: that time has passed by now.
        """
        draft = await self.draft(draft_id, by)
        if start <= self._clock.now():
            raise TimeUnclear("past")
        request = replace(draft.request, reply_url=reply_url or draft.request.reply_url)
        return await self._keep(replace(draft, id=uuid4().hex, start=start, request=request), None)

    async def ask_hour(self, draft_id: str, day: date, by: str) -> Preview:
        """Answer a draft's question with a day (local in its zone); what is still asked is the hour.

        Raises:
            NotAllowed: the draft is gone, or another person's.
        """
        draft, now = await self.draft(draft_id, by), self._clock.now()
        return Preview(draft=draft, now=now, question=on_day(day, now, draft.zone))

    async def draft(self, draft_id: str, by: str) -> Draft:
        """The draft, for the person who asked for it.

        Raises:
            NotAllowed: it is gone (they are kept for a day), or another person's.
        """
        draft = await self._ledger.draft(draft_id)
        if draft is None or draft.request.requester != by:
            raise NotAllowed("expired")
        return draft

    async def book(self, draft_id: str, by: str, *, reply_url: str | None = None) -> tuple[Room, bool]:
        """Promise the room of a draft: the room, and whether it was this click that promised it.

        Raises:
            NotAllowed: the draft is gone, or another person's.
            TimeUnclear: its question is still open, or its time has passed by now.
        """
        if room := await self._ledger.room(draft_id):
            return room, False
        draft = await self.draft(draft_id, by)
        now = self._clock.now()
        if draft.start is None or draft.start <= now:
            raise TimeUnclear("past" if draft.start else "need-time")
        request = replace(draft.request, reply_url=reply_url or draft.request.reply_url)
        return await self._promise(draft.id, request, draft.start, draft.zone)

    async def create_again(self, room_id: str, by: str) -> Room:
        """Promise the room once more after its outcome stayed unknown: a person decided that it is missing.

        The new room's id follows from the old one's, so a second click finds the first one's room.

        Raises:
            RoomClosed: its outcome is not open (any more), or its time has passed.
            NotAllowed, RoomNotFound: not by this person, or no such room.
        """
        again = uuid5(NAMESPACE_OID, room_id).hex
        if room := await self._ledger.room(again):
            await self._abandon(room_id)
            return room
        old = await self._access.undecided(room_id, by)
        if old.has_started(self._clock.now()):
            raise RoomClosed("too-late")
        # The new promise first: whatever happens in between, a click more finds it.
        room, _ = await self._promise(again, old.request, old.start, old.zone)
        await self._abandon(old.id)
        return room

    async def _abandon(self, room_id: str) -> None:
        room = await self._ledger.room(room_id)
        if room and room.state is RoomState.UNKNOWN:
            await self._ledger.write(Entry(room=room.but(state=RoomState.ABANDONED)))

    async def leave(self, room_id: str, by: str) -> Room:
        """Leave a room whose outcome stayed unknown: a person decided so. Raises as `create_again`."""
        room = await self._ledger.room(room_id)
        if room and room.state is RoomState.ABANDONED:
            return room
        room, now = await self._access.undecided(room_id, by), self._clock.now()
        left = room.but(state=RoomState.ABANDONED)
        await self._ledger.write(Entry(room=left, tasks=(promises.announce(NoticeKind.REPLY, room, now),)))
        self._nudge()
        return left

    async def _keep(self, draft: Draft, reading: times.Instant | times.Question | None) -> Preview:
        now = self._clock.now()
        if draft.start:
            self._rooms.zone_for(draft.zone, draft.start)
        await self._ledger.save_draft(draft)
        return Preview(
            draft=draft,
            now=now,
            question=reading if isinstance(reading, times.Question) else None,
            others=reading.others if isinstance(reading, times.Instant) else (),
            other_end=other_end(reading) if isinstance(reading, times.Instant) else None,
            outreach=outreach(draft.request, draft.start, now) if draft.start else (),
            has_rest=bool(reading and reading.rest),
        )

    async def _promise(self, room_id: str, request: Request, start: datetime, zone: str) -> tuple[Room, bool]:
        now = self._clock.now()
        room = Room(
            id=room_id, request=request, start=start, zone=zone, state=RoomState.CREATING, created=now
        )
        try:
            await self._ledger.write(Entry(room=room, tasks=(promises.create(room, now),)))
        except StaleRoom:  # the other click was faster
            return await self._ledger.room(room_id) or room, False
        self._nudge()
        return room, True


def _kept_words(words: str, aside: str, reading: times.Instant | times.Question, now: datetime) -> str:
    """The words as they are kept: without whatever is not time, which may be about a patient."""
    if not reading.rest:
        return f"{words} {aside}".strip()
    return times.say(reading.at, reading.zone, now=now) if isinstance(reading, times.Instant) else ""
