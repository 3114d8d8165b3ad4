"""The dates of a series before the click: each with what is to be known about it; any may be left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import times
from bot.booking import Finding, Preview
from bot.models import Draft, Outreach
from handlers.blocks import findings, parts
from handlers.sentences import series as words
from handlers.sentences import sessions
from handlers.sentences.labels import labels
from handlers.sentences.series import series
from handlers.slack import Block, Said

_PARAGRAPH = 2900
_COUNTS = (4, 6, 8, 12)
_MOST_OPTIONS = 100


def paragraphs(lines: Sequence[str]) -> list[Block]:
    """The lines, in as many sections as Slack's limit takes."""
    sections: list[list[str]] = [[]]
    for line in lines:
        if sum(len(each) + 1 for each in sections[-1]) + len(line) > _PARAGRAPH:
            sections.append([])
        sections[-1].append(line)
    return [parts.section("\n".join(each)) for each in sections if each]


def how_many(shown: Preview, beside: Sequence[Block], row: Sequence[Block]) -> Said:
    """The question of a series without an end: a button for each likely answer."""
    draft, offered = shown.draft, shown.draft.offered
    first = times.say(offered[0], draft.zone, now=shown.now)
    recurrence = shown.question.recurrence if shown.question else None
    is_too_many = bool(recurrence and (recurrence.total or recurrence.until))
    counts = [count for count in _COUNTS if count < len(offered)]
    counts += [len(offered)] if is_too_many else []
    asked = words.how_many(first, is_too_many=is_too_many, most=len(offered))
    answers = [
        parts.button(
            words.sessions(count),
            f"how-many:{place}",
            f"{draft.id}|{count}",
            says=words.until(count, times.say_short(offered[count - 1], draft.zone, now=shown.now)),
        )
        for place, count in enumerate(counts)
    ]
    return Said(
        text=asked, blocks=[parts.section(f"*{asked}*"), *beside, parts.actions(answers), parts.actions(row)]
    )


def listed(shown: Preview, reader: str | None) -> list[Block]:
    """Every date, with a mark and a word where there is something to be known."""
    draft = shown.draft
    known = {each.start: each for each in shown.findings}
    is_all_outside = all(start in known and known[start].is_outside_hours for start in draft.offered)
    changes = times.clock_changes(draft.starts, draft.zone)
    lines = []
    for start in draft.offered:
        said = both_clocks(start, draft.zone, reader, shown.now)
        marks = [series.CLOCKS_CHANGE] if start in changes else []
        if start in known:
            marks += findings.in_list(known[start], draft.zone, is_outside_said=is_all_outside)
        is_in = start in draft.starts
        shown_as = [said if is_in else f"~{said}~", *(marks if is_in else [series.LEFT_OUT])]
        lines.append("• " + " · ".join(shown_as))
    remark = [parts.context(series.ALL_OUTSIDE)] if is_all_outside else []
    return [*paragraphs(lines), *remark]


def first_and_last(starts: Sequence[datetime], zone: str, now: datetime) -> tuple[str, str]:
    """The first start in full, and the day of the last one."""
    day, today = (times.today_in(zone, at) for at in (starts[-1], now))
    return times.say(starts[0], zone, now=now), times.say_day(day, today=today)


def both_clocks(start: datetime, zone: str, reader: str | None, now: datetime) -> str:
    """A time in short by the provider's clock first, and by the reader's where that is another one."""
    said = times.say_short(start, zone, now=now)
    if not reader or not parts.is_elsewhere(start, zone, reader):
        return said
    is_same_day = times.today_in(zone, start) == times.today_in(reader, start)
    yours = times.say_clock(start, reader) if is_same_day else times.say_short(start, reader, now=now)
    return words.with_yours(said, yours)


