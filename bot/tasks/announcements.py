"""What the bot says by itself: every notice is one Slack message under one key, posted once and then edited.

A key is committed before its message is posted. After a crash in between, the message is looked for before it
is posted again. What a notice looks like is the Notifier's business.
"""

from __future__ import annotations

import logging
from functools import partial

from bot import promises
from bot.errors import NotifyError, NotifyRefused
from bot.models import Entry, Message, Notice, NoticeKind, Room, Task
from bot.ports import Clock, Ledger, Notifier
from bot.tasks.outcome import Outcome, nothing

log = logging.getLogger(__name__)

_MUST_REACH_SOMEBODY = frozenset({NoticeKind.CARD, NoticeKind.FOLLOW_UP})
_MOST_WAITS = 20
"""How often a notice looks for its card: with the pauses in between about an hour and a half."""


class Announcements:
    """The step that says one thing."""

    def __init__(self, *, notifier: Notifier, ledger: Ledger, clock: Clock) -> None:
        """`ledger` is written to directly to commit a message's key before the message is posted."""
        self._notifier = notifier
        self._ledger = ledger
        self._clock = clock

    async def announce(self, task: Task, room: Room) -> Outcome:
        """Post the notice, or edit its message if it stands already.

        Raises:
            NotifyError: Slack did not take it (or may have: it is looked for next time).
        """
        kind = NoticeKind(task.details["notice"])
        details = {key: value for key, value in task.details.items() if key != "notice"}
        notice = Notice(kind=kind, room=room, details=details)
        if kind is NoticeKind.REPLY:
            return await self._reply(notice)
        message = await self._ledger.message(notice.key) or await self._address(notice)
        if message is None:
            return _without_a_card(task)
        is_first_link = kind is NoticeKind.LINKS and message.thread_ts and not message.ts
        if is_first_link and await self._notifier.is_shared_outside(message.channel):
            return self._links_in_private
        return await self._say(notice, message)

    async def _say(self, notice: Notice, message: Message) -> Outcome:
        if message.ts:
            return await self._edit(notice, message)
        requester = notice.room.request.requester
        try:
            return self._posted(notice, await self._post(notice, message))
        except NotifyRefused:
            if notice.kind not in _MUST_REACH_SOMEBODY or message.channel == requester:
                raise
            return partial(self._to_requester, notice, message)

    async def _post(self, notice: Notice, message: Message) -> Message:
        """Post it once: what an earlier attempt may have posted is looked for first."""
        if message.tried_at is None:
            return await self._notifier.post(notice, await self._commit(message))
        if found := await self._notifier.find(message):
            await self._notifier.edit(notice, found)
            return found
        return await self._notifier.post(notice, message)

    async def _address(self, notice: Notice) -> Message | None:
        """Where a notice goes that was not said before; None if there is no card to hang it under."""
        room = notice.room
        if notice.kind is NoticeKind.CARD:
            return Message(key=notice.key, room_id=room.id, channel=room.request.channel)
        if notice.kind is NoticeKind.FOLLOW_UP:
            return Message(key=notice.key, room_id=room.id, channel=room.request.provider.id)
        if to := notice.details.get("to"):
            return Message(key=notice.key, room_id=room.id, channel=to)
        card = await self._card(room)
        if card is None or not card.ts:
            return None
        return Message(key=notice.key, room_id=room.id, channel=card.channel, thread_ts=card.ts)

    async def _commit(self, message: Message) -> Message:
        tried = Message(**{**vars(message), "tried_at": self._clock.now()})
        await self._ledger.write(Entry(message=tried))
        return tried

    async def _edit(self, notice: Notice, message: Message) -> Outcome:
        try:
            await self._notifier.edit(notice, message)
        except NotifyRefused as error:  # somebody deleted it: there is nothing left to keep current
            log.warning("%s of room %s not edited: %s", notice.kind, notice.room.id, error)
        return nothing

    async def _reply(self, notice: Notice) -> Outcome:
        try:
            await self._notifier.reply(notice, await self._card(notice.room))
        except NotifyRefused as error:  # the preview is gone; the card and the DMs say it all
            log.info("preview of room %s not replaced: %s", notice.room.id, error)
        return nothing

    async def _card(self, room: Room) -> Message | None:
        return await self._ledger.message(Notice(kind=NoticeKind.CARD, room=room).key)

    def _posted(self, notice: Notice, message: Message) -> Outcome:
        def outcome(room: Room) -> Entry:
            if notice.kind is not NoticeKind.CARD:
                return Entry(message=message)
            now = self._clock.now()
            follow = (NoticeKind.LINKS, NoticeKind.REPLY)
            tasks = tuple(promises.announce(kind, room, now) for kind in follow)
            return Entry(room=room, message=message, tasks=tasks)  # the room, so that its version rises

        return outcome

    def _to_requester(self, notice: Notice, message: Message, room: Room) -> Entry:
        """Where it should stand it is refused, and somebody must have it: who asked for the room, by DM."""
        elsewhere = Message(key=message.key, room_id=room.id, channel=room.request.requester)
        again = promises.announce(notice.kind, room, self._clock.now())
        problem = "channel-closed" if notice.kind is NoticeKind.CARD else room.problem
        return Entry(room=room.but(problem=problem), message=elsewhere, tasks=(again,))

    def _links_in_private(self, room: Room) -> Entry:
        """People of another company read the channel: the links go to those they are for."""
        people = sorted({room.request.requester, room.request.provider.id})
        now = self._clock.now()
        tasks = tuple(promises.announce(NoticeKind.LINKS, room, now, to=who) for who in people)
        return Entry(room=room, tasks=tasks)


def _without_a_card(task: Task) -> Outcome:
    """What hangs under a card that does not stand yet waits for it, though not for ever."""
    if task.attempts < _MOST_WAITS:
        raise NotifyError("the card does not stand yet")
    return nothing
