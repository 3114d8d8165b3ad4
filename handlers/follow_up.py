"""What can be done after a session: book the next one, correct the outcome, copy it for the chart."""

from __future__ import annotations

import logging
from datetime import datetime

from bot import times
from bot.booking import Access, Corrections
from bot.errors import BotError, RoomsError
from bot.models import Room, SessionOutcome
from bot.ports import Clock, Rooms
from handlers.blocks import outcome, parts
from handlers.blocks.refill import fields_of
from handlers.booking_form import BookingForm
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture, origin_of
from handlers.people import People
from handlers.sentences.living import living

log = logging.getLogger(__name__)


class FollowUp:
    """The listeners of the follow-up's buttons, and of the alert's."""

    def __init__(
        self,
        *,
        corrections: Corrections,
        access: Access,
        rooms: Rooms,
        form: BookingForm,
        people: People,
        desk: Desk,
        clock: Clock,
    ) -> None:
        """`form` books what comes next; `rooms` are read once more for the chart."""
        self._corrections = corrections
        self._access = access
        self._rooms = rooms
        self._form = form
        self._people = people
        self._desk = desk
        self._clock = clock

    async def next_one(self, gesture: Gesture, ack: Ack) -> None:
        """Book the next one, or Rebook: the form, filled in with the same and the first near time."""
        room_id, picked = gesture.subject
        room = await self._access.room(room_id, gesture.who)
        await ack()
        now = self._clock.now()
        at = datetime.fromisoformat(picked) if picked else None
        if at is None or at <= now:  # looked at long after it was offered
            at = outcome.suggestions(room, now)[0]
        when = times.say(at, room.zone, now=now)
        await self._form.open(gesture, fields_of(room.request) | {"when": when})

    async def asked(self, gesture: Gesture, ack: Ack) -> None:
        """Correct the outcome: the form."""
        room = await self._corrections.room(gesture.value, gesture.who)
        await ack()
        origin = origin_of(gesture, room=room.id)
        await self._desk.open(gesture, outcome.correction_form(room, self._clock.now(), origin))

    async def corrected(self, gesture: Gesture, ack: Ack) -> None:
        """The form: the correction is committed before the ack."""
        how, reason = SessionOutcome(gesture.fields["outcome"]), gesture.fields["reason"].strip()
        _, is_new = await self._corrections.correct(gesture.origin["room"], how, reason, gesture.who)
        await ack()
        if is_new:
            await self._desk.try_to_say(gesture, parts.sentence(living.CORRECTED), replace=False)

    async def chart(self, gesture: Gesture, ack: Ack) -> None:
        """Copy for the chart: as BetterPT has it now, or as it was read last."""
        room = await self._access.room(gesture.value, gesture.who)
        await ack()
        room = await self._read(room)
        by = await self._name(room.correction.by) if room.correction else ""
        said = outcome.chart(room, self._clock.now(), by)
        await self._desk.say(gesture, said, replace=False)

    async def _name(self, user: str) -> str:
        """Who somebody is in a chart: their name, or their Slack id where Slack does not tell any more."""
        try:
            return (await self._people.look_up(user)).name
        except BotError:
            return user

    async def _read(self, room: Room) -> Room:
        if room.video is None:
            return room
        try:
            video = await self._rooms.get(room.video.uid)
        except RoomsError as error:
            log.info("room %s not read for the chart: %s", room.id, type(error).__name__)
            return room
        return room.but(video=video.read_at(self._clock.now()))