def leave_out(shown: Preview) -> Block:
    """A menu of all dates: those that are worth a look first."""
    draft = shown.draft
    known = {each.start: each for each in shown.findings}
    first = [at for at in draft.offered if at in known and findings.is_worth_a_look(known[at])]
    rest = [at for at in draft.offered if at not in first]
    groups = [(series.LOOK_AT, first), (series.THE_OTHERS, rest)]
    made = {at: _option(at, draft, known.get(at), shown.now) for at in draft.offered}
    menu: Block = {
        "type": "multi_static_select",
        "action_id": "leave-out",
        "placeholder": {"type": "plain_text", "text": series.LEAVE_OUT},
    }
    if first and rest:
        menu["option_groups"] = [
            {"label": {"type": "plain_text", "text": label}, "options": [made[at] for at in starts]}
            for label, starts in groups
        ]
    else:
        menu["options"] = [made[at] for at in draft.offered][:_MOST_OPTIONS]
    if left := [made[at] for at in draft.offered if at not in draft.starts]:
        menu["initial_options"] = left
    # Slack gives a menu in which nothing is chosen no value: whose it is stands in its block's name.
    name = f"{draft.id}|{len(draft.starts)}"
    return {**parts.section(series.LEAVE_OUT_HINT), "block_id": name, "accessory": menu}


def _option(at: datetime, draft: Draft, finding: Finding | None, now: datetime) -> Block:
    said = times.say_short(at, draft.zone, now=now)
    marks = findings.in_list(finding, draft.zone, is_outside_said=True) if finding else []
    return parts.option(" · ".join([said, *marks]), at.isoformat())


def open_menu(shown: Preview) -> list[Block]:
    """A menu of the rooms that stand in the way and that the reader may open."""
    standing = {
        each.room.id: each.room for finding in shown.findings for each in finding.conflicts if each.is_open
    }
    options = [(times.say_short(room.start, room.zone, now=shown.now), room.id) for room in standing.values()]
    if not options:
        return []
    return [parts.menu(series.OPEN_ONE, "show-room", options)]


def outreach(told: Sequence[Sequence[Outreach]], starts: Sequence[datetime], zone: str) -> Block | None:
    """What BetterPT tells the patient, summed up for all sessions; None if it is nothing."""
    kinds = {item.event: item for sent in told for item in sent}
    if not kinds:
        return None
    lines = [words.outreach(len(told))]
    for event, item in kinds.items():
        moments = [
            (start, each.at)
            for start, sent in zip(starts, told, strict=True)
            for each in sent
            if each.event == event
        ]
        lines.append("• " + sessions.sent_each(item, _moment(moments, zone), len(moments), len(told)))
    return parts.context("\n".join(lines))


def _moment(moments: Sequence[tuple[datetime, datetime | None]], zone: str) -> str:
    """When it is sent: at once, always at one time of day, or so long before each start."""
    ats = [at for _, at in moments if at]
    if not ats:
        return sessions.at_once()
    clocks = {at.astimezone(ZoneInfo(zone)).time() for at in ats}
    start, at = moments[0]
    if len(clocks) > 1 and at:
        return words.before(int((start - at) / timedelta(minutes=1)))
    said = times.say_clock(ats[0], zone)
    offsets = {at.astimezone(ZoneInfo(zone)).utcoffset() for at in ats}
    return words.at_clock(said if len(offsets) == 1 else said.rpartition(" ")[0])  # EST is not said of EDT


def create(shown: Preview) -> Block:
    """The button that books them all."""
    count = len(shown.draft.starts)
    label = words.create(count, is_anyway=shown.has_conflicts)
    value = f"{shown.draft.id}|{shown.seen}"
    return parts.button(label, "create", value, style="primary", says=label)


def preview(shown: Preview, reader: str | None, about: Sequence[Block], row: Sequence[Block]) -> Said:
    """A series before the click; `about` is what it is for, `row` the other buttons."""
    draft = shown.draft
    starts = draft.starts
    outside = [parts.context(labels.LEFT_OUT)] if shown.has_rest else []
    if not starts:
        text = series.NOTHING_LEFT
        blocks = [parts.section(f"*{text}*"), *listed(shown, reader), leave_out(shown), parts.actions(row)]
        return Said(text=text, blocks=blocks)
    first, last = first_and_last(starts, draft.zone, shown.now)
    heading = words.heading(len(starts), first, last)
    left = len(draft.offered) - len(starts)
    blocks = [
        parts.section(heading),
        *listed(shown, reader),
        *([parts.context(words.left_out(left))] if left else []),
        *outside,
        leave_out(shown),
        *about,
        parts.actions([create(shown), *row, *open_menu(shown)]),
    ]
    return Said(text=words.asked(len(starts), first), blocks=blocks)
