"""The bricks: Block Kit elements with Slack's limits kept by construction, and text made inert."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import times
from handlers.sentences import messages
from handlers.sentences.labels import labels
from handlers.slack import Block, Said

_SECTION = 3000
_CONTEXT = 2000
_BUTTON = 75
_HEADER = 150
_MOST_LINES = 10
_MOST_IN_A_ROW = 25
_MOST_OPTIONS = 100
_MOST_IN_A_FORM = 100
_PROMPT = 150
_TITLE = 24
_DIALOG_TITLE, _DIALOG_TEXT, _DIALOG_BUTTON = 100, 300, 30
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
    return f"<#{channel_id}>" if channel_id.startswith(("C", "G")) else labels.OUR_DMS


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
    return f"<!date^{int(at.timestamp())}^{labels.SLACK_DATE}|{fallback}>"


def section(text: str) -> Block:
    """A paragraph of mrkdwn (3,000 characters)."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": clipped(text, _SECTION)}}


def context(*lines: str) -> Block:
    """Small print (10 pieces of 2,000 characters): what is more stands in the last of them."""
    said = [line for line in lines if line]
    shown = (
        [*said[: _MOST_LINES - 1], "\n".join(said[_MOST_LINES - 1 :])] if len(said) > _MOST_LINES else said
    )
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": clipped(line, _CONTEXT)} for line in shown],
    }


def actions(elements: Sequence[Block], *, name: str = "") -> Block:
    """A row of buttons, menus and pickers (25 at most); its `name` is to be new in an edited message."""
    made: Block = {"type": "actions", "elements": list(elements)[:_MOST_IN_A_ROW]}
    return {**made, "block_id": name} if name else made


def menu(prompt: str, action: str, options: Sequence[tuple[str, str]], *, chosen: str | None = None) -> Block:
    """A menu of (label, value), 100 at most; a pick is sent at once. `chosen` (a value) stands in it."""
    shown = [option(label, value) for label, value in options[:_MOST_OPTIONS]]
    made = {"type": "static_select", "action_id": action, "placeholder": _prompt(prompt), "options": shown}
    standing = [each for each in shown if each["value"] == chosen]
    return {**made, "initial_option": standing[0]} if standing else made


def option(label: str, value: str) -> Block:
    """One thing to choose (75 characters)."""
    return {"text": {"type": "plain_text", "text": clipped(label, _BUTTON)}, "value": value}


def header(text: str) -> Block:
    """A heading (150 characters)."""
    return {"type": "header", "text": {"type": "plain_text", "text": clipped(text, _HEADER)}}


def day_picker(prompt: str, action: str) -> Block:
    """A calendar. Slack gives it no value: what its day is for stands first in its row's name."""
    return {"type": "datepicker", "action_id": action, "placeholder": _prompt(prompt)}


def _prompt(text: str) -> Block:
    return {"type": "plain_text", "text": clipped(text, _PROMPT)}


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


def link_button(label: str, url: str, *, says: str, is_near: bool = True) -> Block:
    """A button that opens an address; Slack sends the click all the same, and `follow` only takes it.

    In colour only where it is what is to be pressed next (`is_near`).
    """
    return {**button(label, "follow", "link", style="primary" if is_near else None, says=says), "url": url}


def preformatted(text: str) -> Block:
    """Text in a box, as it is: nothing in it means anything to Slack."""
    box = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [box]}


def confirmation(title: str, text: str, *, yes: str, no: str) -> Block:
    """A dialog that Slack shows before the click is sent."""
    return {
        "title": {"type": "plain_text", "text": clipped(title, _DIALOG_TITLE)},
        "text": {"type": "mrkdwn", "text": clipped(text, _DIALOG_TEXT)},
        "confirm": {"type": "plain_text", "text": clipped(yes, _DIALOG_BUTTON)},
        "deny": {"type": "plain_text", "text": clipped(no, _DIALOG_BUTTON)},
        "style": "danger",
    }


def modal(callback: str, *, title: str, submit: str, origin: str, blocks: Sequence[Block]) -> Block:
    """A form (100 blocks; 24 characters for its title and its buttons)."""
    named = {"title": title, "submit": submit, "close": labels.CLOSE}
    return {
        "type": "modal",
        "callback_id": callback,
        **{name: {"type": "plain_text", "text": clipped(text, _TITLE)} for name, text in named.items()},
        "private_metadata": origin,
        "blocks": list(blocks)[:_MOST_IN_A_FORM],
    }


def bare(text: str) -> str:
    """The text without its mark-up, for notifications and screen readers."""
    return text.replace("*", "").replace("`", "").replace("~", "")


def sentence(text: str) -> Said:
    """A message that is one piece of text."""
    return Said(text=bare(text), blocks=[section(text)])
