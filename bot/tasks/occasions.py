"""Whether there is still an occasion to say something: what was promised for later may have lost its reason.

What stands already is corrected in any case; this is about new messages. Nothing is said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot import outcomes, promises
from bot.errors import NotifyError
from bot.models import LIVE, UNCONFIRMED, Notice, NoticeKind, Room, RoomState
from bot.ports import Clock
from bot.preferences import Preferences

_SOON = timedelta(seconds=5)
_HOW_IT_WENT = frozenset({NoticeKind.FOLLOW_UP, NoticeKind.OUTCOME, NoticeKind.ALERT})


class Occasions:
    """Knows which notices still have one."""

    def __init__(self, *, preferences: Preferences, clock: Clock) -> None:
        """`preferences` have what each provider wants to be told."""
        self._preferences = preferences
        self._clock = clock

    async def has(self, notice: Notice) -> bool:
        """Whether the notice, which was not said before, is to be said now.

        Raises:
            NotifyError: it is too early: other rooms of the series are still being created.
        """
        room, now = notice.room, self._clock.now()
        match notice.kind:
            case NoticeKind.BOOKED:
                wishes = await self._preferences.of(room.request.provider.id)
                return wishes.is_told_of_bookings and _has_session(notice, now)
            case NoticeKind.REMINDER:
                wishes = await self._preferences.of(room.request.provider.id)
                return wishes.is_reminded and _is_at_the_door(notice, now)
            case NoticeKind.PROBLEM:
                is_question = notice.details.get("what") == "create"
                return not (is_question and room.state is RoomState.ABANDONED)
            case NoticeKind.FOLLOW_UP | NoticeKind.OUTCOME:
                return room.told_at is not None
            case NoticeKind.ALERT:
                return outcomes.outcome_of(room, now) in outcomes.PROVIDER_MISSED
            case _:
                return True


def is_past(details: Mapping[str, str], room: Room) -> bool:
    """Whether it was promised for a moment of a session that has moved since, or for a state that is over."""
    session, state = details.get("session"), details.get("meanwhile")
    if session and (room.start.isoformat() != session or room.state not in LIVE):
        return True
    if details["notice"] in _HOW_IT_WENT and room.told_at is None:
        return details.get("version") != promises.which_session(room).get("version")
    return bool(state) and room.state.value != state


def is_overtaken(details: Mapping[str, str], room: Room, now: datetime) -> bool:
    """Whether it is a moment of a session that ended long ago: the card is about to say how it went."""
    is_moment_of_the_card = details["notice"] == NoticeKind.CARD and "session" in details
    return is_moment_of_the_card and now >= room.start + promises.TELL_AT_LATEST


def is_old_news(notice: Notice) -> bool:
    """Whether it is that something is not known: never said over what is known by now."""
    told = notice.details
    return notice.kind is NoticeKind.PROBLEM and told.get("problem") == UNCONFIRMED and "found" not in told


def has_ended(notice: Notice) -> bool:
    """Whether all rooms of a series were tried; a problem of all is told only if one of them is missing."""
    states = {room.state for room in notice.rooms}
    if RoomState.CREATING in states:
        return False
    return notice.kind is not NoticeKind.PROBLEM or RoomState.REFUSED in states


def _has_session(notice: Notice, now: datetime) -> bool:
    rooms = notice.rooms or (notice.room,)
    if any(room.state is RoomState.CREATING for room in rooms):
        raise NotifyError("the series is not created yet", retry_after=_SOON)
    return any(room.state in LIVE and room.end > now for room in rooms)


def _is_at_the_door(notice: Notice, now: datetime) -> bool:
    is_of_this_start = notice.details.get("version") == promises.stamp(notice.room.start)
    return is_of_this_start and outcomes.can_enter(notice.room, now)
