"""Every call that the bot makes, how a person brings it about, and how that may end.

Not here: what goes wrong (`mishaps`), and what each end means (`ends`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from bench.reliability.faults import ends
from bench.reliability.faults.ends import Ends
from bench.reliability.faults.scene import Scene
from sandbox.betterpt import TOKEN
from sandbox.slack import Fault
from sandbox.slack.faults import RESPONSE_URL, UPLOAD

Act = Callable[[Scene], Awaitable[None]]
AGAIN = ", again and again"


async def _nothing(_scene: Scene) -> None:
    """Nothing comes before."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One call."""

    name: str
    cloud: Literal["BetterPT", "Slack"]
    called: str
    """As the stand-in names it."""
    provoke: Act
    ends: Ends
    begin: Act = _nothing
    """What is done before anything goes wrong."""
    at_start: bool = False
    """Whether it is called when the bot starts: then it goes wrong from the beginning."""
    times: int | None = 1
    """How many calls in a row go wrong; None is all of them, from then on."""
    is_waited_for: bool = False
    """Whether the bot pauses in real time after a failure and then goes on: the clock must not run away."""
    given_up: Ends = field(default_factory=dict)
    """How it may end where nobody waits for an answer: what nobody was promised."""
    after: Fault | None = None
    """What must go wrong for it to be called at all."""


_betterpt = partial(Operation, cloud="BetterPT")
_slack = partial(Operation, cloud="Slack")
_when_created = partial(_slack, begin=Scene.sees_the_preview, provoke=Scene.creates)
"""What is called once a room was created."""

BETTERPT = (
    _betterpt(
        name="token",
        called=TOKEN,
        at_start=True,
        is_waited_for=True,
        provoke=Scene.asks_and_creates,
        ends=ends.BOOKED,
    ),
    _betterpt(
        name=f"token{AGAIN}",
        called=TOKEN,
        at_start=True,
        times=None,
        provoke=Scene.asks_and_creates,
        ends=ends.BOOKED,
    ),
    _betterpt(
        name="time zones (introspection)",
        called="__type",
        at_start=True,
        provoke=Scene.asks_and_creates,
        ends=ends.BOOKED,
    ),
    *(
        _betterpt(name=f"{name}{often}", called=called, begin=begin, provoke=provoke, ends=how, times=times)
        for name, called, begin, provoke, how in (
            ("create", "createPartnerVideoRoom", Scene.sees_the_preview, Scene.creates, ends.BOOKED),
            ("reschedule", "reschedulePartnerVideoRoom", Scene.is_about_to_move, Scene.moves, ends.MOVED),
            ("cancel", "cancelPartnerVideoRoom", Scene.is_about_to_cancel, Scene.cancels, ends.CANCELLED),
        )
        for often, times in (("", 1), (AGAIN, None))
    ),
    _betterpt(
        name="get, for the follow-up",
        called="partnerVideoRoom",
        times=5,
        begin=Scene.holds_the_session,
        provoke=Scene.waits_for_the_outcome,
        ends=ends.FOLLOWED,
    ),
    _betterpt(
        name="get, for a person",
        called="partnerVideoRoom",
        times=5,
        begin=Scene.books,
        provoke=Scene.asks_for_its_status,
        ends=ends.LOOKED_UP,
    ),
)
SLACK = (
    *(
        _slack(name=method, called=method, at_start=True, provoke=Scene.asks, ends=ends.CONNECTED)
        for method in ("auth.test", "apps.connections.open")
    ),
    _slack(name="users.info", called="users.info", times=3, provoke=Scene.asks, ends=ends.PREVIEWED),
    _slack(name="response_url, preview", called=RESPONSE_URL, provoke=Scene.asks, ends=ends.PREVIEWED),
    _when_created(
        name="response_url, what became of it",
        called=RESPONSE_URL,
        times=2,
        ends=ends.REPLIED,
        given_up=ends.THE_CARD_SAYS_IT,
    ),
    _when_created(name="chat.postMessage, card", called="chat.postMessage", ends=ends.CARD),
    _when_created(
        name="conversations.history",
        called="conversations.history",
        after=Fault(method="chat.postMessage", cut="after"),
        ends=ends.CARD_UNSEEN,
    ),
    _when_created(name="conversations.info", called="conversations.info", ends=ends.LINKS),
    _when_created(
        name="chat.getPermalink",
        called="chat.getPermalink",
        ends=ends.REPLIED,
        given_up=ends.THE_CARD_SAYS_IT,
    ),
    *(
        _when_created(name=name, called=called, ends=ends.TOLD)
        for name, called in (
            ("conversations.open", "conversations.open"),
            ("files.getUploadURLExternal", "files.getUploadURLExternal"),
            ("upload of the bytes", UPLOAD),
            ("files.completeUploadExternal", "files.completeUploadExternal"),
        )
    ),
    _when_created(
        name="conversations.replies",
        called="conversations.replies",
        after=Fault(method="files.completeUploadExternal", cut="after"),
        ends=ends.TOLD,
    ),
    _slack(
        name="chat.postMessage, follow-up",
        called="chat.postMessage",
        begin=Scene.holds_the_session,
        provoke=Scene.waits_for_the_outcome,
        ends=ends.FOLLOW_UP,
    ),
    _slack(
        name="chat.update",
        called="chat.update",
        begin=Scene.is_about_to_cancel,
        provoke=Scene.cancels,
        ends=ends.EDITED,
    ),
    _slack(
        name="chat.postEphemeral",
        called="chat.postEphemeral",
        begin=Scene.books,
        provoke=Scene.mentions_it,
        ends=ends.LOOKED_UP,
    ),
    _slack(name="views.open", called="views.open", provoke=Scene.opens_the_form, ends=ends.OPENED),
    _slack(
        name="views.update",
        called="views.update",
        begin=Scene.sees_the_form,
        provoke=Scene.fills_in_the_time,
        ends=ends.CHANGED,
        given_up=ends.UNCHANGED,
    ),
    _slack(
        name="views.publish",
        called="views.publish",
        provoke=Scene.opens_home,
        ends=ends.PUBLISHED,
        given_up=ends.UNPUBLISHED,
    ),
)
OPERATIONS = (*BETTERPT, *SLACK)
