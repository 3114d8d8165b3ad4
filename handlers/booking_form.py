"""The booking form: opened empty or filled in, read again while somebody types, answered with the preview."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from bot import times
from bot.booking import Booking
from bot.errors import BotError, NotAllowed, NotifyError, UserError
from bot.models import Patient, Person
from bot.ports import Clock
from bot.preferences import Preferences
from handlers import command, contacts
from handlers.agreement import Agreed, picked, typed
from handlers.asking import Asking, Wanted
from handlers.blocks import form_time, forms, parts, refill
from handlers.blocks.form_time import TimeShown
from handlers.blocks.refill import fields_of
from handlers.book import Book
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture, origin_of
from handlers.people import People
from handlers.sentences import mistakes
from handlers.sentences.doors import doors
from handlers.slack import Block, Said

log = logging.getLogger(__name__)

_PAUSE = timedelta(milliseconds=400)
"""Who types for longer than this without a letter looks up: then Slack is asked to change the form, and not
for each letter (100 changes a minute for the whole workspace)."""
_MOST_OF_A_BUTTON = 2000
_KEPT = frozenset({"when", "provider", "email", "phone", "reference", "clinic", "channel", "thread"})


class BookingForm:
    """The listeners of the form."""

    def __init__(
        self,
        *,
        booking: Booking,
        book: Book,
        asking: Asking,
        people: People,
        preferences: Preferences,
        desk: Desk,
        clock: Clock,
    ) -> None:
        """`book` shows the preview that a submitted form is answered with."""
        self._booking = booking
        self._book = book
        self._asking = asking
        self._people = people
        self._preferences = preferences
        self._desk = desk
        self._clock = clock
        self._turns: dict[str, int] = {}

    async def open(self, gesture: Gesture, filled: Mapping[str, str]) -> None:
        """Open the form for who made this gesture (not older than 3 s), after its ack.

        Where Slack does not open it, they get a button that does, filled in alike.

        Args:
            gesture: Its trigger opens the form; the preview is shown where it happened.
            filled: What stands in it already, by field: `when` (words), `provider` (Slack user id), `email`,
                `phone`, `reference`, `clinic`, `channel`, and `thread` (under which message the card goes).
                What is left out is filled in.

        Raises:
            NotAllowed: guests do not book.
            NotifyError: Slack takes neither the form nor the button.
        """
        await self._people.check(gesture.who)
        clinic = await self._preferences.clinic()
        standing = {
            "provider": gesture.who,
            "clinic": clinic.name or "",
            "channel": clinic.channel or "",
            **filled,
        }
        is_known = await self._people.known(standing["provider"]) is not None
        view = await self._view(gesture, standing, await self._read(gesture, standing))
        opened = await self._desk.open(gesture, view, again=again(filled))
        await self._people.look_up(gesture.who)  # known by the time the form is submitted
        if await self._people.look_up(standing["provider"]) and opened and not is_known:
            time = await self._read(gesture, standing)
            await self._desk.change(opened, await self._view(gesture, standing, time))

    async def reopened(self, gesture: Gesture, ack: Ack) -> None:
        """The button that stands where a form did not open, or was for nothing."""
        await ack()
        await self.open(gesture, json.loads(gesture.value))

    async def edited(self, gesture: Gesture, ack: Ack) -> None:
        """Edit: the form again, filled in with the draft, or once that is gone with what the button has."""
        draft_id, kept = refill.taken_apart(gesture.value)
        try:
            draft = await self._booking.draft(draft_id, gesture.who)
        except NotAllowed as error:
            if error.what != "expired" or not kept:
                raise
            await ack()
            await self.open(gesture, kept)
            return
        await ack()
        filled = {"when": self._booking.words(draft), "thread": draft.request.thread or ""}
        await self.open(gesture, fields_of(draft.request) | filled)

    async def typed(self, gesture: Gesture, ack: Ack) -> None:
        """A letter more in the words: once the person pauses, the pickers and the line under them follow."""
        await ack()
        turn = self._turn(gesture)
        await asyncio.sleep(_PAUSE.total_seconds())
        await self._agree(gesture, turn)

    async def picked(self, gesture: Gesture, ack: Ack) -> None:
        """A day or an hour: the words follow."""
        await ack()
        await self._agree(gesture, self._turn(gesture), is_picked=True)

    async def provider_picked(self, gesture: Gesture, ack: Ack) -> None:
        """Another provider in the form: the words are read on their clock."""
        await ack()
        await self._agree(gesture, self._turn(gesture))

    def _turn(self, gesture: Gesture) -> int:
        """The number of this change of the form: a later one makes it void."""
        view = gesture.view or ""
        self._turns[view] = turn = self._turns.get(view, 0) + 1
        return turn

    async def _agree(self, gesture: Gesture, turn: int, *, is_picked: bool = False) -> None:
        """Make words, pickers and line agree, unless the form was changed again: then that is the later's."""
        view = gesture.view or ""
        if self._turns.get(view) != turn:
            return
        try:
            time = await self._followed(gesture, is_picked=is_picked)
            if self._turns.get(view) == turn:
                await self._show(gesture, time, moved={"pick-date", "when"} if is_picked else {"pick-date"})
        finally:
            if self._turns.get(view) == turn:
                del self._turns[view]

    async def _followed(self, gesture: Gesture, *, is_picked: bool) -> TimeShown:
        """The time as it is read now; unread, with the reason, where the provider cannot hold a room."""
        fields = gesture.fields
        try:
            await self._people.holder(fields["provider"] or gesture.who)
            return await self._read(gesture, fields, is_picked=is_picked)
        except (UserError, NotifyError) as error:  # or Slack does not tell who it is
            unread = Agreed(words=fields["when"], zone="")
            return TimeShown(agreed=unread, line=f"⚠️ {mistakes.error(error)}", is_first=False)

    async def _show(self, gesture: Gesture, time: TimeShown, *, moved: Collection[str]) -> None:
        places = {field: _next(gesture.places[field], field in moved) for field in ("when", "pick-date")}
        view = await self._view(gesture, gesture.fields, time, places=places)
        try:
            await self._desk.change(gesture.view or "", view)
        except NotifyError as error:
            log.info("the form does not follow: %s", error)  # what is submitted is read all the same

    async def _read(
        self, gesture: Gesture, fields: Mapping[str, str], *, is_picked: bool = False
    ) -> TimeShown:
        """What the form has about the time, on the provider's clock; nothing while that is not known."""
        now = self._clock.now()
        typist = await self._people.known(gesture.who)
        provider = await self._people.known(fields["provider"] or gesture.who)
        zone = provider.time_zone if provider else None
        reader = typist.time_zone if typist else None
        is_first = gesture.view is None or not gesture.fields
        words = command.plain(fields.get("when", ""))
        is_kept = is_picked and zone is not None and _is_series(words, now, zone, _locale(typist))
        if zone is None:
            agreed = Agreed(words=words, zone="")
        elif is_picked and not is_kept:
            agreed = picked(
                fields["pick-date"], fields["pick-clock"], now=now, zone=zone, locale=_locale(typist)
            )
        else:
            agreed = typed(words, now=now, zone=zone, locale=_locale(typist))
        return form_time.shown(agreed, now, reader, is_first=is_first, is_kept=is_kept)

    async def _view(
        self,
        gesture: Gesture,
        filled: Mapping[str, str],
        time: TimeShown,
        *,
        places: Mapping[str, str] | None = None,
    ) -> Block:
        names = (await self._preferences.clinic()).names
        origin = json.dumps(gesture.origin) if places else origin_of(gesture, thread=filled.get("thread", ""))
        return forms.book(origin, filled, time, names=names, **({"places": places} if places else {}))

    async def submitted(self, gesture: Gesture, ack: Ack) -> None:
        """The form; its errors stand under its fields, and it is answered with the preview."""
        fields = dict(gesture.fields)
        wanted = Wanted(
            provider=fields["provider"] or gesture.who,
            patient=Patient(email=contacts.email(fields["email"]), phone=contacts.phone(fields["phone"])),
            reference=command.reference(command.plain(fields["reference"])),
            clinic=command.plain(fields["clinic"]),
            channel=fields["channel"] or None,
            thread=gesture.origin.get("thread") or None,
        )
        words = command.plain(fields["when"])
        await self._check(words, wanted.provider or gesture.who, gesture.who)
        await ack()
        try:
            await self._book.propose(gesture, words, await self._asking.request(gesture, wanted))
        except BotError as error:
            if not isinstance(error, UserError):
                log.warning("the form leads to nothing: %s", type(error).__name__)
            await self._desk.say(gesture, _refused(error, fields | {"thread": wanted.thread or ""}))

    async def _check(self, words: str, provider: str, typist: str) -> None:
        """Find what is wrong with the words while the form is open, as far as that goes without network.

        The provider is known by now, unless Slack was slow to tell of them; then the typist's zone will do.
        """
        reader = await self._people.known(typist)
        person = await self._people.known(provider) or reader
        if person is not None:
            self._booking.check(words, person.zone, locale=(reader or person).locale)


