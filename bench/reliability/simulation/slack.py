"""Slack in the simulation: the port `Notifier` over messages in channels, threads and DMs.

A message is found by its key, edited by its `ts`, and can be deleted; channels are archived, left or shared
with another company; a channel takes about one message a second. What a message shows is what it was given.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from random import Random
from typing import TypeVar

from bench.reliability.simulation.clockwork import WallClock
from bench.reliability.simulation.diary import Diary
from bench.reliability.simulation.weather import NOT_ARRIVED, ON_ITS_WAY, Fault, Weather
from bot.errors import ChannelClosed, NotifyError, NotifyRefused, NotifyUnauthorized, NotifyUnknown
from bot.models import Message, Notice, NoticeKind, Room, Telling

Answer = TypeVar("Answer")
Shown = Notice | Telling
_BURST = 12.0
"""Seconds' worth of messages that a channel takes at once."""
_SETTLED = 2.0
"""Seconds after which a message can be found, or never will be."""
_REPLY_USES, _REPLY_SECONDS = 5, 1800.0
"""Slack's limits of a response_url."""


class Door(Enum):
    """Whether the bot can use a channel."""

    OPEN = "open"
    ARCHIVED = "is_archived"
    LEFT = "not_in_channel"


@dataclass
class Said:
    """One message that was posted."""

    key: str
    channel: str
    thread: str | None
    ts: str
    at: datetime
    """True time."""
    latest: datetime
    """The latest time that the bot's clock had shown by then."""
    first: Shown
    """As it was posted."""
    shows: Shown
    """As it is now."""
    touched: datetime
    """True time of its last edit."""
    is_file: bool = False
    is_deleted: bool = False
    was_shared: bool = False
    """Whether another company read the channel when it was posted."""

    @property
    def about(self) -> str:
        """What kind of message it is."""
        return _kind(self.first)

    @property
    def reader(self) -> str | None:
        """Whose DM it stands in, a Slack user id."""
        return self.channel[1:] if self.channel.startswith("D") else None


@dataclass
class Channel:
    """A channel, or a person's DM with the bot."""

    door: Door = Door.OPEN
    was_left: bool = False
    """Whether the bot was put out of it at some time: there it can look for nothing."""
    is_shared: bool = False
    full_until: float = 0.0
    said: list[Said] = field(default_factory=list)


