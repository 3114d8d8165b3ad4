"""Handing a room over to another provider: what it would mean, and the promise that a click makes of it.

BetterPT ties a provider's name and address to a room when it is created, and has no operation to change them.
So another room is created for the new provider, and only once that stands is the old one cancelled
(`bot.tasks`). Rules and rows; no network, no Slack, no sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from bot import promises
from bot.booking.access import Access
from bot.booking.asked import asked
from bot.booking.conflicts import Conflicts, Finding, seen
from bot.booking.plans import HandOver
from bot.booking.twice import decided_anew
from bot.errors import NotAllowed, Overtaken, RoomClosed, StaleRoom
from bot.models import Draft, Entry, Notice, NoticeKind, Person, Provider, Request, Room, RoomState
from bot.outreach import outreach
from bot.ports import Clock, Ledger

_ON_ITS_WAY = frozenset({RoomState.CREATING, RoomState.UNKNOWN, RoomState.SCHEDULED})
"""A second one in any of these would be one too many."""


class Handovers:
    """The use cases for a substitute."""

    def __init__(
        self, *, ledger: Ledger, clock: Clock, access: Access, conflicts: Conflicts, nudge: Callable[[], None]
    ) -> None:
        """`nudge` is called after the commit."""
        self._ledger = ledger
        self._clock = clock
        self._access = access
        self._conflicts = conflicts
        self._nudge = nudge

    async def plan(self, room_id: str, to: Person, by: str) -> HandOver:
        """What it would mean that `to` takes the room over; kept as a draft, nothing is promised.

        The instant stays, and so do its zone, patient, chart number and channel.

        Raises:
            NotAllowed: `to` is a guest, has the room already, or `by` may not change it.
            RoomClosed, RoomNotFound: it cannot be changed (any more).
        """
        room, now = await self._access.changeable(room_id, by), self._clock.now()
        if to.is_guest or to.id == room.request.provider.id:
            raise NotAllowed("guest" if to.is_guest else "same-provider")
        draft = Draft(
            id=uuid4().hex,
            request=await self._request(room, to, by),
            words="",
            starts=(room.start,),
            zone=room.zone,
            created=now,
            replaces=room.id,
        )
        await self._ledger.save_draft(draft)
        return HandOver(
            room=room,
            draft=draft,
            now=now,
            told=outreach(draft.request, room.start, now),
            called_off=outreach(room.request, room.start, now, event="cancellation"),
            findings=await self._found(draft, by),
        )

    async def _found(self, draft: Draft, by: str) -> tuple[Finding, ...]:
        """What stands against it, besides the room that it takes the place of."""
        replaced = frozenset({draft.replaces} if draft.replaces else ())
        return await self._conflicts.of(
            draft.request, draft.starts, draft.zone, by, but=replaced, was=draft.start
        )

    async def again(self, draft_id: str, by: str) -> tuple[str, str]:
        """Which room was to be handed over to whom (Slack user id). Raises `NotAllowed` as `give`."""
        draft = await self._ledger.draft(draft_id)
        if draft is None or draft.request.requester != by or draft.replaces is None:
            raise NotAllowed("expired-give")
        return draft.replaces, draft.request.provider.id

    @decided_anew
    async def give(
        self, draft_id: str, by: str, *, reply_url: str | None = None, shown: str | None = None
    ) -> tuple[Room, bool]:
        """Promise the room that takes the other one's place: it, and whether it was this click.

        `shown` is what the preview showed (`HandOver.seen`); None: whatever stands in the way, hand it over.

        Raises:
            NotAllowed: the draft is gone, or another person's; or they may not change the old room.
            RoomClosed, RoomNotFound: the old room cannot be changed any more, was moved since, or is being
                handed over.
            Overtaken: something else stands in the way by now than was shown.
        """
        if room := await self._ledger.room(draft_id):
            return room, False
        draft = await self._ledger.draft(draft_id)
        if draft is None or draft.request.requester != by or draft.replaces is None:
            raise NotAllowed("expired-give")
        old, now = await self._access.changeable(draft.replaces, by), self._clock.now()
        if old.start != draft.start:
            raise RoomClosed("elsewhere")
        if await self._access.is_given(old, _ON_ITS_WAY):
            raise RoomClosed("busy")
        async with self._conflicts.settled():
            if shown is not None and shown != seen(draft.starts, await self._found(draft, by)):
                raise Overtaken
            room = Room(
                id=draft.id,
                request=replace(draft.request, reply_url=reply_url),
                start=old.start,
                zone=old.zone,
                state=RoomState.CREATING,
                created=now,
                replaces=old.id,
            )
            to = room.request.provider.id
            events = (asked(old.id, "give", by, now, to=to), asked(room.id, "give", by, now, to=to))
            try:
                # With the old one, so that nobody who read it before this moves or cancels it after this.
                entry = Entry(room=room, rooms=(old,), tasks=(promises.create(room, now),), events=events)
                await self._ledger.write(entry)
            except StaleRoom:
                if given := await self._ledger.room(draft_id):  # the other click was faster
                    return given, False
                raise
        self._nudge()
        return room, True

    async def _request(self, room: Room, to: Person, by: str) -> Request:
        """The same patient, chart number and clinic; the new card goes into the old one's thread."""
        card = await self._ledger.message(Notice(kind=NoticeKind.CARD, room=room).key)
        stands = card is not None and card.ts is not None and card.channel == room.request.channel
        return replace(
            room.request,
            requester=by,
            provider=Provider(id=to.id, name=to.name, email=to.email),
            thread=(card.thread_ts or card.ts) if card and stands else room.request.thread,
            reply_url=None,
        )
