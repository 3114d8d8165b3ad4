"""The Home tab: what needs somebody first, then sessions by day and provider, in pages of what Slack takes.

Read by one person; what they may see was decided by who gathered it. No links.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from bot import overview, times
from bot.models import Concern, ConcernKind, Room
from bot.reports import Figures
from handlers.blocks import about, parts
from handlers.blocks.look import Look, menus
from handlers.sentences import overview as sentences
from handlers.sentences import reports, sessions
from handlers.sentences.labels import EXAMPLE
from handlers.sentences.overview import words
from handlers.slack import Block

_MOST = 73
"""Blocks of sessions on a page: a view holds 100, and the rest of it takes up to 27."""
_WITH_HEADINGS = 3
"""A session, its day and its provider."""
_MOST_RAISED = 4
"""How many of each kind that needs somebody stand above the sessions."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is known when the tab is made."""

    rooms: Sequence[Room]
    """All that the reader may see, of `overview.around`, by start."""
    now: datetime
    zone: str
    """The reader's, IANA."""
    reader: str = ""
    """Slack user id: nobody is told their own name."""
    is_for_all: bool
    """Whether the reader sees everybody's."""
    week: Figures | None = None
    """How the sessions of this week went that the reader may see; None while there are none."""


def for_strangers() -> Block:
    """For guests and people of other companies."""
    return _view([parts.header(words.FOR_STAFF), parts.section(words.FOR_STAFF_WHY)], Look())


def home(shown: Shown, look: Look) -> Block:
    """The tab of a person of the clinic."""
    raised = [each for each in overview.concerns(shown.rooms, shown.now) if look.is_by(each.room)]
    if look.state == "needs":
        head, pages = [], _raised_pages(raised, shown)
    else:
        head, pages = _raised(raised, shown), _pages(_chosen(shown, look), shown)
    pages = pages or [[parts.section(_nothing(look))]]
    at = min(int(look.page), len(pages) - 1)
    names = {room.request.provider.id: room.request.provider.name for room in shown.rooms}
    top = [*_top(shown), menus(look, names), *(head if at == 0 else [])]
    return _view([*top, *pages[at], *_pager(at, len(pages))], look)


def _nothing(look: Look) -> str:
    return words.NOTHING_NEEDS if look.state == "needs" else sentences.empty(EXAMPLE())


def _view(blocks: list[Block], look: Look) -> Block:
    return {"type": "home", "private_metadata": json.dumps(asdict(look)), "blocks": blocks}


def _top(shown: Shown) -> list[Block]:
    title = words.EVERYBODYS if shown.is_for_all else words.YOUR_DAY
    buttons = [
        parts.button(words.NEW_ROOM, "home-new", "new", style="primary"),
        parts.button(words.REFRESH, "home-refresh", "page=0"),
        parts.button(words.SETTINGS, "home-settings", "settings"),
    ]
    week = [reports.this_week(shown.week)] if shown.week else []
    as_of = parts.context(*week, sentences.read_at(times.say_clock(shown.now, shown.zone)))
    return [parts.header(title), parts.actions(buttons), as_of]


def _raised(raised: Sequence[Concern], shown: Shown) -> list[Block]:
    if not raised:
        return [parts.context(words.ALL_WELL)]
    first = [each for kind in ConcernKind for each in _of_kind(raised, kind)[:_MOST_RAISED]]
    blocks = [parts.header(sentences.attention(len(raised))), *_raised_blocks(first, shown)]
    if len(raised) > len(first):
        blocks.append(parts.context(sentences.more_attention(len(raised) - len(first))))
    return [*blocks, {"type": "divider"}]


def _of_kind(raised: Sequence[Concern], kind: ConcernKind) -> list[Concern]:
    return [each for each in raised if each.kind is kind]


def _raised_blocks(raised: Sequence[Concern], shown: Shown) -> Iterator[Block]:
    for each in raised:
        room, other = each.room, each.other
        why = sentences.concern(each, times.say_clock(other.start, shown.zone) if other else "")
        when = times.say_short(room.start, shown.zone, now=shown.now)
        provider = room.request.provider.id
        who = "" if provider == shown.reader else parts.person(provider)
        line = _small(when, who, *about.facts(room))
        yield _row(f"{why}\n{line}", room, shown)


def _raised_pages(raised: Sequence[Concern], shown: Shown) -> list[list[Block]]:
    every = [*_raised_blocks(raised, shown)]
    return [every[begin : begin + _MOST] for begin in range(0, len(every), _MOST)]


def _chosen(shown: Shown, look: Look) -> list[tuple[int, Room]]:
    """The sessions that are looked at, with their days ahead, by day, provider and start."""
    today = times.today_in(shown.zone, shown.now)
    found = [
        (ahead, room)
        for ahead in look.days
        for room in overview.of_day(shown.rooms, today + timedelta(days=ahead), shown.zone)
        if look.has(room, shown.now)
    ]
    return sorted(found, key=lambda each: (each[0], each[1].request.provider.name, each[1].start))


def _pages(found: Sequence[tuple[int, Room]], shown: Shown) -> list[list[Block]]:
    """The sessions under their headings; a page that begins within a day or a provider's names them again."""
    counts = Counter(
        (ahead, room.request.provider.id) for ahead, room in found if room.state in overview.EXPECTED
    )
    pages: list[list[Block]] = []
    before: tuple[int, str] | None = None
    for ahead, room in found:
        place = (ahead, room.request.provider.id)
        if not pages or len(pages[-1]) + _WITH_HEADINGS > _MOST:
            pages.append([])
            before = None
        if before is None or before[0] != ahead:
            pages[-1].append(_day(ahead, shown))
        if before != place:
            who = sentences.of_provider(f"*{parts.person(place[1])}*", counts[place])
            pages[-1].append(parts.context(who))
        pages[-1].append(_session(room, shown))
        before = place
    return pages


def _day(ahead: int, shown: Shown) -> Block:
    today = times.today_in(shown.zone, shown.now)
    said = times.say_day(today + timedelta(days=ahead), today=today)
    return parts.header(sentences.day_heading(said, ahead))


def _session(room: Room, shown: Shown) -> Block:
    local = times.say_clock(room.start, shown.zone)
    theirs = times.say_clock(room.start, room.zone)
    is_elsewhere = parts.is_elsewhere(room.start, shown.zone, room.zone)
    when = f"*{local}* ({theirs})" if is_elsewhere else f"*{local}*"
    return _row(f"{when}   {sessions.state(room, shown.now)}\n{_small(*about.facts(room))}", room, shown)


def _small(*facts: str) -> str:
    return " · ".join(filter(None, facts))


def _row(text: str, room: Room, shown: Shown) -> Block:
    says = sentences.menu_of(times.say_short(room.start, shown.zone, now=shown.now))
    return {**parts.section(text), "accessory": parts.button(words.MENU, "room-menu", room.id, says=says)}


def _pager(at: int, count: int) -> list[Block]:
    if count == 1:
        return []
    buttons = []
    if at:
        buttons.append(parts.button(words.EARLIER, "home-page:1", f"page={at - 1}"))
    if at + 1 < count:
        buttons.append(parts.button(words.LATER, "home-page:2", f"page={at + 1}"))
    return [{"type": "divider"}, parts.context(sentences.page(at + 1, count)), parts.actions(buttons)]
