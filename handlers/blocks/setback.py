"""What went wrong on our side: a task that was put aside, and rooms that a restored ledger does not know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import times
from bot.models import LostCards, Setback
from handlers.blocks import parts
from handlers.sentences import setbacks as sentences
from handlers.slack import Said

MOST_CARDS = 30


def setback(told: Setback, now: datetime) -> Said:
    """For a coordinator, or the channel: nothing of a patient, and no link."""
    text = sentences.put_aside(told.task)
    room = told.room
    about = []
    if room:
        said = times.say(room.start, room.zone, now=now)
        about = [sentences.about_session(said, parts.inert(room.request.provider.name))]
    if told.is_plain:
        lines = [text, *about, sentences.why_put_aside(told.task.why), sentences.words.NO_BUTTON]
        return Said(text="\n".join(lines), blocks=[])
    button = parts.button(sentences.words.TRY_AGAIN, "try-again", told.task.key, style="primary")
    return Said(
        text=text,
        blocks=[
            parts.section("\n".join([f"*{text}*", *about])),
            parts.section(sentences.why_put_aside(told.task.why)),
            parts.actions([button]),
        ],
    )


def lost(told: LostCards, links: Sequence[str | None]) -> Said:
    """That the ledger was restored, or which rooms it does not know: `links` lead to cards, not to rooms."""
    restored = told.restored
    since = sentences.lost_between(
        parts.for_reader(restored.backed_up, "UTC"), parts.for_reader(restored.restored, "UTC")
    )
    if not told.cards:
        text, now = sentences.words.RESTORED, sentences.words.RESTORED_WHAT_NOW
        return Said(text=text, blocks=[parts.section(f"⚠️ {since}"), parts.context(now)])
    text = sentences.lost_rooms(len(told.cards))
    lines = [f"• <{link}|{sentences.words.CARD}>" for link in links if link]
    more = [sentences.more_cards(len(told.cards) - MOST_CARDS)] if len(told.cards) > MOST_CARDS else []
    return Said(
        text=text,
        blocks=[
            parts.section(f"*{text}*\n{since}"),
            parts.section("\n".join([*lines, *more])),
            parts.context(sentences.words.LOST_WHAT_NOW),
        ],
    )


def tried_again() -> Said:
    """In its place, once somebody pressed the button."""
    return parts.sentence(sentences.words.TRYING)
