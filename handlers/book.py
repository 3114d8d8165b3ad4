"""Booking a room: what was asked for leads to a preview, and a click on it to a room.

The form is `booking_form`; what a gesture asks for is put together by `asking`.
"""

from __future__ import annotations

from datetime import date, datetime

from bot import times
from bot.booking import Booking, Preview
from bot.preferences import Preferences
from handlers import command
from handlers.asking import Asked, Asking, Wanted
from handlers.blocks import parts, preview, series
from handlers.confirming import begin, confirm
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.people import People
from handlers.sentences import messages
from handlers.slack import Said


class Book:
    """The listeners for booking."""

    def __init__(
        self, *, booking: Booking, asking: Asking, people: People, preferences: Preferences, desk: Desk
    ) -> None:
        """`people` know by which clock a preview is read, `preferences` whether it is always shown."""
        self._booking = booking
        self._preferences = preferences
        self._asking = asking
        self._people = people
        self._desk = desk

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """A command with a time in it; answered with the preview."""
        wanted = Wanted(provider=said.provider, patient=said.patient, reference=said.reference)
        await self.propose(gesture, said.words, await self._asking.request(gesture, wanted), aside=said.aside)

    async def propose(
        self, gesture: Gesture, words: str, asked: Asked, *, aside: str = "", key: str = ""
    ) -> None:
        """Answer with the preview of what was asked for, after the ack; the rest as `Booking.preview`."""
        shown = await self._booking.preview(
            words, asked.request, asked.zone, aside=aside, locale=asked.locale, key=key or gesture.once
        )
        await self.show(gesture, shown, remark=asked.remark)

    async def chosen(self, gesture: Gesture, ack: Ack) -> None:
        """One of the times that a preview offered."""
        await ack()
        draft_id, start = gesture.subject
        at = datetime.fromisoformat(start)
        person = await self._people.look_up(gesture.who)
        shown = await self._booking.choose(
            draft_id, at, gesture.who, reply_url=gesture.reply_url, locale=person.locale
        )
        await self.show(gesture, shown)

    async def day_picked(self, gesture: Gesture, ack: Ack) -> None:
        """A day from a question's calendar; answered with the question for its hour."""
        await ack()
        draft_id, *_, day = gesture.value.split("|")
        shown = await self._booking.ask_hour(draft_id, date.fromisoformat(day), gesture.who)
        await self.show(gesture, shown)

    async def for_another(self, gesture: Gesture, ack: Ack) -> None:
        """Whose session it is, picked in the preview: the same on that provider's clock."""
        await ack()
        draft = await self._booking.draft(preview.draft_of(gesture.row), gesture.who)
        request = draft.request
        wanted = Wanted(
            provider=gesture.value,
            patient=request.patient,
            reference=request.reference,
            clinic=request.clinic or "",
            channel=request.channel,
            thread=request.thread,
        )
        asked = await self._asking.request(gesture, wanted)
        await self.propose(gesture, self._booking.words(draft), asked, key=f"{draft.id}:{gesture.value}")

    async def confirmed(self, gesture: Gesture, ack: Ack) -> None:
        """Create room: the promise is committed before the ack. A second click has nothing to say."""
        draft_id, seen = gesture.subject

        async def again() -> None:
            await self.show(gesture, await self._booking.show_again(draft_id, gesture.who))

        await confirm(self._desk, gesture, ack, self._promise(gesture, draft_id, seen), again)

    async def _promise(self, gesture: Gesture, draft_id: str, seen: str) -> Said | None:
        room, is_new = await self._booking.book(
            draft_id, gesture.who, reply_url=gesture.reply_url, shown=seen or None
        )
        if not is_new:
            return None
        if room.series:
            return series.begun(await self._booking.count(room.series), room)
        return parts.sentence(messages.creating(times.say(room.start, room.zone)))

    async def dismissed(self, gesture: Gesture, ack: Ack) -> None:
        """Dismiss, or Keep it: the preview goes away, nothing else happens."""
        await ack()
        await self._desk.remove(gesture)

    async def show(self, gesture: Gesture, shown: Preview, *, remark: str = "") -> None:
        """The preview, with the time by the reader's own clock as well; after the ack.

        `remark` is what is to be said of where it goes: `Asked.remark`.
        Where the clinic wants it so, what leaves nothing to be asked or looked at is booked at once.
        """
        if await self._booking.just_booked(shown.draft.id):
            return  # at once, by the other half of a double click: that is told by itself
        if shown.is_plain and not (await self._preferences.clinic()).is_always_previewed:
            await begin(self._desk, gesture, _acked, self._promise(gesture, shown.draft.id, shown.seen))
            return
        reader = await self._people.zone_of(gesture.who)
        said = preview.preview(shown, reader)
        if remark:
            *above, row = said.blocks
            said = Said(text=said.text, blocks=[*above, parts.context(f"⚠️ {remark}"), row])
        await self._desk.say(gesture, said)


async def _acked(**_said: object) -> None:
    """The ack was sent before the preview was made."""
