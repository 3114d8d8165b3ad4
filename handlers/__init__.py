"""Slack's surface. The routing table is here: every gesture that reaches the bot, and who answers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handlers.blocks import forms
from handlers.book import Book
from handlers.cancel import Cancel
from handlers.command import Verb
from handlers.desk import Desk
from handlers.errors import Listener
from handlers.look_up import LookUp
from handlers.reschedule import Reschedule
from handlers.room import RoomCommand
from handlers.undecided import Undecided

COMMAND = "/room"


@dataclass(frozen=True, kw_only=True)
class Features:
    """What answers gestures, one for each file of this package."""

    desk: Desk
    book: Book
    reschedule: Reschedule
    cancel: Cancel
    look_up: LookUp
    undecided: Undecided


@dataclass(frozen=True, kw_only=True)
class Route:
    """A gesture and its listener. An action's name may have `:` and a place behind it."""

    kind: Literal["command", "action", "view"]
    name: str
    listener: Listener


def routes(at: Features) -> Iterator[Route]:
    """The routing table."""
    command = RoomCommand(
        book=at.book,
        desk=at.desk,
        features={
            Verb.BOOK: at.book.asked,
            Verb.LIST: at.look_up.listed,
            Verb.STATUS: at.look_up.asked,
            Verb.RESCHEDULE: at.reschedule.asked,
            Verb.CANCEL: at.cancel.asked,
        },
    )
    yield Route(kind="command", name=COMMAND, listener=command.said)
    yield Route(kind="view", name=forms.BOOK, listener=at.book.submitted)
    yield Route(kind="view", name=forms.RESCHEDULE, listener=at.reschedule.submitted)
    actions: dict[str, Listener] = {
        "create": at.book.confirmed,
        "edit": at.book.edited,
        "dismiss": at.book.dismissed,
        "keep": at.book.dismissed,
        "choose": at.book.chosen,
        "choose-day": at.book.day_picked,
        "provider": at.book.provider_picked,
        "reschedule": at.reschedule.opened,
        "choose-move": at.reschedule.chosen,
        "choose-move-day": at.reschedule.day_picked,
        "move": at.reschedule.confirmed,
        "cancel": at.cancel.confirmed,
        "create-again": at.undecided.again,
        "leave": at.undecided.left,
    }
    for name, listener in actions.items():
        yield Route(kind="action", name=name, listener=listener)
