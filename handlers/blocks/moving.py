"""Before a room is moved or cancelled: what a click means, for it alone or with those that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import times
from bot.booking import Cancellation, Following, Move
from bot.models import Room
from handlers.blocks import findings, naming, parts, planned
from handlers.blocks.question import Ask, Pick
from handlers.sentences import changes as words
from handlers.sentences import messages
from handlers.sentences.changes import changes
from handlers.sentences.conflicts import conflicts
from handlers.sentences.labels import labels
from handlers.slack import Block, Said

_MOST_LISTED = 20
_MOST_WORDS = 500


def preview(shown: Move, reader: str | None, *, unread: str = "") -> Said:
    """The preview of a move for a person in the zone `reader`, or the question that stands in its way."""
    room = shown.room
    pick = Pick("choose-move", room.id, shown.now, reader)
    keep = parts.button(labels.KEEP, "keep", room.id)
    if shown.start is None:
        asked = shown.question or times.Question(reason=times.Reason.NEED_TIME, zone=room.zone)
        ask = Ask(asked, pick, unread=shown.unread)
        under = ask.blocks(messages.not_moved_yet(ask.pick))
        return Said(text=parts.bare(ask.text), blocks=[*under, parts.actions([keep])])
    was = times.say(room.start, room.zone, now=shown.now)
    said = times.say(shown.start, room.zone, now=shown.now)
    blocks = [
        parts.section(f"*{labels.MOVE_THIS}*\n~{was}~\n{planned.when(shown.start, room.zone, pick)}"),
        *_unread(unread),
        *planned.other_end(shown.other_end, shown.start, room.zone),
        parts.context(messages.with_provider(parts.person(room.request.provider.id))),
        *findings.found([each for each in shown.findings if each.start == shown.start], room.zone),
        *planned.retold(shown.outreach, room.request, shown.start, room.zone, words.moved_text(said)),
        *planned.others(shown.others, room.zone, pick),
        *_moved_along(shown),
        parts.actions([*_move_buttons(shown, pick), keep]),
    ]
    return Said(text=messages.move_asked(said), blocks=blocks)


def cancel(shown: Cancellation, *, unread: str = "") -> Said:
    """The question before a room is cancelled by command or from its menu."""
    room = shown.room
    said = times.say(room.start, room.zone, now=shown.now)
    who = messages.with_provider(parts.person(room.request.provider.id))
    blocks = [
        parts.section(f"*{labels.CANCEL_THIS}*\n*{said}*\n{who}"),
        *_unread(unread),
        *planned.retold(shown.outreach, room.request, room.start, room.zone, words.cancelled_text(said)),
        *(_listed(shown.following, shown.now, words.cancelled_along) if shown.following else []),
        parts.actions([*_cancel_buttons(shown, said), parts.button(labels.KEEP, "keep", room.id)]),
    ]
    return Said(text=messages.cancel_asked(said), blocks=blocks)


def _move_buttons(shown: Move, pick: Pick) -> list[Block]:
    if shown.start is None:
        return []
    said = times.say(shown.start, shown.room.zone, now=shown.now)
    target = pick.value(shown.start)
    value, value_along = (
        "|".join(filter(None, [target, mark, shown.words[:_MOST_WORDS]]))
        for mark in (shown.seen, shown.seen_along)
    )
    label = conflicts.MOVE_ANYWAY if shown.has_conflicts else labels.MOVE
    if shown.following is None:
        return [parts.button(label, "move", value, style="primary", says=f"{label}: {said}")]
    one, along = changes.MOVE_ONE, words.along(len(shown.following.steps))
    return [
        parts.button(one, "move", value, style="primary", says=f"{one}: {said}"),
        parts.button(along, "move-along", value_along, says=f"{along}: {said}"),
    ]


def _cancel_buttons(shown: Cancellation, said: str) -> list[Block]:
    room, label = shown.room, labels.CANCEL_ROOM
    if shown.following is None:
        return [parts.button(label, "cancel", room.id, style="danger", says=f"{label}: {said}")]
    one, along = changes.CANCEL_ONE, words.along(len(shown.following.steps))
    return [
        parts.button(one, "cancel", room.id, style="danger", says=f"{one}: {said}"),
        parts.button(
            along, "cancel-along", f"{room.id}|{shown.seen_along}", style="danger", says=f"{label}: {along}"
        ),
    ]


def _moved_along(shown: Move) -> list[Block]:
    """Where each of the following would go, what stands against it, and which cannot go along."""
    if shown.following is None:
        return []
    known = {each.start: each for each in shown.findings}
    lines = []
    for step in shown.following.steps[1:]:
        remarks = findings.in_list(known[step.start], step.room.zone) if step.start in known else []
        lines.append(" · ".join([_from_to(step.room, step.start, shown.now), *remarks]))
    heading = words.moved_along(len(shown.following.steps))
    return [_list(heading, lines), *_left(shown.following, shown.now, words.not_moved)]


def _listed(following: Following, now: datetime, heading: words.Count) -> list[Block]:
    lines = [times.say_short(each.start, each.room.zone, now=now) for each in following.steps[1:]]
    shown = _list(heading(len(following.steps)), lines)
    return [shown, *_left(following, now, words.not_cancelled)]


def _left(following: Following, now: datetime, heading: words.CountOf) -> list[Block]:
    if not following.left:
        return []
    lines = [
        f"{times.say_short(room.start, room.zone, now=now)}: {words.why_left(why)}"
        for room, why in following.left
    ]
    return [_list(heading(len(lines), len(lines) + len(following.steps)), lines)]


def _list(heading: str, lines: Sequence[str]) -> Block:
    shown = [f"• {line}" for line in lines[:_MOST_LISTED]]
    more = [words.and_more(len(lines) - _MOST_LISTED)] if len(lines) > _MOST_LISTED else []
    return parts.section("\n".join([f"*{heading}*", *shown, *more]))


def _from_to(room: Room, start: datetime, now: datetime) -> str:
    was, will = (times.say_short(at, room.zone, now=now) for at in (room.start, start))
    return f"~{was}~ {will}"


def _unread(rest: str) -> list[Block]:
    return [parts.context(*naming.unread(rest))] if rest else []
