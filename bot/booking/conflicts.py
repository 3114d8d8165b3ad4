"""What stands against a session, or is worth a remark: rooms that exist already, clinic hours, holidays.

Rules and the ledger; no network, no sentences. Nothing is refused here: whoever looks at a preview decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from bot import times
from bot.booking.access import Access
from bot.models import SESSION, Hours, Request, Room, RoomQuery, RoomState
from bot.ports import Ledger
from bot.preferences import Preferences

_TAKING = frozenset({RoomState.CREATING, RoomState.UNKNOWN, RoomState.SCHEDULED, RoomState.MOVING})
"""States in which a room takes its provider's time, or may."""
_A_DAY = timedelta(days=1)
_DIARY = "diary"
_ALL = 100_000
"""No room that stands in the way is left out: more than these no clinic has."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A room that stands in the way."""

    room: Room
    is_open: bool
    """Whether who asks may see more of it than its time and its provider."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is to be known about one wanted session."""

    start: datetime
    overlaps: tuple[Standing, ...] = ()
    """Rooms of the same provider whose 60 minutes meet these."""
    same_patient: tuple[Standing, ...] = ()
    """Other rooms of the same patient (their contact) on that local day."""
    holiday: times.Holiday | None = None
    is_outside_hours: bool = False

    @property
    def conflicts(self) -> tuple[Standing, ...]:
        """What is more than a remark."""
        return (*self.overlaps, *self.same_patient)

    def __bool__(self) -> bool:
        """Whether there is anything to be known."""
        return bool(self.conflicts or self.holiday or self.is_outside_hours)


class Conflicts:
    """Finds what is to be known."""

    def __init__(self, *, ledger: Ledger, access: Access, preferences: Preferences) -> None:
        """`access` tells how much of a room may be shown to whom, `preferences` have the clinic's hours."""
        self._ledger = ledger
        self._access = access
        self._preferences = preferences

    def settled(self) -> AbstractAsyncContextManager[None]:
        """Inside, nobody else decides on a session: what was found still holds when it is written.

        Without it two replicas that are asked at the same instant would both find the hour free.
        """
        return self._ledger.alone_briefly(_DIARY)

    async def of(
        self,
        request: Request,
        starts: Sequence[datetime],
        zone: str,
        by: str,
        *,
        but: frozenset[str] = frozenset(),
        was: datetime | None = None,
    ) -> tuple[Finding, ...]:
        """What is to be known about sessions that are wanted; those without anything are left out.

        Args:
            request: For which provider and patient.
            starts: When (UTC); may be empty.
            zone: The IANA zone they are meant in: its days count. The clinic's hours are read by the
                provider's own clock, where it is known.
            by: Who asks (Slack user id).
            but: Ids of rooms that do not count: the one that is moved or replaced.
            was: When (UTC) the session that is moved or replaced stands now: what else its patient has on
                that day was decided when it was booked, and is no news.
        """
        if not starts:
            return ()
        taken = await self._taken(request, starts, but)
        known = await self._known(request, starts, zone, but)
        hours = (await self._preferences.clinic()).hours
        theirs = await self._preferences.zone(request.provider.id) or zone

        def finding(start: datetime) -> Finding:
            day = times.today_in(zone, start)
            overlaps = [each for each in taken if _meets(each, start)]
            is_news = was is None or times.today_in(zone, was) != day
            on_that_day = [each for each in known if is_news and times.today_in(zone, each.start) == day]
            return Finding(
                start=start,
                overlaps=self._standing(overlaps, by),
                same_patient=self._standing((each for each in on_that_day if each not in overlaps), by),
                holiday=times.holiday(day),
                is_outside_hours=hours is not None and _is_outside(start, theirs, hours),
            )

        return tuple(filter(None, map(finding, starts)))

    async def _taken(self, request: Request, starts: Sequence[datetime], but: frozenset[str]) -> list[Room]:
        """The provider's rooms around the wanted sessions, with those that are being moved there."""
        begins, ends = min(starts) - SESSION, max(starts) + SESSION
        who = request.provider.id
        around = RoomQuery(provider=who, begins=begins, ends=ends, states=_TAKING, limit=_ALL)
        moving = RoomQuery(provider=who, states=frozenset({RoomState.MOVING}), limit=_ALL)
        found = {each.id: each for query in (around, moving) for each in await self._ledger.rooms(query)}
        return [each for each in found.values() if each.id not in but]

    async def _known(
        self, request: Request, starts: Sequence[datetime], zone: str, but: frozenset[str]
    ) -> list[Room]:
        """The patient's rooms on the wanted days."""
        if not request.patient.is_reachable:
            return []
        first, last = (times.today_in(zone, at) for at in (min(starts), max(starts)))
        query = RoomQuery(
            patient=request.patient,
            begins=times.midnight(first, zone),
            ends=times.midnight(last + _A_DAY, zone),
            states=_TAKING,
            limit=_ALL,
        )
        return [each for each in await self._ledger.rooms(query) if each.id not in but]

    def _standing(self, rooms: Iterable[Room], by: str) -> tuple[Standing, ...]:
        return tuple(Standing(room=each, is_open=self._access.may_change(each, by)) for each in rooms)


def seen(starts: Sequence[datetime], findings: Sequence[Finding]) -> str:
    """What a button carries of what its preview shows: a click holds for nothing else."""
    wanted = [start.isoformat() for start in starts]
    against = sorted(
        each.room.id for finding in findings if finding.start in starts for each in finding.conflicts
    )
    return uuid5(NAMESPACE_OID, "|".join([*wanted, *against])).hex[:12]


def _meets(room: Room, start: datetime) -> bool:
    """Whether the room takes, or is to take, a part of the hour from `start` on."""
    taken = [room.start, *([room.pending_start] if room.pending_start else [])]
    return any(abs(each - start) < SESSION for each in taken)


def _is_outside(start: datetime, zone: str, hours: Hours) -> bool:
    opens, closes = start.astimezone(ZoneInfo(zone)), (start + SESSION).astimezone(ZoneInfo(zone))
    is_over_night = opens.date() != closes.date()
    return (
        opens.weekday() not in hours.days
        or opens.time() < hours.opens
        or is_over_night
        or closes.time() > hours.closes
    )
