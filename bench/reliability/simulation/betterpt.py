"""BetterPT in the simulation: the port `Rooms` over its documented rules, and its own truth about each room.

A room opens five minutes before its start for 60 minutes; nothing that has started is changed; attendance is
up to date two hours after the start and false or null before, whoever came. Here nobody knows about promises.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from bench.reliability.simulation.clockwork import WallClock
from bench.reliability.simulation.diary import Diary
from bench.reliability.simulation.weather import NOT_ARRIVED, ON_ITS_WAY, Fault, Weather
from bot.errors import (
    OutcomeUnknown,
    RoomMissing,
    RoomsError,
    RoomsRejected,
    RoomsUnauthorized,
    RoomsUnavailable,
)
from bot.models import SESSION, Attendance, Presence, Room, VideoRoom

Answer = TypeVar("Answer")
_WORDS = ("SCHEDULED", "OPEN", "ENDED", "COMPLETED", "in_progress", "Überfällig", None)
"""Its status words are an open set, and nobody knows what they mean."""
_CANCELLED = "CANCELLED"


@dataclass
class Booked:
    """The truth about one room."""

    uid: str
    start: datetime
    zone: str
    provider: str
    """Their e-mail address, as the next one: what the create carried."""
    patient: str
    created: datetime
    minutes: tuple[int | None, int | None]
    """How long the provider and the patient were there; None: they did not come."""
    filled_after: timedelta
    """How long after the start the attendance shows: two hours at the latest."""
    is_told_early: bool
    """Whether presence (without durations) shows as soon as somebody is there."""
    words: tuple[str | None, ...]
    """Its status word before, during and after the session."""
    starts: list[datetime] = field(default_factory=list)
    """Every start that the bot asked for."""
    is_cancelled: bool = False
    is_changed_elsewhere: bool = False
    """Whether they moved or cancelled it on their side."""

    def attendance(self, now: datetime) -> Attendance:
        """What they show of it at `now`."""
        provider, patient = (self._presence(minutes, now) for minutes in self.minutes)
        return Attendance(provider=provider, patient=patient, status=self._word(now))

    def _presence(self, minutes: int | None, now: datetime) -> Presence:
        if self.is_cancelled or now < self.start:
            return Presence()
        if now >= self.start + self.filled_after:
            return Presence(attended=minutes is not None, duration=minutes)
        is_seen = self.is_told_early and minutes is not None
        return Presence(attended=is_seen)

    def _word(self, now: datetime) -> str | None:
        if self.is_cancelled:
            return _CANCELLED
        return self.words[(now >= self.start) + (now >= self.start + SESSION)]


class SimulatedBetterPT:
    """Implements the port `Rooms`."""

    def __init__(self, *, clock: WallClock, weather: Weather, chance: Random, diary: Diary) -> None:
        self._clock = clock
        self._weather = weather
        self._chance = chance
        self._diary = diary
        self.booked: dict[str, Booked] = {}

    def zone_for(self, zone: str, _start: datetime) -> str:
        return zone

    async def prepare(self) -> None:
        await self._called("prepare", "", lambda: None, acts=False)

    async def create(self, room: Room) -> VideoRoom:
        patient = room.request.patient.email or ""
        return await self._called("create", patient, lambda: self._create(room, patient))

    async def get(self, uid: str) -> VideoRoom:
        return await self._called("get", uid, lambda: self._view(self._known(uid)), acts=False)

    async def reschedule(self, uid: str, start: datetime) -> VideoRoom:
        return await self._called("reschedule", uid, lambda: self._reschedule(uid, start))

    async def cancel(self, uid: str) -> VideoRoom:
        return await self._called("cancel", uid, lambda: self._cancel(uid))

    def change_elsewhere(self, start: datetime | None) -> None:
        """Somebody moves (None: cancels) a room on their side."""
        now = self._clock.true()
        changeable = [each for each in self.booked.values() if now < each.start and not each.is_cancelled]
        if not changeable:
            return
        one = self._chance.choice(changeable)
        one.is_changed_elsewhere = True
        one.is_cancelled = start is None
        one.start = start or one.start
        self._diary.note(
            "BetterPT", "cancelled" if start is None else f"moved to {start:%d %H:%M}", one.patient
        )

    async def _called(self, what: str, about: str, act: Callable[[], Answer], *, acts: bool = True) -> Answer:
        """One call on its way there and back, with what the weather makes of it."""
        await self._weather.travel()
        fault = self._weather.fault("BetterPT", self._clock.elapsed)
        self._diary.note("BetterPT", f"{what}: {fault.value}" if fault else what, self._named(about))
        if fault in NOT_ARRIVED:
            raise self._refusal(fault, acts=acts)
        if fault is Fault.LOST or fault in ON_ITS_WAY:
            if fault in ON_ITS_WAY and acts:
                asyncio.get_running_loop().call_later(self._chance.uniform(0, 15), self._unseen, act)
            await self._weather.give_up(fault)
            raise _unanswered(acts=acts)
        answer = act()
        await self._weather.travel()
        if fault is Fault.ACTED:
            raise _unanswered(acts=acts)
        return answer

    def _refusal(self, fault: Fault, *, acts: bool) -> RoomsError:
        match fault:
            case Fault.LIMITED:
                return RoomsUnavailable("HTTP 429", self._weather.retry_after())
            case Fault.UNAUTHORIZED:
                return RoomsUnauthorized("HTTP 401")
            case Fault.REFUSED if acts:
                return RoomsRejected(("not today",))
            case _:
                return RoomsUnavailable("not reached")

    def _unseen(self, act: Callable[[], object]) -> None:
        """It is done although nobody waits for the answer any more; a refusal nobody hears."""
        with contextlib.suppress(RoomsError):
            act()

    def _create(self, room: Room, patient: str) -> VideoRoom:
        now = self._clock.true()
        if room.start < now:
            raise RoomsRejected(("startTime must be in the future",))
        start, chance = room.start, self._chance
        booked = Booked(
            uid=f"uid{len(self.booked):05}",
            start=start,
            zone=room.zone,
            provider=room.request.provider.email or "",
            patient=patient,
            created=now,
            minutes=(chance.choice((None, 3, 40, 55)), chance.choice((None, 5, 40, 58))),
            filled_after=timedelta(minutes=chance.choice((60, 75, 100, 120, 120))),
            is_told_early=chance.choice((True, False)),
            words=tuple(chance.choices(_WORDS, k=3)),
            starts=[start],
        )
        self.booked[booked.uid] = booked
        return self._view(booked)

    def _reschedule(self, uid: str, start: datetime) -> VideoRoom:
        booked = self._changeable(uid)
        if start < self._clock.true():
            raise RoomsRejected(("startTime must be in the future",))
        booked.start = start
        booked.starts.append(start)
        return self._view(booked)

    def _cancel(self, uid: str) -> VideoRoom:
        booked = self._changeable(uid)
        booked.is_cancelled = True
        return self._view(booked)

    def _known(self, uid: str) -> Booked:
        if uid not in self.booked:
            raise RoomMissing(uid)
        return self.booked[uid]

    def _changeable(self, uid: str) -> Booked:
        booked = self._known(uid)
        if booked.is_cancelled or self._clock.true() >= booked.start:
            raise RoomsRejected(("The session was cancelled or has started",))
        return booked

    def _view(self, booked: Booked) -> VideoRoom:
        uid = booked.uid
        return VideoRoom(
            uid=uid,
            start=booked.start,
            zone=booked.zone,
            patient_link=f"https://video.example.com/{uid}?type=patient",
            provider_link=f"https://video.example.com/{uid}?type=provider",
            attendance=booked.attendance(self._clock.true()),
        )

    def _named(self, about: str) -> str:
        return self.booked[about].patient if about in self.booked else about


def _unanswered(*, acts: bool) -> RoomsError:
    return OutcomeUnknown("no answer") if acts else RoomsUnavailable("no answer")
