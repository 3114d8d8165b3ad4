"""Recognises how long a session is meant to last, and finds its end.

    3-4pm   from 9 to 10:30   between 2 and 3pm   1440-1525   11-1pm     from one clock to another
    3pm for 45 minutes                                                   a length from the clock
    3pm (30 min), 30 min tomorrow 3pm, 30 minute session friday 3pm
    3-4, 3 to 4                            two bare numbers and nothing else: a stretch or not, asked
    10 til 4, 5 to noon                    hours, or minutes before the hour: asked

The half of the day of the second clock is the first one's too, if that makes the first the earlier ("3-4pm",
but "11-1pm" begins in the morning). An end that is not after the begin is on the next day. Not here: the
begin, which is a clock like any other (`day_times`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.times.grammar.clocks import Clock, clock_of
from bot.times.grammar.lengths import Length, length_of
from bot.times.grammar.meanings import Ignored, Range
from bot.times.grammar.patterns import Rule
from bot.times.grammar.spoken import SHORT_OF
from bot.times.placing import Asked, place, wall_at
from bot.times.words.tokens import Kind, Said

_TURNS = (Kind.DASH, Kind.TO, Kind.UNTIL, Kind.AND, Kind.THROUGH)
_BARE = (Kind.NUMBER, Kind.WORD, Kind.DASH, Kind.TO)
_LONGEST = timedelta(hours=3)
"""What goes on longer may have been meant as minutes before the hour."""
_DAY = timedelta(days=1)


class Span(NamedTuple):
    """From one clock to another."""

    begin: Clock
    end: Clock
    minutes: int = 0
    """How many minutes before its end it may mean instead: "10 til 4"."""


class Lasting(NamedTuple):
    """A length from the clock that was said."""

    length: Length


def _span(said: Said) -> object:
    turn = next(i for i, token in enumerate(said) if i and token.kind in _TURNS)
    begin, end = clock_of(said[:turn]), clock_of(said[turn + 1 :])
    if begin is None or end is None:
        return None
    is_short = said[turn].kind in (Kind.TO, Kind.UNTIL) and said[turn - 1].kind in (Kind.NUMBER, Kind.WORD)
    is_before = is_short and said[0].kind is not Kind.FROM and begin.hour in SHORT_OF
    span = joined(begin, end, is_loose=all(token.kind in _BARE for token in said))
    return span._replace(minutes=begin.hour if is_before else 0)


def joined(begin: Clock, end: Clock, *, is_loose: bool) -> Span:
    """The stretch between two clocks; `is_loose` if it may be something else, as two bare numbers may."""
    is_earlier = (begin.hour % 12, begin.minute) < (end.hour % 12, end.minute)
    if begin.half is None and not begin.is_24h and end.half and is_earlier:
        begin = begin._replace(half=end.half)
    return Span(begin=begin._replace(is_loose=is_loose), end=end)


def _lasting(said: Said) -> object:
    """For 45 minutes; "for 3 weeks" is not how long a session lasts."""
    length = length_of(said)
    return Lasting(length=length) if length and length.elapsed else Ignored()


def _short_lasting(said: Said) -> object:
    """A length beside a day or in brackets; "a week" is another thing there."""
    length = length_of(said)
    return Lasting(length=length) if length and length.elapsed else None


def _adjective(said: Said) -> object:
    """A 30 min session, 30-minute visit; "30 minutes please" is from now."""
    unit = next(token for token in said if token.kind is Kind.UNIT)
    is_one = said[0].kind is Kind.ARTICLE or said[1].kind is Kind.DASH or unit.text in ("minute", "hour")
    return _short_lasting(said) if is_one else None


def before_end(span: Span | Lasting, at: datetime, ends: datetime, asked: Asked) -> datetime | None:
    """The other reading (UTC) of "10 til 4": ten minutes before four, on the day of the begin."""
    if isinstance(span, Lasting) or not span.minutes or ends - at <= _LONGEST:
        return None
    wall = datetime.combine(wall_at(at, asked).date(), wall_at(ends, asked).time())
    return place(wall - timedelta(minutes=span.minutes), asked).instants[0]


def end_of(span: Span | Lasting, at: datetime, asked: Asked) -> datetime:
    """When what began at an instant ends (UTC)."""
    if isinstance(span, Lasting):
        return at + span.length.elapsed
    begin = wall_at(at, asked)
    times = span.end.times(None) or (begin.time(),)
    walls = [datetime.combine(begin.date() + day * _DAY, time) for day in (0, 1) for time in times]
    if span.end.half is None and not span.end.is_24h:  # 3-4: the next four o'clock
        walls += [wall + _DAY / 2 for wall in walls]
    return place(min(wall for wall in walls if wall > begin), asked).instants[0]


_END = "(<clock>|YEAR|MIDNIGHT) OCLOCK? MERIDIEM?"
_TURN = "(DASH|TO|UNTIL|THROUGH) AT?"
RULES = (
    Rule(f"AT? FROM {_END} {_TURN} {_END}", _span),
    Rule(f"AT? BETWEEN {_END} AND {_END}", _span),
    Rule(f"AT? FOR? AT? <clock> OCLOCK? MERIDIEM? {_TURN} (?!YEAR) {_END}", _span),
    Rule("(AT|<after_day> AT?) (HHMM|YEAR) DASH (HHMM|YEAR)", _span),
    Rule("(AT|FOR){0,2} <clock> OCLOCK? MERIDIEM? TO (MONTH|WEEKDAY|ORDINAL)", lambda _: Range()),
    Rule("FOR (<span>|HCLOCK)", _lasting),
    Rule(
        "(?<=MERIDIEM|COLON|OCLOCK) (COMMA|OPEN)? <span> CLOSE? (?!FROM|LATER|AGO|BEFORE|AFTER|RELATIVE)",
        _short_lasting,
    ),
    Rule("<span> (?=COMMA? (RELATIVE|TONIGHT))", _short_lasting),
    Rule("<num> UNIT (?=FILLER (ON|FOR|COMMA){0,4} (RELATIVE|TONIGHT|<date>))", _short_lasting),
    Rule("ARTICLE? <num> DASH? UNIT (?=FILLER)", _adjective),
)
