"""Booking a room: the command or the form leads to a preview, and a click on it to a room."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, datetime

from bot import times
from bot.booking import Booking, Preview
from bot.errors import NotAllowed
from bot.models import Patient, Provider, Request
from handlers import command, contacts
from handlers.blocks import forms, parts, preview
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture, origin_of
from handlers.people import People
from handlers.sentences import messages


@dataclass(frozen=True, kw_only=True)
class Home:
    """What a clinic set for itself."""

    clinic: str | None
    channel: str | None
    """Where cards go; None is the channel where the command was typed."""


class Book:
    """The listeners for booking."""

    def __init__(self, *, booking: Booking, people: People, desk: Desk, home: Home) -> None:
        """`home` fills in what a command does not say."""
        self._booking = booking
        self._people = people
        self._desk = desk
        self._home = home

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """A command with a time in it; answered with the preview."""
        who = said.provider or gesture.who
        request, zone, locale = await self._request(gesture, who, said.patient, said.reference)
        shown = await self._booking.preview(said.words, request, zone, aside=said.aside, locale=locale)
        await self._show(gesture, shown)

    async def opened(self, gesture: Gesture) -> None:
        """The bare command; answered with the form."""
        if (person := await self._people.known(gesture.who)) and person.is_guest:
            raise NotAllowed("book")
        filled = {
            "provider": gesture.who,
            "clinic": self._home.clinic or "",
            "channel": self._home.channel or "",
        }
        await self._desk.open(gesture, forms.book(origin_of(gesture), filled))
        await self._people.look_up(gesture.who)  # known by the time the form is submitted

    async def provider_picked(self, gesture: Gesture, ack: Ack) -> None:
        """Another provider in the form: learn their time zone while the person goes on typing."""
        await ack()
        await self._people.look_up(gesture.value)

    async def submitted(self, gesture: Gesture, ack: Ack) -> None:
        """The form; its errors stand under its fields, and it is answered with the preview."""
        fields = gesture.fields
        patient = Patient(email=contacts.email(fields["email"]), phone=contacts.phone(fields["phone"]))
        chart = command.reference(command.plain(fields["reference"]))
        provider = fields["provider"] or gesture.who
        words = command.plain(fields["when"])
        await self._check(words, provider, gesture.who)
        await ack()
        request, zone, locale = await self._request(
            gesture,
            provider,
            patient,
            chart,
            clinic=command.plain(fields["clinic"]) or None,
            channel=fields["channel"] or None,
        )
        shown = await self._booking.preview(words, request, zone, locale=locale)
        await self._show(gesture, shown)

    async def _check(self, words: str, provider: str, typist: str) -> None:
        """Find what is wrong with the words while the form is open, as far as that goes without network.

        The provider is known by now, unless Slack was slow to tell of them; then the typist's zone will do.
        """
        reader = await self._people.known(typist)
        person = await self._people.known(provider) or reader
        if person is not None:
            self._booking.check(words, person.zone, locale=(reader or person).locale)

    async def chosen(self, gesture: Gesture, ack: Ack) -> None:
        """One of the times that a preview offered."""
        await ack()
        draft_id, _, start = gesture.value.partition("|")
        at = datetime.fromisoformat(start)
        shown = await self._booking.choose(draft_id, at, gesture.who, reply_url=gesture.reply_url)
        await self._show(gesture, shown)

    async def day_picked(self, gesture: Gesture, ack: Ack) -> None:
        """A day from a question's calendar; answered with the question for its hour."""
        await ack()
        draft_id, *_, day = gesture.value.split("|")
        shown = await self._booking.ask_hour(draft_id, date.fromisoformat(day), gesture.who)
        await self._show(gesture, shown)

    async def confirmed(self, gesture: Gesture, ack: Ack) -> None:
        """Create room: the promise is committed before the ack. A second click has nothing to say."""
        room, is_new = await self._booking.book(gesture.value, gesture.who, reply_url=gesture.reply_url)
        if not is_new:
            await ack()
            return
        # Begun before the ack is sent, so that it is said before whatever the worker has to say.
        said = parts.sentence(messages.creating(times.say(room.start, room.zone)))
        saying = asyncio.create_task(self._desk.mention(gesture, said))
        await ack()
        await saying

    async def edited(self, gesture: Gesture, ack: Ack) -> None:
        """Edit: the form again, filled in with the draft."""
        draft = await self._booking.draft(gesture.value, gesture.who)
        await ack()
        request = draft.request
        filled = {
            "when": draft.words,
            "provider": request.provider.id,
            "email": request.patient.email or "",
            "phone": request.patient.phone or "",
            "reference": request.reference or "",
            "clinic": request.clinic or "",
            "channel": request.channel,
        }
        await self._desk.open(gesture, forms.book(origin_of(gesture), filled))
        await self._people.look_up(
            request.provider.id
        )  # their time zone is known by the time it is submitted

    async def dismissed(self, gesture: Gesture, ack: Ack) -> None:
        """Dismiss, or Keep it: the preview goes away, nothing else happens."""
        await ack()
        await self._desk.remove(gesture)

    async def _show(self, gesture: Gesture, shown: Preview) -> None:
        """The preview, with the time by the reader's own clock as well."""
        reader = await self._people.zone_of(gesture.who)
        await self._desk.say(gesture, preview.preview(shown, reader))

    async def _request(
        self,
        gesture: Gesture,
        provider: str,
        patient: Patient,
        reference: str | None,
        *,
        clinic: str | None = None,
        channel: str | None = None,
    ) -> tuple[Request, str, str]:
        """What is asked for, the zone to read it in (the provider's) and the language (the typist's)."""
        typist, person = await asyncio.gather(
            self._people.look_up(gesture.who), self._people.look_up(provider)
        )
        if typist.is_guest:
            raise NotAllowed("book")
        request = Request(
            requester=gesture.who,
            provider=Provider(id=person.id, name=person.name, email=person.email),
            channel=channel or self._home.channel or gesture.channel,
            patient=patient,
            reference=reference,
            clinic=clinic if gesture.is_form else self._home.clinic,
            reply_url=gesture.reply_url,
        )
        return request, person.zone, typist.locale
