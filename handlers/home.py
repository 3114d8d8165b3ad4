"""The Home tab: made anew at every opening and after every click in it. BetterPT is not asked."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from functools import wraps
from typing import NamedTuple

from bot import overview
from bot.booking import Access, Accounts
from bot.errors import BotError
from bot.ports import Clock, Ledger
from handlers.blocks import home
from handlers.blocks.home import Shown
from handlers.blocks.look import MENUS, Look
from handlers.booking_form import BookingForm
from handlers.desk import Desk
from handlers.gesture import HOME, Ack, Gesture, Listener
from handlers.people import People

log = logging.getLogger(__name__)

_IN_SIGHT = timedelta(minutes=15)
"""For so long after it was made, the tab may still be what somebody looks at."""
_SOON = timedelta(seconds=2)
"""What a click asks BetterPT for is mostly done by then."""


class Seen(NamedTuple):
    """What somebody was shown last, and when."""

    look: Look
    at: datetime


class Home:
    """The listeners of the tab."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        access: Access,
        people: People,
        accounts: Accounts,
        form: BookingForm,
        desk: Desk,
        clock: Clock,
    ) -> None:
        """`access` says whose rooms somebody sees, `accounts` make the week's line."""
        self._accounts = accounts
        self._ledger = ledger
        self._access = access
        self._people = people
        self._form = form
        self._desk = desk
        self._clock = clock
        self._seen: dict[str, Seen] = {}
        self._soon: set[asyncio.Task[None]] = set()

    def kept_fresh(self, listener: Listener) -> Listener:
        """The listener, and then the tab anew for who may have it before them: a modal stands over it."""

        @wraps(listener)
        async def then(gesture: Gesture, ack: Ack) -> None:
            await listener(gesture, ack)
            seen = self._seen.get(gesture.who)
            if seen and self._clock.now() - seen.at < _IN_SIGHT:
                task = asyncio.create_task(self._show_soon(gesture.who, seen.look))
                self._soon.add(task)
                task.add_done_callback(self._soon.discard)

        return then

    async def opened(self, gesture: Gesture, ack: Ack) -> None:
        """Somebody opened the app; its other tabs are no business of ours."""
        await ack()
        if gesture.value == HOME:
            await self.show(gesture.who, Look.of(gesture.origin).but("page=0"))

    async def picked(self, gesture: Gesture, ack: Ack) -> None:
        """Another filter or page, or Refresh.

        What stands in the other menus counts, too: who picks twice in a breath picks the second time in a tab
        that does not show the first yet.
        """
        await ack()
        look = Look.of(gesture.origin)
        for standing in filter(None, map(gesture.fields.get, MENUS)):
            look = look.but(standing)
        await self.show(gesture.who, look.but(gesture.value))

    async def new_room(self, gesture: Gesture, ack: Ack) -> None:
        """New room: the booking form."""
        await ack()
        await self._form.open(gesture, {})

    async def show(self, who: str, look: Look) -> None:
        """Put the tab of this person (Slack user id) before them, as things are now.

        Raises:
            NotifyError: Slack does not take it.
        """
        person = await self._people.look_up(who)
        if person.is_guest:
            await self._desk.publish(who, home.for_strangers())
            return
        whose, now = self._access.whose(who), self._clock.now()
        zone = person.time_zone or "UTC"
        week = await self._accounts.asked("", who, provider=None, zone=zone, locale=person.locale)
        shown = Shown(
            week=week.figures if week.figures.booked else None,
            rooms=await self._ledger.rooms(overview.around(now, whose)),
            now=now,
            zone=zone,
            reader=who,
            is_for_all=whose is None,
        )
        await self._desk.publish(who, home.home(shown, look))
        self._seen[who] = Seen(look, now)

    async def _show_soon(self, who: str, look: Look) -> None:
        await asyncio.sleep(_SOON.total_seconds())
        try:
            await self.show(who, look)
        except BotError as error:  # it says when it was read
            log.info("a Home tab stays as it was: %s", error)
