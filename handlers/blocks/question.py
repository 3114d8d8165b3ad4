"""A question about a time, with its answers as buttons: one click each, nothing is typed again.

    likely answers                  a button each
    the hour of a day               those, a menu of the day's quarter hours, and a calendar for another day
    the hour of a series            the same without a calendar
    fewer than two likely ones      a calendar; then the hour of that day is asked

What the question says is `handlers.sentences.questions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import times
from bot.booking import lacks_its_hour, quarter_hours
from handlers.blocks import parts
from handlers.sentences import questions
from handlers.sentences.labels import labels
from handlers.slack import Block

_MOST_CHOICES = 10
"""More than anybody looks through; Slack takes 25 buttons in a row."""
_MOST_UNREAD = 100
_FEW = 2


class Pick:
    """What a picked time is for: the action, the draft or room, when it is asked, and by whom."""

    def __init__(self, action: str, subject: str, now: datetime, reader: str | None) -> None:
        """`reader` is the IANA zone of who is asked, if it is known."""
        self.action = action
        self.subject = subject
        self.now = now
        self.reader = reader

    def value(self, at: datetime) -> str:
        """What a button carries (a menu's value: 150 characters)."""
        return f"{self.subject}|{at.isoformat()}"

    def buttons(self, labelled: Sequence[tuple[str, datetime]]) -> list[Block]:
        """One for each answer; action ids are unique in a row, so each has its place behind the name."""
        return [
            parts.button(label, f"{self.action}:{place}", self.value(at))
            for place, (label, at) in enumerate(labelled[:_MOST_CHOICES])
        ]


class Ask:
    """One question, as it is shown."""

    def __init__(self, asked: times.Question, pick: Pick, *, unread: str) -> None:
        """`pick` is what the answer is for; `unread` are the words that could not be read."""
        self._asked = asked
        self._pick = pick
        self._unread = parts.inert(parts.clipped(unread, _MOST_UNREAD))
        self._hours = _hours(asked, pick.now)
        is_day_open = not lacks_its_hour(asked)
        self._has_calendar = is_day_open and (bool(self._hours) or len(asked.options) < _FEW)
        self.text = questions.asked(asked, pick.now)

    @property
    def pick(self) -> str:
        """What there is to pick: `time` or `day`."""
        return "time" if self._asked.options or self._hours else "day"

    def blocks(self, under: str) -> list[Block]:
        """The question with its answers; `under` says that nothing has come of it yet."""
        unread = f"{questions.unread(self._unread)}\n" if self._unread else ""
        shown = [parts.section(f"*{self.text}*\n{unread}{under}")]
        if answers := [*self._buttons(), *self._menu(), *self._calendar()]:
            shown.append(parts.actions(answers, name=f"{self._pick.subject}|{self._asked.day}"))
        return [*shown, *self._zone()]

    def _buttons(self) -> list[Block]:
        now = self._pick.now
        return self._pick.buttons([(questions.label(at, self._asked, now), at) for at in self._asked.options])

    def _menu(self) -> list[Block]:
        said = [(times.say_clock(at, self._asked.zone), self._pick.value(at)) for at in self._hours]
        return [parts.menu(labels.ANOTHER_TIME, self._pick.action, said)] if said else []

    def _calendar(self) -> list[Block]:
        prompt = labels.ANOTHER_DAY if self._asked.options or self._hours else labels.PICK_DAY
        return [parts.day_picker(prompt, f"{self._pick.action}-day")] if self._has_calendar else []

    def _zone(self) -> list[Block]:
        offered, zone, reader = self._asked.options or self._hours, self._asked.zone, self._pick.reader
        if reader is None or not any(parts.is_elsewhere(at, zone, reader) for at in offered):
            return []
        return [parts.context(questions.zone_of_buttons(offered, zone, reader))]


def _hours(asked: times.Question, now: datetime) -> tuple[datetime, ...]:
    is_hour = asked.reason is times.Reason.NEED_TIME
    return quarter_hours(asked.day, asked.zone, now) if is_hour and asked.day else ()
