"""Booking: a draft, its preview, and the promise that a click makes of it, for one session or a series.

Rules and rows; no network, no Slack, no sentences. Everything that is promised is committed before a method
returns, and the worker is nudged. What is decided about rooms that were not created is `retries`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from bot import promises, times
from bot.booking.access import Access
from bot.booking.asked import asked
from bot.booking.conflicts import Conflicts, Finding, seen
from bot.booking.drafts import (
    Read,
    anew,
    id_of,
    kept_words,
    offered_of,
    question_of,
    rooms_of,
    starts_of,
    words_again,
)
from bot.booking.plans import Preview
from bot.booking.twice import A_MOMENT, decided_anew
from bot.booking.words import completed, in_a_form, is_chatter, on_day, other_end, read_all, unread
from bot.errors import NotAllowed, Overtaken, RoomClosed, StaleRoom, TimeUnclear
from bot.models import Draft, Entry, Request, Room, RoomQuery
from bot.outreach import outreach
from bot.ports import Clock, Ledger, Rooms


class Booking:
    """The use cases that lead to new rooms."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        rooms: Rooms,
        clock: Clock,
        access: Access,
        conflicts: Conflicts,
        nudge: Callable[[], None],
    ) -> None:
        """`rooms` is only asked which time zones it knows; `nudge` is called after each commit."""
        self._access = access
        self._ledger = ledger
        self._rooms = rooms
        self._clock = clock
        self._conflicts = conflicts
        self._nudge = nudge

    async def preview(
        self,
        words: str,
        request: Request,
        zone: str,
        *,
        aside: str = "",
        locale: str = "en-US",
        key: str | None = None,
    ) -> Preview:
        """Read the words in `zone` (IANA) and keep them as a draft: what is shown is what is booked.

        Args:
            words: What was typed.
            request: What is asked for besides the time.
            zone: Where the words are read.
            aside: May hold a part of the time too, and a patient's name, which is not kept.
            locale: The typist's.
            key: Of the gesture: what is delivered or pressed twice leads to one draft. None: it has none.

        Raises:
            ZoneUnsupported: BetterPT has no zone with the rules of the one that was meant.
        """
        now = self._clock.now()
        reading = read_all(words, now, zone, locale, aside=aside)
        draft = Draft(
            id=id_of(key) if key else uuid4().hex,
            request=request,
            words=kept_words(words, aside, reading, now, zone),
            starts=starts_of(reading),
            offered=offered_of(reading),
            zone=reading.zone,
            created=now,
        )
        return replace(await self._keep(draft, reading), unread=unread(reading, aside))

    def check(self, words: str, zone: str, *, locale: str = "en-US") -> None:
        """Whether a form's words can be previewed; nothing is kept, no network.

        Raises:
            TimeUnclear: they do not; `reason` is what is to be asked.
            ZoneUnsupported: as `preview`.
        """
        reading = read_all(words, self._clock.now(), zone, locale)
        if isinstance(reading, times.Question):
            in_a_form(reading)
        for start in starts_of(reading):
            self._rooms.zone_for(reading.zone, start)

    async def choose(
        self, draft_id: str, start: datetime, by: str, *, reply_url: str | None, locale: str = "en-US"
    ) -> Preview:
        """Answer a draft's question with one of its options (an instant, UTC).

        Where the words mean a series and only its hour was asked, it is all of the series. They are read by
        `locale`, that of who typed them.

        Raises:
            NotAllowed: the draft is gone, or another person's.
            TimeUnclear: that time has passed by now, or is none of the series.
        """
        draft, now = await self.draft(draft_id, by), self._clock.now()
        if start <= now:
            raise TimeUnclear("past")
        series = completed(draft.words, start, now, draft.zone, locale)
        starts = starts_of(series) if series else (start,)
        draft = anew(draft, starts, offered_of(series), reply_url)
        return await self._keep(draft, series)

    async def choose_sessions(self, draft_id: str, count: int, by: str, *, reply_url: str | None) -> Preview:
        """Say how many sessions of a series without an end are wanted. Raises `NotAllowed` as `choose`."""
        draft = await self.draft(draft_id, by)
        starts = draft.offered[:count]
        return await self._keep(anew(draft, starts, starts, reply_url), None)

    async def leave_out(
        self, draft_id: str, left: Collection[datetime], by: str, *, reply_url: str | None
    ) -> Preview:
        """Leave sessions of a series out; those that are not named are in (again).

        The draft stays the same one: a click on a preview of before finds it changed.

        Raises:
            NotAllowed: the draft is gone, booked already, or another person's.
        """
        draft = await self.draft(draft_id, by)
        if await self._booked(draft_id):
            raise NotAllowed("expired")
        starts = tuple(start for start in draft.offered if start not in left)
        request = replace(draft.request, reply_url=reply_url or draft.request.reply_url)
        return await self._keep(replace(draft, starts=starts, request=request), None)

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
        await self._access.check(by)
        draft = await self._ledger.draft(draft_id)
        if draft is None or draft.request.requester != by or draft.replaces:
            raise NotAllowed("expired")  # a hand-over is promised by its own click: see `handovers`
        return draft

    def words(self, draft: Draft, *, locale: str = "en-US") -> str:
        """Words for the draft's time to go on typing in, by its own clock, with what was picked since."""
        return words_again(draft, self._clock.now(), locale)

    async def just_booked(self, draft_id: str) -> Room | None:
        """The (first) room of a draft, if it was booked a moment ago: by the other half of a double click.

        Raises:
            RoomClosed: it was booked before that.
        """
        room = await self._booked(draft_id)
        if room and self._clock.now() - room.created > A_MOMENT:
            raise RoomClosed("booked")
        return room

    async def show_again(self, draft_id: str, by: str) -> Preview:
        """The preview as it is now. Raises `NotAllowed` as `draft`."""
        return await self._keep(await self.draft(draft_id, by), None)

    async def count(self, series: str) -> int:
        """How many rooms a series has."""
        return len(await self._ledger.rooms(RoomQuery.of_series(series)))

    @decided_anew
    async def book(
        self, draft_id: str, by: str, *, reply_url: str | None = None, shown: str | None = None
    ) -> tuple[Room, bool]:
        """Promise the room or the rooms of a draft: the (first) room, and whether this click promised it.

        Args:
            draft_id: Which draft.
            by: Who clicked (Slack user id).
            reply_url: Of the preview, to be told there what became of it.
            shown: What the preview showed (`Preview.seen`); None: whatever stands in the way, book.

        Raises:
            NotAllowed: the draft is gone, or another person's.
            TimeUnclear: its question is still open, or its time has passed by now.
            RoomClosed: it was booked already, and not just now by the other half of a double click.
            Overtaken: something else stands in the way by now than was shown.
        """
        async with self._conflicts.settled():
            if room := await self.just_booked(draft_id):
                return room, False
            draft, now = await self.draft(draft_id, by), self._clock.now()
            if draft.start is None or draft.start <= now:
                raise TimeUnclear("past" if draft.start else "need-time")
            if shown is not None and shown != await self._seen(draft):
                raise Overtaken
            request = replace(draft.request, reply_url=reply_url or draft.request.reply_url)
            return await self._promise(replace(draft, request=request), now)

    async def _booked(self, draft_id: str) -> Room | None:
        """The (first) room of a draft, if it was booked already."""
        rooms = await self._ledger.rooms(RoomQuery(series=draft_id, limit=1))
        return rooms[0] if rooms else await self._ledger.room(draft_id)

    async def _seen(self, draft: Draft) -> str:
        return seen(draft.starts, await self._found(draft))

    async def _found(self, draft: Draft) -> tuple[Finding, ...]:
        starts = draft.offered or draft.starts
        return await self._conflicts.of(draft.request, starts, draft.zone, draft.request.requester)

    async def _keep(self, draft: Draft, reading: Read | None) -> Preview:
        now = self._clock.now()
        for start in draft.starts:
            self._rooms.zone_for(draft.zone, start)
        await self._ledger.save_draft(draft)
        told = tuple(outreach(draft.request, start, now) for start in draft.starts)
        return Preview(
            draft=draft,
            now=now,
            question=question_of(reading),
            others=reading.others if isinstance(reading, times.Instant) else (),
            other_end=other_end(reading) if isinstance(reading, times.Instant) else None,
            outreach=told[0] if told else (),
            told=told,
            has_rest=bool(reading and not is_chatter(reading.rest)),
            findings=await self._found(draft) if draft.starts or draft.offered else (),
            is_provider_assumed=self._is_assumed(draft.request),
        )

    def _is_assumed(self, request: Request) -> bool:
        is_own = request.provider.id == request.requester
        return is_own and self._access.is_coordinator(request.requester)

    async def _promise(self, draft: Draft, now: datetime) -> tuple[Room, bool]:
        """One transaction for all rooms; each one's id follows from the draft's, so two clicks make one."""
        first, *others = rooms = rooms_of(draft, now)
        tasks = promises.create_all(rooms, now) if others else (promises.create(first, now),)
        by = draft.request.requester
        events = tuple(
            asked(room.id, "book", by, now, words=draft.words, start=room.start, zone=room.zone)
            for room in rooms
        )
        try:
            await self._ledger.write(Entry(room=first, rooms=tuple(others), tasks=tasks, events=events))
        except StaleRoom:  # the other click was faster
            return await self._ledger.room(first.id) or first, False
        self._nudge()
        return first, True