class SimulatedSlack:
    """Implements the port `Notifier`."""

    def __init__(self, *, clock: WallClock, weather: Weather, chance: Random, diary: Diary) -> None:
        self._clock = clock
        self._weather = weather
        self._chance = chance
        self._diary = diary
        self._uses: dict[str, list[float]] = defaultdict(list)
        self.channels: dict[str, Channel] = defaultdict(Channel)
        self.heard: Callable[[Said], None] = lambda _said: None
        """Called for each new message: whoever reads it may act on it."""
        self.limited = 0
        """How often the bot was too fast."""
        self.cards: list[Said] = []

    def all(self) -> Iterator[Said]:
        """Every message that was ever posted, by channel."""
        return (said for channel in self.channels.values() for said in channel.said)

    def close(self, name: str, door: Door) -> None:
        """Somebody archives the channel, puts the bot out of it, or lets it in again."""
        channel = self.channels[name]
        channel.door, channel.was_left = door, channel.was_left or door is Door.LEFT

    def sessions(self) -> list[Room]:
        """All rooms that cards show, as they show them."""
        cards = [said.shows for said in self.cards if isinstance(said.shows, Notice)]
        return [room for notice in cards for room in (notice.rooms or (notice.room,))]

    def delete(self, said: Said) -> None:
        """Somebody deletes it."""
        said.is_deleted = True
        self._note("delete", said.shows, None)

    async def post(self, notice: Notice, message: Message) -> Message:
        return await self._post(notice, message)

    async def upload(self, notice: Notice, message: Message) -> Message:
        return await self._post(notice, message, is_file=True)

    async def tell(self, telling: Telling, message: Message) -> Message:
        return await self._post(telling, message)

    async def edit(self, notice: Notice, message: Message) -> None:
        await self._edit(notice, message)

    async def retell(self, telling: Telling, message: Message) -> None:
        await self._edit(telling, message)

    async def find(self, message: Message) -> Message | None:
        channel = self.channels[_place(message.channel)]
        await self._called("find", None, lambda: None, acts=False)
        if channel.door is Door.LEFT:
            raise ChannelClosed(channel.door.value)
        for said in channel.said:
            if said.key == message.key and not said.is_deleted and said.thread == message.thread_ts:
                return replace(message, channel=_place(message.channel), ts=said.ts)
        return None

    async def ours(self, channel: str, since: datetime, thread: str | None = None) -> list[Message]:
        await self._called("find", None, lambda: None, acts=False)
        said = self.channels[_place(channel)].said
        found = (each for each in said if each.at >= since and each.thread == thread and not each.is_deleted)
        return [Message(key=each.key, room_id="", channel=_place(channel), ts=each.ts) for each in found]

    async def threads(self, channel: str, since: datetime) -> list[str]:
        await self._called("find", None, lambda: None, acts=False)
        said = self.channels[_place(channel)].said
        own = {each.ts for each in said}
        return sorted({each.thread for each in said if each.at >= since and each.thread} - own)

    async def reply(self, notice: Notice, card: Message | None) -> None:  # noqa: ARG002  where the link leads
        await self._called("reply", notice, lambda: self._replied(notice))

    async def is_shared_outside(self, channel: str) -> bool:
        await self._called("info", None, lambda: None, acts=False)
        return self.channels[_place(channel)].is_shared

    async def _post(self, shows: Shown, message: Message, *, is_file: bool = False) -> Message:
        said = await self._called("post", shows, lambda: self._posted(shows, message, is_file=is_file))
        return replace(message, channel=said.channel, ts=said.ts)

    async def _edit(self, shows: Shown, message: Message) -> None:
        await self._called("edit", shows, lambda: self._edited(shows, message))

    async def _called(
        self, what: str, shows: Shown | None, act: Callable[[], Answer], *, acts: bool = True
    ) -> Answer:
        """One call on its way there and back, with what the weather makes of it."""
        await self._weather.travel(most=_SETTLED)
        fault = self._weather.fault("Slack", self._clock.elapsed)
        self._note(what, shows, fault)
        if fault in NOT_ARRIVED:
            raise self._refusal(fault, is_post=what == "post")
        if fault is Fault.LOST or fault in ON_ITS_WAY:
            if fault in ON_ITS_WAY and acts:
                asyncio.get_running_loop().call_later(
                    self._chance.uniform(0, _SETTLED / 2), self._unseen, act
                )
            await self._weather.give_up(fault)
            raise NotifyUnknown("no answer")
        answer = act()
        await self._weather.travel()
        if fault is Fault.ACTED:
            raise NotifyUnknown("no answer")
        return answer

    def _refusal(self, fault: Fault, *, is_post: bool) -> NotifyError:
        match fault:
            case Fault.LIMITED:
                return NotifyError("ratelimited", retry_after=self._weather.retry_after())
            case Fault.UNAUTHORIZED:
                return NotifyUnauthorized("invalid_auth", retry_after=timedelta(minutes=5))
            case Fault.REFUSED if is_post:
                return NotifyRefused("msg_blocks_too_odd")
            case _:
                return NotifyError("not reached")

    def _unseen(self, act: Callable[[], object]) -> None:
        with contextlib.suppress(NotifyError):
            act()

    def _posted(self, shows: Shown, message: Message, *, is_file: bool) -> Said:
        channel = self._entered(message.channel)
        self._kept_to(channel)
        said = Said(
            key=message.key,
            channel=_place(message.channel),
            thread=message.thread_ts,
            ts=f"{self._clock.elapsed:.3f}.{len(channel.said)}",
            at=self._clock.true(),
            latest=self._clock.latest,
            first=shows,
            shows=shows,
            touched=self._clock.true(),
            is_file=is_file,
            was_shared=channel.is_shared,
        )
        channel.said.append(said)
        if isinstance(shows, Notice) and shows.kind is NoticeKind.CARD:
            self.cards.append(said)
        self.heard(said)
        return said

    def _edited(self, shows: Shown, message: Message) -> None:
        channel = self._entered(message.channel)
        said = next((each for each in channel.said if each.ts == message.ts), None)
        if said is None or said.is_deleted:
            raise NotifyRefused("message_not_found")
        said.shows, said.touched = shows, self._clock.true()

    def _entered(self, to: str) -> Channel:
        channel = self.channels[_place(to)]
        if channel.door is not Door.OPEN:
            raise ChannelClosed(channel.door.value)
        return channel

    def _kept_to(self, channel: Channel) -> None:
        """One message a second, and a few at once."""
        now = self._clock.elapsed
        if channel.full_until - now > _BURST:
            self.limited += 1
            raise NotifyError("ratelimited", retry_after=timedelta(seconds=10))
        channel.full_until = max(channel.full_until, now) + 1

    def _replied(self, notice: Notice) -> None:
        uses, now = self._uses[notice.reply_url or ""], self._clock.elapsed
        uses.append(now)
        if len(uses) > _REPLY_USES or now - uses[0] > _REPLY_SECONDS:
            raise NotifyRefused("HTTP 404")

    def _note(self, what: str, shows: Shown | None, fault: Fault | None) -> None:
        about = (shows.room.request.patient.email or "") if isinstance(shows, Notice) else ""
        call = f"{what} {_kind(shows)}" if shows else what
        self._diary.note("Slack", f"{call}: {fault.value}" if fault else call, about)


def _kind(shown: Shown) -> str:
    return shown.kind.value if isinstance(shown, Notice) else type(shown).__name__.lower()


def _place(to: str) -> str:
    """A person's DM, or the channel."""
    return f"D{to}" if to.startswith("U") else to
