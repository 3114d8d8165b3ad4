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
from handlers.sentences.tongue import Text, t

_SUMMER = timedelta(hours=1)
_BEFORE_THE_TURN = {
    times.Reason.DST_GAP: Text("{clock}, before the clocks go forward"),
    times.Reason.DST_FOLD: Text("{clock}, before the clocks go back"),
}


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
            return t(
                "That weekday and that date do not go together: the date is {day}. Which one do you mean?",
                day=day,
            )
        case times.Reason.AMBIGUOUS if question.options:
            return _ambiguous(question, now)
        case times.Reason.MULTIPLE:
            return t("I found more than one time in that, and a room has one. Which one do you mean?")
        case times.Reason.SERIES:
            return t("That is a series, and one time is needed here: which one?")
        case times.Reason.INVALID_DATE:
            return t("That date is not in the calendar. Which one do you mean?")
        case times.Reason.LEFT_OVER:
            return f"{t('I could not read all of that.')} {_this(question)}"
        case _:
            return mistakes.unclear(question.reason.value)


def label(at: datetime, question: times.Question, now: datetime) -> str:
    """What stands on an answer's button: with its day, unless the question has it already."""
    if question.reason is times.Reason.NEED_TIME and question.day:
        return times.say_clock(at, question.zone)
    if _is_clock_change(question):
        clock = times.say_clock(at, question.zone)
        if at == question.options[0]:
            return _BEFORE_THE_TURN[question.reason](clock=clock)
        return t("{clock}, after", clock=clock)
    return another(at, question.zone, now)


def another(at: datetime, zone: str, now: datetime) -> str:
    """What stands on the button of a time with its day: Slack may cut a label after some 30 characters."""
    return times.say_short(at, zone, now=now)


def unread(rest: str) -> str:
    """Which words were not read, back to who typed them: only in what they alone see."""
    unread = t("Not read: “{words}”.", words=rest)
    if rest.lower().startswith("for "):
        return f"{unread} {t('A provider is named with @, like `for @Dana`.')}"
    return unread


def zone_of_buttons(options: Sequence[datetime], zone: str, reader: str) -> str:
    """Which clock the buttons are by, for a person in the zone `reader` (IANA)."""
    ahead = {_offset(at, zone) - _offset(at, reader) for at in options}
    shown = times.say_zone(zone)
    if len(ahead) != 1:
        return t("The buttons show {zone}.", zone=shown)
    if (apart := ahead.pop()) > timedelta():
        return t("The buttons show {zone}, {apart} ahead of yours.", zone=shown, apart=_apart(apart))
    return t("The buttons show {zone}, {apart} behind yours.", zone=shown, apart=_apart(apart))


def _hour(question: times.Question, now: datetime) -> str:
    if question.day is None:
        return t("On which day, and at what time?")
    day = _day(question.day, question, now)
    if question.recurrence:
        return t("That is a series, beginning on {day}. At what time?", day=day)
    return t("At what time on {day}?", day=day)


def _past(question: times.Question, now: datetime) -> str:
    if question.meant is None:
        return mistakes.unclear("past")
    if question.day and is_whole_day(question):
        return t("{day} has passed. Which day do you mean?", day=_day(question.day, question, now))
    said = t("{when} has passed.", when=times.say(question.meant, question.zone, now=now))
    return f"{said} {_which(question)}"


def _clock_change(question: times.Question, now: datetime) -> str:
    day = _day(question.day, question, now) if question.day else ""
    match question.reason is times.Reason.DST_GAP, bool(day):
        case True, True:
            return t(
                "That time does not exist on {day}: the clocks go forward over it. Which one instead?",
                day=day,
            )
        case True, False:
            return t("That time does not exist: the clocks go forward over it. Which one instead?")
        case False, True:
            return t(
                "That time comes twice on {day}: the clocks go back over it. Which one do you mean?", day=day
            )
        case _:
            return t("That time comes twice: the clocks go back over it. Which one do you mean?")


def _is_clock_change(question: times.Question) -> bool:
    """Whether its two answers lie on both sides of one change of the clocks."""
    return question.reason in _BEFORE_THE_TURN and len(question.options) == 2  # noqa: PLR2004 - before and after


def _ambiguous(question: times.Question, now: datetime) -> str:
    """Says what the readings have in common: their day, or their time of day."""
    days = {times.today_in(question.zone, at) for at in question.options}
    clocks = {times.say_clock(at, question.zone) for at in question.options}
    if len(question.options) == 1:
        return f"{t('I can read that in more than one way.')} {_this(question)}"
    if len(clocks) == 1:
        return t("On which day at {clock}?", clock=clocks.pop())
    if len(days) > 1:
        return t("I can read that in more than one way. Which one do you mean?")
    day = _day(days.pop(), question, now)
    if abs(question.options[-1] - question.options[0]) == _SUMMER:  # "EST" was said of a day in EDT
        name = times.say_clock(question.options[0], question.zone).rsplit(" ", 1)[-1]
        zone = times.say_zone(question.zone)
        return t("{zone} is {name} on {day}. Which one do you mean?", zone=zone, name=name, day=day)
    return t("I can read that in more than one way on {day}. Which one do you mean?", day=day)


def _this(question: times.Question) -> str:
    return t("Did you mean this?") if len(question.options) == 1 else t("Did you mean one of these?")


def _which(question: times.Question) -> str:
    return t("Did you mean one of these?") if question.options else t("Which day do you mean?")


def _day(day: date, question: times.Question, now: datetime) -> str:
    return times.say_day(day, today=times.today_in(question.zone, now))


def _offset(at: datetime, zone: str) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def _apart(apart: timedelta) -> str:
    """Hours and minutes: the same in every language we speak."""
    hours, minutes = divmod(int(abs(apart) / timedelta(minutes=1)), 60)
    return " ".join(f"{count} {unit}" for count, unit in ((hours, "h"), (minutes, "min")) if count)
