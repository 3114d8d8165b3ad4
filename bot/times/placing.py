"""Puts dates and times of day on the clock of a zone: an instant, or the question why not.

    a time that DST skips or repeats        DST_GAP, DST_FOLD (an abbreviation like EDT settles a fold)
    EST on a day when it is EDT there       AMBIGUOUS
    several likely readings to come         AMBIGUOUS
    all of them over                        PAST, with the next days' same time
    no time of day                          NEED_TIME, with clinic hours of that day

Not here: what the words meant (`composition`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from bot.times.days import Calendar, Order
from bot.times.reading import Instant, Question, Reading, Reason
from bot.times.words.lexicon import Part
from bot.times.zone_names import ZoneSaid
from bot.times.zones import around_gap, has_abbreviation, midnight, offset_at, to_instants, to_wall, today_in

_HOURS = {
    None: range(8, 18),
    Part.MORNING: range(8, 12),
    Part.LUNCH: range(12, 14),
    Part.AFTERNOON: range(12, 18),
    Part.TARDE: range(12, 20),
    Part.EVENING: range(17, 21),
    Part.NIGHT: range(18, 22),
}
"""Hours to offer: clinic hours, or those of the part of the day that was said."""
_MOST_OPTIONS = 10
_DAY = timedelta(days=1)


class Asked(NamedTuple):
    """Who asks when: what all words are relative to."""

    now: datetime
    """Aware UTC, whole minutes."""
    home: str
    """IANA zone of the person the time is meant for."""
    order: Order = Order.MONTH_FIRST
    """How dates are written where that person is."""
    said: ZoneSaid | None = None
    """The zone in the words, if any."""

    @property
    def zone(self) -> str:
        """The IANA zone that the words are in."""
        return self.said.zone if self.said and self.said.zone else self.home

    @property
    def today(self) -> date:
        """The local day in that zone, also where only an offset was said."""
        if self.said and self.said.zone is None and self.said.offset is not None:
            return wall_at(self.now, self).date()
        return today_in(self.zone, self.now)

    @property
    def calendar(self) -> Calendar:
        """What days are found in."""
        return Calendar(today=self.today, order=self.order)


class Spot(NamedTuple):
    """The instants that a wall time can be, and why there is not just one."""

    instants: tuple[datetime, ...]
    zone: str
    doubt: Reason | None = None


def wall_at(at: datetime, asked: Asked) -> datetime:
    """What the clock that was meant shows at an instant: the zone's, or one at the offset that was said."""
    if asked.said and asked.said.zone is None and asked.said.offset is not None:
        return (at + asked.said.offset).replace(tzinfo=None)
    return to_wall(at, asked.zone)


def place(wall: datetime, asked: Asked) -> Spot:
    """Where a naive wall time is on the time line."""
    if asked.said and asked.said.offset is not None:
        return _at_offset(wall, asked, asked.said, asked.said.offset)
    instants = to_instants(wall, asked.zone)
    if not instants:
        return Spot(instants=around_gap(wall, asked.zone), zone=asked.zone, doubt=Reason.DST_GAP)
    doubt = Reason.DST_FOLD if len(instants) > 1 else None
    return Spot(instants=instants, zone=asked.zone, doubt=doubt)


def _at_offset(wall: datetime, asked: Asked, said: ZoneSaid, offset: timedelta) -> Spot:
    """An abbreviation is first the own one of the place said, or of home: CST is also Havana's and China's.

    Else EST is meant as -5 h where that is the clock on that day; elsewhere a person must say.
    """
    own = asked.zone if said.is_placed else asked.home
    named = [at for at in to_instants(wall, own) if said.name and has_abbreviation(at, own, said.name)]
    if named:
        return Spot(instants=(named[0],), zone=own)
    at = wall.replace(tzinfo=UTC) - offset
    if said.zone is None or offset_at(at, said.zone) == offset:
        return Spot(instants=(at,), zone=asked.zone)
    if has_abbreviation(at, asked.home, said.name):
        return Spot(instants=(at,), zone=asked.home)
    return Spot(instants=(*to_instants(wall, said.zone), at), zone=said.zone, doubt=Reason.AMBIGUOUS)


def settle(
    walls: Iterable[datetime], asked: Asked, *, others: Sequence[datetime] = (), takes_first: bool = False
) -> Reading:
    """The reading of likely wall times, `others` being less likely ones.

    With `takes_first` the earliest that is to come is meant ("3 pm": today or tomorrow); otherwise several
    that are to come are a question.
    """
    walls = list(walls)
    spots = [place(wall, asked) for wall in walls]
    coming = [spot for spot in spots if spot.instants[-1] >= asked.now]
    if not coming:
        return _past(walls, asked)
    if takes_first:
        coming = coming[:1]
    chosen = coming[0]
    options = tuple(dict.fromkeys(at for spot in coming for at in spot.instants if at >= asked.now))
    if chosen.doubt and (len(options) > 1 or chosen.doubt is Reason.DST_GAP):
        day = to_wall(options[0], chosen.zone).date()
        return Question(reason=chosen.doubt, zone=chosen.zone, day=day, options=options)
    if len(options) > 1:
        days = {to_wall(at, chosen.zone).date() for at in options}
        day_said = days.pop() if len(days) == 1 else None
        return Question(reason=Reason.AMBIGUOUS, zone=chosen.zone, day=day_said, options=options)
    return Instant(
        at=options[0], zone=chosen.zone, others=_coming(others, asked, but=options[0]) if others else ()
    )


def _coming(walls: Iterable[datetime], asked: Asked, *, but: datetime) -> tuple[datetime, ...]:
    spots = (place(wall, asked) for wall in walls)
    instants = (at for spot in spots if spot.doubt is None for at in spot.instants)
    return tuple(at for at in dict.fromkeys(instants) if at >= asked.now and at != but)


def over(at: datetime, asked: Asked) -> Question:
    """Says that an instant is over."""
    return Question(reason=Reason.PAST, zone=asked.zone, day=to_wall(at, asked.zone).date(), meant=at)


def _past(walls: list[datetime], asked: Asked) -> Question:
    """Offers the same time of day on the next two days when it is to come."""
    days = [asked.today + n * _DAY for n in range(3)]
    again = (datetime.combine(day, wall.time()) for wall in walls for day in days)
    options = _coming(again, asked, but=asked.now)[:2]
    meant = place(walls[0], asked).instants[0]
    return Question(reason=Reason.PAST, zone=asked.zone, day=walls[0].date(), options=options, meant=meant)


def need_time(days: tuple[date, ...], asked: Asked, part: Part | None) -> Question:
    """Asks for the hour; for one day, with hours of that day that are to come."""
    if not days:
        return Question(reason=Reason.NEED_TIME, zone=asked.zone)
    if days[-1] < asked.today:
        meant = midnight(days[-1], asked.zone)
        return Question(reason=Reason.PAST, zone=asked.zone, day=days[-1], meant=meant)
    if len(days) > 1 and days[0] != asked.today:
        return Question(reason=Reason.AMBIGUOUS, zone=asked.zone)
    hours = (datetime.combine(days[0], time(hour)) for hour in _HOURS[part])
    options = _coming(hours, asked, but=asked.now)[:_MOST_OPTIONS]
    if not options and len(days) > 1:
        return need_time(days[1:], asked, part)
    return Question(reason=Reason.NEED_TIME, zone=asked.zone, day=days[0], options=options)
