"""Words to a reading that can be acted on: nothing in them, or too much, is a question."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot import times
from bot.errors import TimeUnclear
from bot.models import SESSION

_MENDED_BY_WORDS = frozenset(
    {
        times.Reason.NEED_TIME,
        times.Reason.PAST,
        times.Reason.INVALID_DATE,
        times.Reason.SERIES,
        times.Reason.LEFT_OVER,
        times.Reason.NOT_UNDERSTOOD,
    }
)

_CHATTER = frozenset(
    {"can", "could", "would", "will", "we", "i", "you", "do", "does", "is", "it", "please", "pls", "thanks"}
    | {"thx", "hi", "hey", "ok", "okay", "need", "want", "a", "an", "the", "for", "with", "on", "at", "and"}
    | {"book", "room", "video", "session", "me", "us", "let", "s", "lets", "try", "how", "about", "work"}
    | {"podemos", "puedes", "puede", "por", "favor", "gracias", "hola", "con", "para", "y", "una", "sala"}
)
"""None of these is about a patient."""
_MOST_OF_A_SERIES = 6


def read(words: str, now: datetime, zone: str, locale: str) -> times.Instant | times.Question:
    """What the words mean to a person in `zone` (IANA) at `now` (UTC), where one time is needed.

    Of a series, which of its sessions is asked.
    """
    reading = read_all(words, now, zone, locale)
    return _which_of(reading) if isinstance(reading, times.Series) else reading


def read_all(
    words: str, now: datetime, zone: str, locale: str, *, aside: str = ""
) -> times.Instant | times.Series | times.Question:
    """The same where several times can be booked: a series stays one.

    `aside` is read too, but what in it is not time does no harm: a name behind "with". Anything else that is
    left over may be a day with a typing error or in another language ("morgen 15:00"), so it is asked about;
    a series is shown with all its dates anyway. What is read of a series can be read again without the rest.
    """
    reading = times.read(f"{words} {aside}".strip(), now=now, zone=zone, locale=locale)
    if isinstance(reading, times.NotUnderstood) or not _is_readable_again(reading, now, zone, locale):
        return times.Question(reason=times.Reason.NOT_UNDERSTOOD, zone=zone, rest=reading.rest)
    if isinstance(reading, times.Instant) and unread(reading, aside):
        options = (reading.at, *reading.others)
        return times.Question(
            reason=times.Reason.LEFT_OVER, zone=reading.zone, options=options, rest=reading.rest
        )
    return reading


def _is_readable_again(reading: times.Reading, now: datetime, zone: str, locale: str) -> bool:
    """Whether a series that lacks its hour is the same without the rest: so it is kept, to be `completed`."""
    if not (lacks_its_hour(reading) and isinstance(reading, times.Question) and reading.rest):
        return True
    again = times.read(reading.wording, now=now, zone=zone, locale=locale)
    return again == reading._replace(rest="", wording="")


def completed(words: str, start: datetime, now: datetime, zone: str, locale: str) -> times.Series | None:
    """The series that the words mean whose missing hour is that of `start`; None if they mean no series.

    "every tuesday" was asked at what time, and 3 PM on the first of them was the answer.

    Raises:
        TimeUnclear: they mean one, and `start` is none of it.
    """
    if not lacks_its_hour(times.read(words, now=now, zone=zone, locale=locale)):
        return None
    clock = start.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    whole = times.read(f"{words} {clock}", now=now, zone=zone, locale=locale)
    if isinstance(whole, times.Series) and start in whole.starts:
        return whole
    raise TimeUnclear("not-in-series")


def lacks_its_hour(reading: times.Reading) -> bool:
    """Whether the words mean a series and only its time of day is to be asked."""
    if not isinstance(reading, times.Question):
        return False
    return reading.recurrence is not None and reading.reason is times.Reason.NEED_TIME


def on_day(day: date, now: datetime, zone: str) -> times.Question:
    """What is asked about a local day that was picked: its hour, or another day if it is over."""
    reading = times.read(day.isoformat(), now=now, zone=zone)
    if isinstance(reading, times.Question):
        return reading
    raise AssertionError("a date alone is always a question")


def unread(reading: times.Reading, aside: str = "") -> str:
    """What in the words was not read and should have been: more than stands in `aside`."""
    return "" if _words(reading.rest) <= _words(aside) else reading.rest


def is_chatter(rest: str) -> bool:
    """Whether what is left besides the time is only what people say around a request: "can we do"."""
    return _words(rest) <= _CHATTER


def is_whole_day(question: times.Question) -> bool:
    """Whether a question about the past is about a day ("yesterday"): midnight, and no time is offered."""
    if question.meant is None or question.options:
        return False
    return question.meant.astimezone(ZoneInfo(question.zone)).time() == time()


def other_end(reading: times.Instant) -> datetime | None:
    """The end that was said, where a room has another: it is open for 60 minutes, whatever is said."""
    return None if reading.ends in (None, reading.at + SESSION) else reading.ends


def how_many(series: times.Series) -> times.Question:
    """What is asked about a series that has no end, or one behind the last that is booked at once."""
    return times.Question(
        reason=times.Reason.SERIES, zone=series.zone, rest=series.rest, recurrence=series.recurrence
    )


def _which_of(series: times.Series) -> times.Question:
    return times.Question(
        reason=times.Reason.SERIES,
        zone=series.zone,
        options=series.starts[:_MOST_OF_A_SERIES],
        rest=series.rest,
        recurrence=series.recurrence,
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def in_a_form(question: times.Question) -> times.Question:
    """The question, if a click can answer it better than the form's field.

    Raises:
        TimeUnclear: other words answer it best: it belongs under the field.
    """
    if question.reason in _MENDED_BY_WORDS or not question.options:
        raise TimeUnclear(question.reason.value)
    return question
