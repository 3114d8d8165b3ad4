"""The settings: a form for oneself, and for coordinators the clinic's too. What is chosen holds at once."""

from __future__ import annotations

import json

from bot.booking import Choosing
from bot.preferences import CLINIC, Preferences
from handlers import choices
from handlers.blocks import parts, preferences
from handlers.blocks.look import Look
from handlers.channels import Channels
from handlers.choices import Held
from handlers.command import Command
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture, origin_of
from handlers.home import Home
from handlers.people import People
from handlers.sentences import preferences as sentences
from handlers.sentences.preferences import words


class PreferenceForm:
    """The listeners of the form."""

    def __init__(
        self,
        *,
        choosing: Choosing,
        preferences: Preferences,
        people: People,
        channels: Channels,
        home: Home,
        desk: Desk,
    ) -> None:
        """`home` is made anew for who changed something from there."""
        self._choosing = choosing
        self._preferences = preferences
        self._people = people
        self._channels = channels
        self._home = home
        self._desk = desk

    async def asked(self, gesture: Gesture, _said: Command) -> None:
        """`/room settings`."""
        await self._open(gesture)

    async def opened(self, gesture: Gesture, ack: Ack) -> None:
        """The button in the Home tab."""
        await ack()
        await self._open(gesture)

    async def submitted(self, gesture: Gesture, ack: Ack) -> None:
        """Save: all of it, or an error under each field that does not go with the others."""
        fields, was = gesture.fields, json.loads(gesture.origin["was"])
        profile_zone = await self._preferences.profile_zone(gesture.who)
        if errors := choices.problems(fields, profile_zone):
            await ack(response_action="errors", errors=errors)
            return
        await self._people.check(gesture.who, "settings")
        for_all, own = choices.clinic_of(fields, was), choices.wishes_of(fields, was)
        is_new = not (for_all or own)  # who changes nothing is told that it is saved all the same
        if for_all:
            is_new |= await self._choosing.for_all(gesture.who, **for_all)
        if own:
            is_new |= await self._choosing.for_oneself(gesture.who, **own)
        await ack()
        if not is_new:
            return  # the other half of a double click
        if gesture.reply_url:
            await self._desk.try_to_say(gesture, parts.sentence(words.SAVED), replace=False)
        else:
            await self._home.show(gesture.who, Look())
        if (channel := for_all.get("channel")) and await self._channels.remark(channel):
            said = parts.sentence(sentences.unreachable(parts.channel(channel)))
            await self._desk.try_to_say(gesture, said, replace=False)

    async def _open(self, gesture: Gesture) -> None:
        await self._people.check(gesture.who, "settings")
        held = await self._held(gesture.who)
        was = choices.filled(held)
        origin = origin_of(gesture, was=json.dumps(choices.marks(was)))
        again = parts.button(words.TITLE, "home-settings", "form", style="primary")
        await self._desk.open(gesture, preferences.form(held, was, origin), again=again)

    async def _held(self, who: str) -> Held:
        is_for_all = self._choosing.may_choose_for_all(who)
        return Held(
            wishes=await self._preferences.of(who),
            clinic=await self._preferences.clinic() if is_for_all else None,
            mine=await self._preferences.chosen(who),
            ours=await self._preferences.chosen(CLINIC) if is_for_all else {},
            profile_zone=await self._preferences.profile_zone(who),
            zone=await self._preferences.zone(who),
        )
