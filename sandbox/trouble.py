"""Trouble on demand: what a visitor can make go wrong, and what to watch then.

Each trouble is a row. What a cloud answers can go wrong in one way at a time; the rest goes beside it. Not
here: how things go wrong (`slack/wire.py`, `betterpt/faults.py`, `keeper.py`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from sandbox.betterpt import CHANGING, EVERYTHING, BetterPTSandbox
from sandbox.betterpt import Fault as BetterPTFault
from sandbox.changes import Changes
from sandbox.keeper import Keeper
from sandbox.slack import Fault as SlackFault
from sandbox.slack import SlackSandbox

Where = Literal["BetterPT", "Slack", "The bot"]


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One thing that can go wrong, in a visitor's words."""

    id: str
    where: Where
    name: str
    says: str
    """What happens, and what to watch."""
    betterpt: BetterPTFault | None = None
    """What every call of BetterPT meets while it is on."""
    slack: SlackFault | None = None
    """What every call of Slack's Web API meets while it is on."""
    is_lasting: bool = True
    """Whether it stays until it is switched off; if not, it is over when it happened."""
    undone_by: str = ""
    """What ends it, where that is more than switching it off."""


TROUBLES = (
    Trouble(
        id="betterpt-slow",
        where="BetterPT",
        name="Slow",
        says="Every answer takes 6 seconds. The card says that the room is being created.",
        betterpt=BetterPTFault(kind="slow", seconds=6),
    ),
    Trouble(
        id="betterpt-down",
        where="BetterPT",
        name="Down",
        says="Every call is turned away with 503. Nobody can know whether such a create arrived: Room asks.",
        betterpt=BetterPTFault(kind="refuse-before", status=503, operation=EVERYTHING),
    ),
    Trouble(
        id="betterpt-lost",
        where="BetterPT",
        name="Answers lost",
        says="It acts, then the connection breaks. Room never creates twice by itself: it asks.",
        betterpt=BetterPTFault(kind="act-then-reset", operation=CHANGING),
    ),
    Trouble(
        id="betterpt-limited",
        where="BetterPT",
        name="Too many calls (429)",
        says="Every call is told to come back in 20 seconds. Room waits as long as it is told, and goes on.",
        betterpt=BetterPTFault(kind="refuse-before", status=429, retry_after=20),
    ),
    Trouble(
        id="betterpt-revoked",
        where="BetterPT",
        name="Revoke the token",
        says="The next call is refused with 401. Room asks for one new token, and nobody notices.",
        is_lasting=False,
    ),
    Trouble(
        id="slack-limited",
        where="Slack",
        name="Too many calls (429)",
        says="Every call is turned away with Retry-After: 5. What is to be said is said later, once.",
        slack=SlackFault(status=429, retry_after=5),
    ),
    Trouble(
        id="slack-down",
        where="Slack",
        name="Failing (503)",
        says="The Web API fails, clicks still arrive. Nothing is lost: it is said when Slack is back.",
        slack=SlackFault(status=503),
    ),
    Trouble(
        id="slack-twice",
        where="Slack",
        name="Everything twice",
        says="Each command and click is delivered two times. There is one room all the same.",
    ),
    Trouble(
        id="slack-cut",
        where="Slack",
        name="Cut the connection",
        says="The web socket breaks without a word. Room is back within seconds.",
        is_lasting=False,
    ),
    Trouble(
        id="slack-refresh",
        where="Slack",
        name="Ask it to reconnect",
        says="Slack does this every few hours, to every app.",
        is_lasting=False,
    ),
    Trouble(
        id="bot-frozen",
        where="The bot",
        name="Freeze",
        says="It hangs where it is (SIGSTOP). After 3 seconds Slack says that the app did not respond.",
    ),
    Trouble(
        id="bot-killed",
        where="The bot",
        name="Kill",
        says="As a power cut would (kill -9), at this very moment. What it promised is kept afterwards.",
        undone_by="Start it again",
    ),
)
BY_ID = {each.id: each for each in TROUBLES}


class Troubles:
    """What goes wrong at the moment.

    Args:
        slack: one cloud.
        betterpt: the other.
        keeper: who has the bot's process.
    """

    def __init__(self, slack: SlackSandbox, betterpt: BetterPTSandbox, keeper: Keeper) -> None:
        self._slack = slack
        self._betterpt = betterpt
        self._keeper = keeper
        self._lasting: dict[Where, str] = {}
        self.changes = Changes()

    def is_on(self, trouble: Trouble) -> bool:
        """Whether it goes wrong now."""
        if trouble.id == "slack-twice":
            return self._slack.socket.is_repeating
        if trouble.id == "bot-killed":
            return self._keeper.state in {"killed", "ended"}
        if trouble.id == "bot-frozen":
            return self._keeper.state == "frozen"
        return self._lasting.get(trouble.where) == trouble.id

    async def switch(self, trouble: Trouble, *, is_on: bool) -> None:
        """Make it go wrong, or go well again; what happens once happens now."""
        if trouble.betterpt or trouble.slack:
            self._last(trouble, is_on=is_on)
        else:
            await self._special(is_on=is_on)[trouble.id]()
        self.changes.happened()

    async def end_all(self) -> None:
        """Everything goes well again, and the bot runs."""
        for trouble in TROUBLES:
            if self.is_on(trouble):
                await self.switch(trouble, is_on=False)

    def _last(self, trouble: Trouble, *, is_on: bool) -> None:
        if not is_on and not self.is_on(trouble):
            return  # another page has put something else in its place
        self._lasting.pop(trouble.where, None)
        if trouble.betterpt:
            self._betterpt.faults.lift()
        if trouble.slack:
            self._slack.faults.lift()
        if not is_on:
            return
        self._lasting[trouble.where] = trouble.id
        if trouble.betterpt:
            self._betterpt.faults.stand(trouble.betterpt)
        if trouble.slack:
            self._slack.faults.stand(trouble.slack)

    def _special(self, *, is_on: bool) -> dict[str, Callable[[], Awaitable[None]]]:
        """What is neither of the two clouds' faults."""

        async def revoke() -> None:
            self._betterpt.revoke_tokens()

        async def repeat() -> None:
            self._slack.socket.is_repeating = is_on

        async def cut() -> None:
            self._slack.socket.cut()

        async def freeze() -> None:
            self._keeper.freeze(is_frozen=is_on)

        return {
            "betterpt-revoked": revoke,
            "slack-twice": repeat,
            "slack-cut": cut,
            "slack-refresh": self._slack.socket.disconnect,
            "bot-frozen": freeze,
            "bot-killed": self._keeper.kill if is_on else self._keeper.start_again,
        }
