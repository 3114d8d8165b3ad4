"""Words ⇄ time: what people type becomes an instant, a series or a question, and instants are said back.

Inside the bot there are only aware UTC datetimes plus the IANA zone they were meant in; this package is the
door. Not here: anything that is booked or sent.
"""

from bot.times.behind import read_behind
from bot.times.holidays import Holiday, holiday
from bot.times.hours import Hour
from bot.times.hours_alone import as_hour, hour_on
from bot.times.marking import warm
from bot.times.parser import read
from bot.times.periods import read_period, read_period_behind
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
from bot.times.saying import (
    say,
    say_clock,
    say_date,
    say_day,
    say_distance,
    say_month,
    say_short,
    say_short_day,
    say_weekday,
    say_zone,
)
from bot.times.spans import read_days
from bot.times.stretches import Days, say_days
from bot.times.zones import clock_changes, instant_on, is_zone, midnight, today_in

__all__ = [
    "MOST_SESSIONS",
    "Days",
    "Freq",
    "Holiday",
    "Hour",
    "Instant",
    "NotUnderstood",
    "Period",
    "Question",
    "Reading",
    "Reason",
    "Recurrence",
    "Series",
    "as_hour",
    "clock_changes",
    "holiday",
    "hour_on",
    "instant_on",
    "is_zone",
    "midnight",
    "read",
    "read_behind",
    "read_days",
    "read_period",
    "read_period_behind",
    "say",
    "say_clock",
    "say_date",
    "say_day",
    "say_days",
    "say_distance",
    "say_month",
    "say_short",
    "say_short_day",
    "say_weekday",
    "say_zone",
    "today_in",
    "warm",
]
