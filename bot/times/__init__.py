"""Words ⇄ time: what people type becomes an instant, a series or a question, and instants are said back.

Inside the bot there are only aware UTC datetimes plus the IANA zone they were meant in; this package is the
door. Not here: anything that is booked or sent.
"""

from bot.times.marking import warm
from bot.times.parser import read, read_period
from bot.times.reading import (
    MOST_SESSIONS,
    Freq,
    Instant,
    NotUnderstood,
    Period,
    Question,
    Reading,
    Reason,
    Recurrence,
    Series,
)
from bot.times.saying import say, say_clock, say_day, say_distance, say_short, say_zone
from bot.times.zones import is_zone

__all__ = [
    "MOST_SESSIONS",
    "Freq",
    "Instant",
    "NotUnderstood",
    "Period",
    "Question",
    "Reading",
    "Reason",
    "Recurrence",
    "Series",
    "is_zone",
    "read",
    "read_period",
    "say",
    "say_clock",
    "say_day",
    "say_distance",
    "say_short",
    "say_zone",
    "warm",
]
