"""How people say times in the simulation, and what they mean, worked out without the bot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bench.reliability.simulation.clockwork import WallClock
from bot import times
from bot.booking import Preview
from bot.bootstrap import House
from bot.errors import TimeUnclear
from bot.models import Request

_ONE = 0.8
"""How often one session is wanted alone."""
_ASKED = (times.Reason.DST_FOLD, times.Reason.DST_GAP)


class Shifted(Exception):
    """The bot read a time as another one than was meant."""


class Said(NamedTuple):
    """Words for one or several times."""

    words: str
    walls: tuple[datetime, ...]
    """What the clocks show at them, in `zone`: naive."""
    zone: str
    """IANA."""


class Wording:
    """Says times to come, and looks whether they were understood."""

    def __init__(self, *, clock: WallClock, chance: Random) -> None:
        self._clock = clock
        self._chance = chance

    def time_to_come(self, zone: str) -> Said:
        """A quarter of an hour to a day and a half ahead, or the same hour on several days."""
        ahead = self._clock.true() + timedelta(hours=2 ** self._chance.uniform(-2, 5))
        wall = ahead.astimezone(ZoneInfo(zone)).replace(tzinfo=None, second=0, microsecond=0)
        wall = wall.replace(minute=wall.minute // 15 * 15)
        if self._chance.random() < _ONE:
            return Said(f"{wall:%Y-%m-%d %H:%M}", (wall,), zone)
        many = self._chance.choice((2, 3))
        first = wall.replace(hour=self._chance.randrange(9, 17)) + timedelta(days=1)
        walls = tuple(first + timedelta(days=each) for each in range(many))
        return Said(f"every day {first:%H:%M} for {many} days starting {first:%Y-%m-%d}", walls, zone)

    async def previewed(self, house: House, said: Said, request: Request) -> Preview:
        """Its preview; what comes twice in a night, or not at all, is asked and answered.

        Raises:
            TimeUnclear: it is over by the bot's clock.
            Shifted: it was read as another time.
        """
        preview = await house.booking.preview(said.words, request, said.zone)
        if question := preview.question:
            if question.reason not in _ASKED:
                raise TimeUnclear(question.reason)
            start, by = self._chance.choice(question.options), request.requester
            return await house.booking.choose(preview.draft.id, start, by, reply_url=request.reply_url)
        meant = tuple(_first_to_come(wall, ZoneInfo(said.zone), preview.now) for wall in said.walls)
        if preview.draft.starts != meant:
            raise Shifted(f"{said.words} in {said.zone} was read as {preview.draft.starts}")
        return preview


def _first_to_come(wall: datetime, place: ZoneInfo, now: datetime) -> datetime:
    """Of an hour that comes twice in a night the second, once the first is over: then nothing is asked."""
    both = [wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return next((each for each in both if each > now), both[0])
