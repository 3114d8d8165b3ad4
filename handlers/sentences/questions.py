"""What is asked back about a time: what was read, what is in doubt, and what each button means.

The buttons with the answers stand below; where only other words help, it is a mistake (`mistakes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import times
from bot.booking import is_whole_day
from handlers.sentences import mistakes

ONE_AT_A_TIME = "That is a series. I book one room at a time for now"
ANOTHER_TIME = "Another time …"
ANOTHER_DAY, PICK_DAY = "Another day …", "Pick a day …"
_SUMMER = timedelta(hours=1)
_TURN = {times.Reason.DST_GAP: "forward", times.Reason.DST_FOLD: "back"}


def asked(question: times.Question, now: datetime) -> str:
    """The question; with the rest of the words it says nothing, as they may be about a patient."""
    match question.reason:
        case times.Reason.NEED_TIME:
            return _hour(question, now)
        case times.Reason.PAST:
            return _past(question, now)
        case times.Reason.DST_GAP | times.Reason.DST_FOLD:
            return _clock_change(question, now)
        case times.Reason.WEEKDAY_MISMATCH if question.day:
            day = _day(question.day, question, now)
            return f"That weekday and that date do not go together: the date is {day}. Which one do you mean?"
        case times.Reason.AMBIGUOUS if question.options:
            return _ambiguous(question, now)
        case times.Reason.MULTIPLE:
            return "I found more than one time in that, and a room has one. Which one do you mean?"
        case times.Reason.SERIES:
            return f"{ONE_AT_A_TIME}: which one?"
        case times.Reason.INVALID_DATE:
            return "That date is not in the calendar. Which one do you mean?"
        case times.Reason.LEFT_OVER:
            return f"I could not read all of that. {_this(question)}"
        case _:
            return mistakes.unclear(question.reason.value)


def label(at: datetime, question: times.Question, now: datetime) -> str:
    """What stands on an answer's button: with its day, unless the question has it already."""
    if question.reason is times.Reason.NEED_TIME and question.day:
        return times.say_clock(at, question.zone)
    if _is_clock_change(question):
        first = at == question.options[0]
        turn = f"before the clocks go {_TURN[question.reason]}" if first else "after"
        return f"{times.say_clock(at, question.zone)}, {turn}"
    return another(at, question.zone, now)


def another(at: datetime, zone: str, now: datetime) -> str:
    """What stands on the button of a time with its day: Slack may cut a label after some 30 characters."""
    return times.say_short(at, zone, now=now)


def unread(rest: str) -> str:
    """Which words were not read, back to who typed them: only in what they alone see."""
    hint = " A provider is named with @, like `for @Dana`." if rest.lower().startswith("for ") else ""
    return f"Not read: “{rest}”.{hint}"


def zone_of_buttons(options: Sequence[datetime], zone: str, reader: str) -> str:
    """Which clock the buttons are by, for a person in the zone `reader` (IANA)."""
    apart = {_offset(at, zone) - _offset(at, reader) for at in options}
    far = f", {_apart(apart.pop())} yours" if len(apart) == 1 else ""
    return f"The buttons show {times.say_zone(zone)}{far}."


def _hour(question: times.Question, now: datetime) -> str:
    begin = f"{ONE_AT_A_TIME}. " if question.recurrence else ""
    if question.day is None:
        return f"{begin}On which day, and at what time?"
    return f"{begin}At what time on {_day(question.day, question, now)}?"


def _past(question: times.Question, now: datetime) -> str:
    if question.meant is None:
        return mistakes.unclear("past")
    if question.day and is_whole_day(question):
        return f"{_day(question.day, question, now)} has passed. Which day do you mean?"
    said = times.say(question.meant, question.zone, now=now)
    return f"{said} has passed. {_which(question)}"


def _clock_change(question: times.Question, now: datetime) -> str:
    on = f" on {_day(question.day, question, now)}" if question.day else ""
    if question.reason is times.Reason.DST_GAP:
        return f"That time does not exist{on}: the clocks go forward over it. Which one instead?"
    return f"That time comes twice{on}: the clocks go back over it. Which one do you mean?"


def _is_clock_change(question: times.Question) -> bool:
    """Whether its two answers lie on both sides of one change of the clocks."""
    return question.reason in _TURN and len(question.options) == 2  # noqa: PLR2004 - before and after


def _ambiguous(question: times.Question, now: datetime) -> str:
    """Says what the readings have in common: their day, or their time of day."""
    days = {at.astimezone(ZoneInfo(question.zone)).date() for at in question.options}
    clocks = {times.say_clock(at, question.zone) for at in question.options}
    if len(question.options) == 1:
        return f"I can read that in more than one way. {_this(question)}"
    if len(clocks) == 1:
        return f"On which day at {clocks.pop()}?"
    if len(days) > 1:
        return "I can read that in more than one way. Which one do you mean?"
    on = f"on {_day(days.pop(), question, now)}"
    if abs(question.options[-1] - question.options[0]) == _SUMMER:  # "EST" was said of a day in EDT
        name = times.say_clock(question.options[0], question.zone).rsplit(" ", 1)[-1]
        return f"{times.say_zone(question.zone)} is {name} {on}. Which one do you mean?"
    return f"I can read that in more than one way {on}. Which one do you mean?"


def _this(question: times.Question) -> str:
    return "Did you mean this?" if len(question.options) == 1 else "Did you mean one of these?"


def _which(question: times.Question) -> str:
    return "Did you mean one of these?" if question.options else "Which day do you mean?"


def _day(day: date, question: times.Question, now: datetime) -> str:
    return times.say_day(day, today=now.astimezone(ZoneInfo(question.zone)).date())


def _offset(at: datetime, zone: str) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def _apart(ahead: timedelta) -> str:
    hours, minutes = divmod(int(abs(ahead) / timedelta(minutes=1)), 60)
    long = " ".join(f"{count} {unit}" for count, unit in ((hours, "h"), (minutes, "min")) if count)
    return f"{long} {'ahead of' if ahead > timedelta() else 'behind'}"
