"""Words to a reading that can be acted on: nothing in them, or too much, is a question."""

from __future__ import annotations

import re
from datetime import datetime

from bot import times
from bot.errors import TimeUnclear

_MENDED_BY_WORDS = frozenset(
    {
        times.Reason.NEED_TIME,
        times.Reason.PAST,
        times.Reason.INVALID_DATE,
        times.Reason.LEFT_OVER,
        times.Reason.NOT_UNDERSTOOD,
    }
)

_MOST_OF_A_SERIES = 6


def read(
    words: str, now: datetime, zone: str, locale: str, *, aside: str = ""
) -> times.Instant | times.Question:
    """What the words mean to a person in `zone` (IANA) at `now` (UTC).

    `aside` is read too, but what in it is not time does no harm: a name behind "with". Anything else that is
    left over may be a day with a typing error or in another language ("morgen 15:00"), so it is asked about.
    One room is booked at a time: of a series, which of its sessions is asked.
    """
    reading = times.read(f"{words} {aside}".strip(), now=now, zone=zone, locale=locale)
    if isinstance(reading, times.NotUnderstood):
        return times.Question(reason=times.Reason.NOT_UNDERSTOOD, zone=zone, rest=reading.rest)
    if isinstance(reading, times.Series):
        options = reading.starts[:_MOST_OF_A_SERIES]
        return times.Question(
            reason=times.Reason.MULTIPLE, zone=reading.zone, options=options, rest=reading.rest
        )
    if isinstance(reading, times.Instant) and not _words(reading.rest) <= _words(aside):
        options = (reading.at, *reading.others)
        return times.Question(
            reason=times.Reason.LEFT_OVER, zone=reading.zone, options=options, rest=reading.rest
        )
    return reading


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
