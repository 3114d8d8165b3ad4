"""What the bot says by itself: every notice is one Slack message under one key, posted once and then edited.

How it is said once is `saying`'s business, and what it looks like the Notifier's.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot import promises
from bot.errors import ChannelClosed, NotifyError, NotifyRefused
from bot.models import OF_A_SERIES, Entry, Message, Notice, NoticeKind, Room, RoomQuery, RoomState, Task
from bot.ports import Clock, Ledger, Notifier
from bot.preferences import Preferences
from bot.tasks.links import Links
from bot.tasks.occasions import Occasions, has_ended, is_old_news, is_overtaken, is_past
from bot.tasks.outcome import Outcome, nothing
from bot.tasks.saying import Saying

log = logging.getLogger(__name__)

_TO_THE_PROVIDER = frozenset({NoticeKind.FOLLOW_UP, NoticeKind.BOOKED, NoticeKind.REMINDER})
_MUST_REACH_SOMEBODY = _TO_THE_PROVIDER | {NoticeKind.CARD}
_SHORTLY = timedelta(seconds=2)
_UNDER_WAY = frozenset({RoomState.MOVING, RoomState.CANCELLING})
_MOST_WAITS = 20
"""How often a notice looks for its card once the session is over: while Slack is away, longer."""


class Announcements:
    """The step that says one thing."""

    def __init__(
        self, *, notifier: Notifier, ledger: Ledger, clock: Clock, preferences: Preferences, saying: Saying
    ) -> None:
        """`saying` says each notice once."""
        self._links = Links(notifier=notifier, ledger=ledger, clock=clock, preferences=preferences)
        self._occasions = Occasions(preferences=preferences, clock=clock)
        self._notifier = notifier
        self._ledger = ledger
        self._clock = clock
        self._saying = saying

    async def announce(self, task: Task, room: Room) -> Outcome:
        """Post the notice, or edit its message if it stands already.

        Raises:
            NotifyError: Slack did not take it (or may have: it is looked for next time).
        """
        kind = NoticeKind(task.details["notice"])
        if is_past(task.details, room) or is_overtaken(task.details, room, self._clock.now()):
            return nothing
        details = {key: value for key, value in task.details.items() if key != "notice"}
        notice = Notice(kind=kind, room=room, details=details, rooms=await self._rooms(room))
        if details.get("about") == OF_A_SERIES and not has_ended(notice):
            return nothing
        if kind is NoticeKind.REPLY:
            return await self._reply(notice)
        if kind is NoticeKind.FOLLOW_UP and room.digest:
            return await self._in_digest(room.digest)
        said = await self._ledger.message(notice.key)
        if said and said.ts and is_old_news(notice):
            return nothing
        if not (said and said.ts) and not await self._occasions.has(notice):
            return await self._corrected(task, notice, said)
        message = said or await self._address(notice)
        if message is None:
            return self._without_a_card(task, room)
        if kind is NoticeKind.LINKS and message.thread_ts:
            return await self._place_links(task, notice, message)
        if kind is NoticeKind.CARD:
            return _before_others(await self._say(task, await self._links.noted(notice), message), task)
        return await self._say(task, notice, message)

    async def _rooms(self, room: Room) -> tuple[Room, ...]:
        if room.series is None:
            return ()
        return tuple(await self._ledger.rooms(RoomQuery.of_series(room.series)))

    async def _say(self, task: Task, notice: Notice, message: Message) -> Outcome:
        if message.ts:
            return await self._edit(task, notice, message)
        requester = notice.room.request.requester
        try:
            return self._posted(notice, await self._post(task, notice, message))
        except NotifyRefused:
            if notice.kind not in _MUST_REACH_SOMEBODY or message.channel == requester:
                raise
            return partial(self._to_requester, notice, message)

    async def _corrected(self, task: Task, notice: Notice, message: Message | None) -> Outcome:
        """It is not to be said any more; but an earlier attempt may have been taken by Slack."""
        found = await self._saying.find(message) if message else None
        if found is None:
            return nothing
        await self._edit(task, notice, found)
        return lambda _room: Entry(message=found)

    async def _post(self, task: Task, notice: Notice, message: Message) -> Message:
        is_file = notice.kind is NoticeKind.CALENDAR
        post = self._notifier.upload if is_file else self._notifier.post
        correct = None if is_file else partial(self._notifier.edit, notice)  # a file stays as it was sent
        return await self._saying.post(task, message, partial(post, notice), correct)

    async def _address(self, notice: Notice) -> Message | None:
        """Where a notice goes that was not said before; None if there is no card to hang it under."""
        room = notice.room
        if notice.kind is NoticeKind.CARD:
            place = room.request
            return Message(key=notice.key, room_id=room.id, channel=place.channel, thread_ts=place.thread)
        if notice.kind in _TO_THE_PROVIDER:
            return Message(key=notice.key, room_id=room.id, channel=room.request.provider.id)
        if to := notice.details.get("to"):
            return Message(key=notice.key, room_id=room.id, channel=to)
        above = NoticeKind.BOOKED if notice.kind is NoticeKind.CALENDAR else NoticeKind.CARD
        card = await self._ledger.message(Notice(kind=above, room=room).key)
        if card is None or not card.ts:
            return None
        top = card.thread_ts or card.ts
        return Message(key=notice.key, room_id=room.id, channel=card.channel, thread_ts=top)

    async def _edit(self, task: Task, notice: Notice, message: Message) -> Outcome:
        if notice.kind is NoticeKind.CALENDAR:
            return nothing
        try:
            await self._saying.edit(task, message, partial(self._notifier.edit, notice))
        except NotifyRefused as error:
            is_news_of_the_card = notice.kind is NoticeKind.CARD and "session" not in notice.details
            if isinstance(error, ChannelClosed) and is_news_of_the_card:
                raise  # it goes on saying what is no longer so: told to the coordinators
            # somebody deleted it: there is nothing left to keep current
            log.warning("%s of room %s not edited: %s", notice.kind, notice.room.id, error)
        which = notice.details.get("calendar")
        return partial(self._calendar_anew, which) if which else nothing

    async def _place_links(self, task: Task, notice: Notice, message: Message) -> Outcome:
        in_thread, in_private = await self._links.place(notice, message)
        done = await self._say(task, in_thread, message) if in_thread else nothing

        def outcome(room: Room) -> Entry:
            entry = done(room)
            return replace(entry, room=room, tasks=(*entry.tasks, *in_private))

        return outcome if in_private else done

    async def _in_digest(self, key: str) -> Outcome:
        """It is told late, among others, and kept true there."""
        is_told = await self._ledger.message(key) is not None
        gather = promises.GATHER if is_told else promises.GATHER_MORE
        return lambda room: Entry(tasks=(promises.digest(room, self._clock.now(), gather),))

    def _calendar_anew(self, which: str, room: Room) -> Entry:
        """The booking's message was corrected; what stands in a calendar is corrected by a new file."""
        now, version = self._clock.now(), str(room.version)
        file = promises.announce(NoticeKind.CALENDAR, room, now, version=version, of=which)
        return Entry(tasks=(file,))

    async def _reply(self, notice: Notice) -> Outcome:
        if any(room.state in _UNDER_WAY for room in notice.together):
            raise NotifyError("others of them are not done yet", retry_after=_SHORTLY)
        try:
            await self._notifier.reply(notice, await self._card(notice.room))
        except NotifyRefused as error:  # the preview is gone; the card and the DMs say it all
            log.info("preview of room %s not replaced: %s", notice.room.id, error)
        return nothing

    async def _card(self, room: Room) -> Message | None:
        card = await self._ledger.message(Notice(kind=NoticeKind.CARD, room=room).key)
        return card if card and card.ts else None

    def _posted(self, notice: Notice, message: Message) -> Outcome:
        def outcome(room: Room) -> Entry:
            tasks = self._following(notice, room)
            if notice.kind is not NoticeKind.CARD:
                return Entry(message=message, tasks=tasks)
            return Entry(room=room, message=message, tasks=tasks)  # the room, so that its version rises

        return outcome

    def _following(self, notice: Notice, room: Room) -> tuple[Task, ...]:
        """What follows from a notice that stands now."""
        now = self._clock.now()
        match notice.kind:
            case NoticeKind.CARD if room.series is None:  # a series' stands before its first room does
                follow = (NoticeKind.LINKS, NoticeKind.REPLY)
                return tuple(promises.announce(kind, room, now) for kind in follow)
            case NoticeKind.BOOKED:
                version = str(room.version)
                return (promises.announce(NoticeKind.CALENDAR, room, now, version=version, of="all"),)
            case NoticeKind.LINKS if "to" in notice.details:  # the card says where they are
                return (promises.announce(NoticeKind.CARD, room, now, why="links"),)
            case _:
                return ()

    def _without_a_card(self, task: Task, room: Room) -> Outcome:
        """What hangs under a card that does not stand yet waits for it as long as anybody needs it."""
        if task.attempts < _MOST_WAITS or self._clock.now() < room.end:
            raise NotifyError("the card does not stand yet")
        return nothing

    def _to_requester(self, notice: Notice, message: Message, room: Room) -> Entry:
        """Where it should stand it is refused, and somebody must have it: who asked for the room, by DM."""
        elsewhere = Message(key=message.key, room_id=room.id, channel=room.request.requester)
        again = promises.announce(notice.kind, room, self._clock.now(), **notice.details)
        problem = "channel-closed" if notice.kind is NoticeKind.CARD else room.problem
        return Entry(room=room.but(problem=problem), message=elsewhere, tasks=(again,))


def _before_others(outcome: Outcome, task: Task) -> Outcome:
    """What follows from a card is awaited by a person: it comes before all that was due after the card."""

    def sooner(room: Room) -> Entry:
        entry = outcome(room)
        return replace(entry, tasks=tuple(replace(each, due=task.due) for each in entry.tasks))

    return sooner
