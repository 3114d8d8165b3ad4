"""Slack's surface. The routing table is here: every gesture that reaches the bot, and who answers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from handlers.blocks import forms, outcome
from handlers.blocks.preferences import PREFERENCES
from handlers.command import Verb
from handlers.features import Features
from handlers.gesture import Listener
from handlers.picking import Picking
from handlers.room import RoomCommand

COMMAND = "/room"


@dataclass(frozen=True, kw_only=True)
class Route:
    """A gesture and its listener. An action's name may have `:` and a place behind it."""

    kind: Literal["command", "action", "view", "event", "shortcut"]
    name: str
    listener: Listener


def routes(at: Features) -> Iterator[Route]:
    """The routing table."""
    of_one_room = {
        Verb.STATUS: at.look_up.asked,
        Verb.RESCHEDULE: at.reschedule.asked,
        Verb.CANCEL: at.cancel.asked,
        Verb.LATE: at.late.asked,
        Verb.GIVE: at.hand_over.asked,
        Verb.WHY: at.why.asked,
    }
    others = {
        Verb.BOOK: at.book.asked,
        Verb.LIST: at.look_up.listed,
        Verb.REPORT: at.reporting.asked,
        Verb.SETTINGS: at.preferences.asked,
    }
    command = RoomCommand(form=at.form, desk=at.desk, features={**of_one_room, **others})
    yield Route(kind="command", name=COMMAND, listener=command.said)
    yield Route(kind="event", name="app_mention", listener=partial(at.mention.said, command))
    yield Route(kind="shortcut", name="book-message", listener=at.mention.used)
    yield Route(kind="view", name=forms.BOOK, listener=at.form.submitted)
    yield Route(kind="view", name=outcome.CORRECT, listener=at.follow_up.corrected)
    yield Route(kind="view", name=forms.RESCHEDULE, listener=at.reschedule.submitted)
    yield Route(kind="view", name=PREFERENCES, listener=at.preferences.submitted)
    yield Route(kind="event", name="app_home_opened", listener=at.home.opened)
    actions = {
        "run": command.meant,
        "this-room": Picking(of_one_room).picked,
        **_booking(at),
        **_of_a_room(at),
        **_afterwards(at),
        **_home(at),
    }
    for name, listener in actions.items():
        yield Route(kind="action", name=name, listener=listener)


def _booking(at: Features) -> dict[str, Listener]:
    """What leads to rooms: the form, the preview, a second try, and what the patient is told."""
    return {
        "open-form": at.form.reopened,
        "when": at.form.typed,
        "pick-date": at.form.picked,
        "pick-clock": at.form.picked,
        "provider": at.form.provider_picked,
        "choose": at.book.chosen,
        "choose-day": at.book.day_picked,
        "for-another": at.book.for_another,
        "how-many": at.series.how_many,
        "leave-out": at.series.left_out,
        "create": at.book.confirmed,
        "edit": at.form.edited,
        "dismiss": at.book.dismissed,
        "keep": at.book.dismissed,
        "retry-missing": at.series.retried,
        "create-again": at.undecided.again,
        "leave": at.undecided.left,
        "try-again": at.tried_again.pressed,
        "draft-text": at.handout.of_draft,
        "patient-text": at.handout.of_room,
    }


def _of_a_room(at: Features) -> dict[str, Listener]:
    """What is done with one room: looking, moving, cancelling, handing over, going in."""
    return {
        "room-menu": at.look_up.opened,
        "show-room": at.look_up.opened,
        "why": at.why.opened,
        "reschedule": at.reschedule.opened,
        "choose-move": at.reschedule.chosen,
        "choose-move-day": at.reschedule.day_picked,
        "move": at.reschedule.confirmed,
        "move-along": at.reschedule.confirmed_along,
        "ask-cancel": at.cancel.opened,
        "cancel": at.cancel.confirmed,
        "cancel-along": at.cancel.confirmed_along,
        "late": at.late.opened,
        "late-by": at.late.confirmed,
        "give": at.hand_over.opened,
        "give-to": at.hand_over.picked,
        "give-now": at.hand_over.confirmed,
        "join": at.links.join,
        "provider-link": at.links.provider_link,
        "patient-link": at.links.patient_link,
        "follow": at.links.followed,
    }


def _afterwards(at: Features) -> dict[str, Listener]:
    """What follows from a session, and from many."""
    return {
        "book-next": at.follow_up.next_one,
        "book-next-at": at.follow_up.next_one,
        "correct": at.follow_up.asked,
        "chart": at.follow_up.chart,
        "report-by": at.reporting.turned,
        "report-post": at.reporting.posted,
        "report-sessions": at.reporting.listed,
    }


def _home(at: Features) -> dict[str, Listener]:
    """The Home tab."""
    return {
        "home-new": at.home.new_room,
        "home-settings": at.preferences.opened,
        "home-refresh": at.home.picked,
        "home-day": at.home.picked,
        "home-state": at.home.picked,
        "home-provider": at.home.picked,
        "home-page": at.home.picked,
    }
