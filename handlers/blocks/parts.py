"""The bricks: Block Kit elements with Slack's limits kept by construction, and text made inert."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import times
from handlers.sentences import messages
from handlers.slack import Block, Said

_SECTION = 3000
_CONTEXT = 2000
_BUTTON = 75
_ELLIPSIS = "…"


def inert(text: str) -> str:
    """Text of a person's, so that Slack shows it and does nothing with it: no mention, link or command."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clipped(text: str, most: int) -> str:
    """The text, shortened to Slack's limit."""
    return text if len(text) <= most else text[: most - 1] + _ELLIPSIS


def person(user: str) -> str:
    """A mention, shown as the person's name."""
    return f"<@{user}>"


def channel(channel_id: str) -> str:
    """A channel, shown by its name; our DMs have none that Slack would show."""
    return f"<#{channel_id}>" if channel_id.startswith(("C", "G")) else "our direct messages"


def local_line(at: datetime, zone: str, reader: str | None) -> str:
    """A line with the same time by a reader's clock (IANA), if it shows another than `zone` does."""
    if not is_elsewhere(at, zone, reader):
        return ""
    return f"\n{messages.your_time(for_reader(at, reader or zone))}"


def is_elsewhere(at: datetime, zone: str, reader: str | None) -> bool:
    """Whether a reader's clock shows another time at that instant than the clock of `zone` does."""
    if reader is None:
        return False
    return at.astimezone(ZoneInfo(reader)).utcoffset() != at.astimezone(ZoneInfo(zone)).utcoffset()


def for_reader(at: datetime, zone: str) -> str:
    """An instant in each reader's own zone, by Slack; the fallback names the zone it was meant in."""
    fallback = times.say(at, zone).replace("|", " ").replace(">", " ")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def section(text: str) -> Block:
    """A paragraph of mrkdwn (3,000 characters)."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": clipped(text, _SECTION)}}


def context(*lines: str) -> Block:
    """Small print."""
    elements = [{"type": "mrkdwn", "text": clipped(line, _CONTEXT)} for line in lines if line]
    return {"type": "context", "elements": elements}


def actions(elements: Sequence[Block], *, name: str = "") -> Block:
    """A row of buttons, menus and pickers (25 at most); its `name` is to be new in an edited message."""
    made: Block = {"type": "actions", "elements": list(elements)}
    return {**made, "block_id": name} if name else made


def menu(prompt: str, action: str, options: Sequence[tuple[str, str]]) -> Block:
    """A menu of (label, value), 100 at most; a pick is sent at once."""
    shown = [{"text": {"type": "plain_text", "text": label}, "value": value} for label, value in options]
    return {"type": "static_select", "action_id": action, "placeholder": _prompt(prompt), "options": shown}


def day_picker(prompt: str, action: str) -> Block:
    """A calendar. Slack gives it no value: what its day is for stands first in its row's name."""
    return {"type": "datepicker", "action_id": action, "placeholder": _prompt(prompt)}


def _prompt(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def button(
    label: str,
    action: str,
    value: str,
    *,
    style: str | None = None,
    says: str | None = None,
    confirm: Block | None = None,
) -> Block:
    """A button; `says` is its label for screen readers where the short one does not say it all."""
    made: Block = {
        "type": "button",
        "text": {"type": "plain_text", "text": clipped(label, _BUTTON), "emoji": True},
        "action_id": action,
        "value": value,
    }
    if style:
        made["style"] = style
    if says:
        made["accessibility_label"] = clipped(says, _BUTTON)
    if confirm:
        made["confirm"] = confirm
    return made


def confirmation(title: str, text: str, *, yes: str, no: str) -> Block:
    """A dialog that Slack shows before the click is sent."""
    return {
        "title": {"type": "plain_text", "text": title},
        "text": {"type": "mrkdwn", "text": text},
        "confirm": {"type": "plain_text", "text": yes},
        "deny": {"type": "plain_text", "text": no},
        "style": "danger",
    }


def bare(text: str) -> str:
    """The text without its mark-up, for notifications and screen readers."""
    return text.replace("*", "").replace("`", "").replace("~", "")


def sentence(text: str) -> Said:
    """A message that is one piece of text."""
    return Said(text=bare(text), blocks=[section(text)])
