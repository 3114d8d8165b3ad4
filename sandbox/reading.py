"""Slack's messages and Home tabs as one person reads them: rendered text, visible buttons, menus, files.

Not here: waiting (`sight.py`) and acting (`driver.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sandbox.choosing import MORE, choices, menus_of, names_of
from sandbox.slack.forms import elements_of
from sandbox.slack.people import Member
from sandbox.slack.text import as_read, texts_in
from sandbox.slack.views import View
from sandbox.slack.wire import Json
from sandbox.slack.workspace import Message, Workspace


@dataclass(frozen=True, kw_only=True)
class SeenFile:
    """A file under a message."""

    name: str
    title: str
    content: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """Its content as text."""
        return self.content.decode()


@dataclass(frozen=True, kw_only=True)
class SeenMessage:
    """A message as one person reads it."""

    text: str
    """All its text as rendered for this person: names, dates in their zone, link labels."""
    source: str = field(repr=False)
    """The same as the app wrote it, in mrkdwn: links, bold marks and all."""
    buttons: tuple[str, ...]
    menus: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Menus and pickers by their name, with the options to choose from."""
    files: tuple[SeenFile, ...] = ()
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


@dataclass(frozen=True, kw_only=True)
class SeenHome:
    """The app's Home tab as one person reads it; empty before the app published anything."""

    text: str = ""
    source: str = field(default="", repr=False)
    buttons: tuple[str, ...] = ()
    menus: dict[str, tuple[str, ...]] = field(default_factory=dict)
    view: View | None = field(default=None, repr=False)

    @property
    def blocks(self) -> list[Json]:
        """What the app published."""
        return self.view.blocks if self.view else []

    def contains(self, words: str) -> bool:
        """Whether those words stand in it, rendered or as written."""
        return words in self.text or words in self.source


def seen(message: Message, reader: Member, workspace: Workspace) -> SeenMessage:
    """A message before a reader's eyes; where there are blocks, `text` is for notifications only."""
    source = "\n".join(texts_in(message.blocks)) if message.blocks else message.text
    return SeenMessage(
        text=as_read(source, workspace, reader.time_zone),
        source=source,
        buttons=buttons_of(message.blocks),
        menus=_menus(message.blocks),
        files=tuple(
            SeenFile(name=each.name, title=each.title, content=each.content or b"") for each in message.files
        ),
        ts=message.ts,
        channel=message.channel,
        ephemeral=message.only_for is not None,
        thread_ts=message.thread_ts,
        raw=message.as_json(with_metadata=True),
        message=message,
    )


def seen_home(view: View | None, reader: Member, workspace: Workspace) -> SeenHome:
    """A Home tab before a reader's eyes."""
    if view is None:
        return SeenHome()
    source = "\n".join(texts_in(view.blocks))
    return SeenHome(
        text=as_read(source, workspace, reader.time_zone),
        source=source,
        buttons=buttons_of(view.blocks),
        menus=_menus(view.blocks),
        view=view,
    )


def buttons_of(blocks: list[Json]) -> tuple[str, ...]:
    """What stands on the buttons."""
    return tuple(element["text"]["text"] for _, element in elements_of(blocks) if _is_button(element))


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


def _menus(blocks: list[Json]) -> dict[str, tuple[str, ...]]:
    return {(names_of(*each) or [MORE])[0]: choices(each[1]) for each in menus_of(blocks)}


def _is_button(element: Json) -> bool:
    return bool(element["type"] == "button")
