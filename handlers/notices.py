"""What each notice says: the one table from a kind of notice to the blocks that show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.errors import NotifyRefused
from bot.models import OF_A_SERIES, Account, Agenda, Digest, Notice, NoticeKind, OddDuration, Setback
from handlers.blocks import agenda as day
from handlers.blocks import booked, outcome, parts, private, series
from handlers.blocks import digest as digests
from handlers.blocks import report_for_all as reports
from handlers.blocks import room as cards
from handlers.blocks import setback as setbacks
from handlers.sentences.reports import odd_duration
from handlers.slack import Said

Words = Callable[[Notice, datetime], Said]


def words(notice: Notice, now: datetime) -> Said:
    """The notice in the language that is spoken.

    Raises:
        NotifyRefused: it is a file (`booked.calendar`), or of a kind that has no words.
    """
    if notice.kind not in _WORDS:
        raise NotifyRefused(f"no words for {notice.kind}")
    return _WORDS[notice.kind](notice, now)


def told_of(telling: Account | Agenda | Digest | OddDuration | Setback, now: datetime) -> Said:
    """What is about no single room, in the language that is spoken."""
    match telling:
        case Account():
            return reports.account(telling)
        case OddDuration():
            return parts.sentence(odd_duration(telling.duration))
        case Agenda():
            return day.agenda(telling, now)
        case Digest():
            return digests.digest(telling, now)
        case _:
            return setbacks.setback(telling, now)


def _card(notice: Notice, now: datetime) -> Said:
    if notice.room.series:
        return series.card(notice, now)
    is_private = notice.details.get("links") == "private"
    return cards.card(notice.room, now, are_links_private=is_private)


def _links(notice: Notice, now: datetime) -> Said:
    room, held = notice.room, notice.details.get("links", "")
    return _dated(notice, now, cards.links(room, held, is_over=now >= room.end))


def _change(notice: Notice, now: datetime) -> Said:
    said = cards.change(notice, now)
    return said if notice.details["what"] == "moved" else _dated(notice, now, said)


def _outcome(notice: Notice, now: datetime) -> Said:
    return _dated(notice, now, cards.outcome(notice.room, now))


def _dated(notice: Notice, now: datetime, said: Said) -> Said:
    """In the one thread of a series, with which session it is about."""
    return series.dated(notice.room, now, said) if notice.room.series else said


def _problem(notice: Notice, now: datetime) -> Said:
    is_of_all = notice.details.get("about") == OF_A_SERIES
    return series.missing(notice, now) if is_of_all else private.problem(notice, now)


def replied(notice: Notice, now: datetime, thread_link: str | None) -> Said:
    """What became of a preview, in its place, with a link to the card."""
    is_of_all = notice.room.series and "what" not in notice.details
    reply = series.reply if is_of_all else private.reply
    return reply(notice, now, thread_link)


_WORDS: Mapping[NoticeKind, Words] = {
    NoticeKind.CARD: _card,
    NoticeKind.LINKS: _links,
    NoticeKind.CHANGE: _change,
    NoticeKind.OUTCOME: _outcome,
    NoticeKind.FOLLOW_UP: lambda notice, now: outcome.follow_up(notice.room, now),
    NoticeKind.PROBLEM: _problem,
    NoticeKind.BOOKED: booked.booked,
    NoticeKind.REMINDER: booked.reminder,
    NoticeKind.ALERT: lambda notice, now: outcome.alert(notice.room, now),
    NoticeKind.REPLY: lambda notice, now: replied(notice, now, None),
}