def again(filled: Mapping[str, str]) -> Block:
    """A button that opens the form filled in alike (2,000 characters; who types more loses the time)."""
    kept = {field: text for field, text in filled.items() if text and field in _KEPT}
    value = json.dumps(kept)
    if len(value) > _MOST_OF_A_BUTTON:
        value = json.dumps(kept | {"when": ""})
    return parts.button(doors.OPEN_FORM, "open-form", value, style="primary")


def _refused(error: BotError, fields: Mapping[str, str]) -> Said:
    """Why nothing came of a form, with the form again."""
    text = mistakes.error(error)
    return Said(text=parts.bare(text), blocks=[parts.section(text), parts.actions([again(fields)])])


def _locale(typist: Person | None) -> str:
    """How they write dates; where that is not known, 03/04 is a question."""
    return typist.locale if typist else ""


def _is_series(words: str, now: datetime, zone: str, locale: str) -> bool:
    """Whether a pick would make one session of several."""
    return isinstance(typed(words, now=now, zone=zone, locale=locale).reading, times.Series)


def _next(place: str, is_moved: bool) -> str:
    """A block's id; or the next one, so that Slack takes a new initial value."""
    name, _, number = place.partition(":")
    return f"{name}:{int(number or 1) + 1}" if is_moved else place
