"""English words and what they stand for; other languages are further tables of the same shape.

Each table is one kind of token; the value beside a word is what the grammar reads from it. Misspellings
stand beside the word they mean. Not here: shapes made of digits (`lexer`), and zones (`zone_names`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from bot.times.tokens import Kind
from bot.times.zone_names import REGIONS, ZONES, ZoneSaid


class Part(StrEnum):
    """A part of the day."""

    MORNING = "morning"
    LUNCH = "lunch"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Unit(StrEnum):
    """What lengths are counted in."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    YEAR = "year"


_WEEKDAYS = (
    "monday mon mondy moday",
    "tuesday tue tues tuseday tusday teusday",
    "wednesday wed weds wendesday wensday wednsday wedensday wednesdy",
    "thursday thu thur thurs thrusday thursay thirsday thursdy",
    "friday fri firday fridy",
    "saturday sat saterday satuday saturdy",
    "sunday sun sundy",
)
_MONTHS = (
    *("january jan januray janurary", "february feb febuary feburary", "march mar", "april apr", "may"),
    *("june jun", "july jul", "august aug", "september sep sept setpember", "october oct", "november nov"),
    "december dec decemeber",
)
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_RELATIVE = {
    -1: "yesterday",
    0: "today tdy",
    1: "tomorrow tommorow tommorrow tomorow tomorrw tommrow tmrw tmr tmw tmrrw",
}
_HOLIDAYS = {"christmas": (12, 25), "xmas": (12, 25), "halloween": (10, 31), "juneteenth": (6, 19)}
"""Those with a fixed date."""
_PARTS = {
    Part.MORNING: "morning mornings morn",
    Part.LUNCH: "lunch lunchtime",
    Part.AFTERNOON: "afternoon arvo",
    Part.EVENING: "evening eve",
    Part.NIGHT: "night",
}
_UNITS = {
    Unit.SECOND: "seconds sec secs",  # "second" alone is an ordinal
    Unit.MINUTE: "minute minutes min mins",
    Unit.HOUR: "hour hours hr hrs",
    Unit.DAY: "day days",
    Unit.WEEK: "week weeks wk wks",
    Unit.FORTNIGHT: "fortnight fortnights",
    Unit.MONTH: "month months",
    Unit.YEAR: "year years yr yrs",
}
_PLAIN = {
    Kind.THE: "the",
    Kind.ARTICLE: "a an",
    Kind.AT: "at around about approx approximately circa",
    Kind.ON: "on",
    Kind.IN: "in",
    Kind.OF: "of",
    Kind.FROM: "from starting",
    Kind.FOR: "for",
    Kind.AND: "and",
    Kind.OR: "or",
    Kind.TO: "to",
    Kind.UNTIL: "until till til through thru between",
    Kind.AFTER: "after",
    Kind.BEFORE: "before by within",
    Kind.PAST: "past",
    Kind.HALF: "half",
    Kind.QUARTER: "quarter",
    Kind.THIS: "this",
    Kind.NEXT: "next nxt",
    Kind.COMING: "coming upcoming",
    Kind.LAST: "last previous",
    Kind.AGO: "ago",
    Kind.LATER: "later hence",
    Kind.NOW: "now",
    Kind.OCLOCK: "o'clock oclock",
    Kind.NOON: "noon midday noontime",
    Kind.MIDNIGHT: "midnight",
    Kind.TONIGHT: "tonight tonite tonigh",
    Kind.ISH: "ish",
    Kind.TIME: "time",
    Kind.SERIES: "every each daily weekly biweekly fortnightly monthly weekdays weekends alternate repeat "
    "repeating recurring twice mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    Kind.LABEL: "ref reference chart mrn uid id ext extension suite dob tel phone cell mobile fax ssn "
    "zip case account acct invoice",
    Kind.FILLER: "please pls plz room rooms book schedule set up meeting session appointment appt visit "
    "right just exactly sharp thanks create new",
}


def _lexicon() -> dict[str, tuple[Kind, Any]]:
    words: dict[str, tuple[Kind, Any]] = {}
    for kind, rows in ((Kind.WEEKDAY, _WEEKDAYS), (Kind.MONTH, _MONTHS)):
        for number, row in enumerate(rows, start=kind is Kind.MONTH):
            words |= dict.fromkeys(row.split(), (kind, number))
    for kind, table in ((Kind.PART, _PARTS), (Kind.UNIT, _UNITS), (Kind.RELATIVE, _RELATIVE)):
        for value, row in table.items():
            words |= dict.fromkeys(row.split(), (kind, value))
    for kind, row in _PLAIN.items():
        words |= dict.fromkeys(row.split(), (kind, None))
    words |= {word: (Kind.HOLIDAY, day) for word, day in _HOLIDAYS.items()}
    words |= {word: (Kind.WORD, number) for number, word in enumerate(_ONES.split())}
    words |= {word: (Kind.WORD, 10 * number) for number, word in enumerate(_TENS.split(), start=2)}
    words |= {word: (Kind.ORDINAL, number) for number, word in enumerate(_ORDINALS.split(), start=1)}
    words |= {"couple": (Kind.WORD, 2), "pair": (Kind.WORD, 2)}
    words |= {"thirtieth": (Kind.ORDINAL, 30), "am": (Kind.MERIDIEM, "a"), "pm": (Kind.MERIDIEM, "p")}
    words |= {name: (Kind.ZONE, said) for name, said in ZONES.items()}
    words |= {name: (Kind.REGION, ZoneSaid(zone=zone)) for name, zone in REGIONS.items()}
    return words


ENGLISH = _lexicon()
"""Lower-case word -> kind and value."""
