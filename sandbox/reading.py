"""Slack's messages as one person reads them: rendered text, visible buttons.

Not here: waiting and acting (`driver.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sandbox.slack.forms import elements_of
from sandbox.slack.people import Member
from sandbox.slack.text import as_read, texts_in
from sandbox.slack.wire import Json
from sandbox.slack.workspace import Message, Workspace


@dataclass(frozen=True, kw_only=True)
class SeenMessage:
    """A message as one person reads it."""

    text: str
    """All its text as rendered for this person: names, dates in their zone, link labels."""
    source: str = field(repr=False)
    """The same as the app wrote it, in mrkdwn: links, bold marks and all."""
    buttons: tuple[str, ...]
    ts: str
    channel: str
    ephemeral: bool
    thread_ts: str | None
    raw: Json = field(repr=False)
    """The message object, metadata included."""
    message: Message = field(repr=False)

    def contains(self, words: str) -> bool:
        """Whether those words stand in it, rendered or as written."""
        return words in self.text or words in self.source


def seen(message: Message, reader: Member, workspace: Workspace) -> SeenMessage:
    """A message before a reader's eyes; where there are blocks, `text` is for notifications only."""
    source = "\n".join(texts_in(message.blocks)) if message.blocks else message.text
    return SeenMessage(
        text=as_read(source, workspace, reader.time_zone),
        source=source,
        buttons=tuple(
            element["text"]["text"] for _, element in elements_of(message.blocks) if _is_button(element)
        ),
        ts=message.ts,
        channel=message.channel,
        ephemeral=message.only_for is not None,
        thread_ts=message.thread_ts,
        raw=message.as_json(with_metadata=True),
        message=message,
    )


def newest(messages: Iterable[SeenMessage], fits: Callable[[SeenMessage], bool]) -> SeenMessage | None:
    """The latest message that fits."""
    return next((each for each in reversed([*messages]) if fits(each)), None)


def button(blocks: list[Json], label: str) -> tuple[Json, Json] | None:
    """A button by its words, with its block."""
    fitting = (
        (block, element)
        for block, element in elements_of(blocks)
        if _is_button(element) and element["text"]["text"] == label
    )
    return next(fitting, None)


def label_of(block: Json) -> str:
    """The words above an input; empty for other blocks."""
    return str(block["label"]["text"]) if block["type"] == "input" else ""


def _is_button(element: Json) -> bool:
    return bool(element["type"] == "button")
