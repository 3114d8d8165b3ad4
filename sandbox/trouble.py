"""Trouble on demand: what a visitor can make go wrong, and what to watch then.

Each trouble is a row. What a cloud answers can go wrong in one way at a time; the rest goes beside it. Not
here: how things go wrong (`slack/wire.py`, `betterpt/faults.py`, `keeper.py`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from sandbox.betterpt import CHANGING, EVERYTHING, BetterPTSandbox
from sandbox.betterpt import Fault as BetterPTFault
from sandbox.changes import Changes
from sandbox.faults import Faults, Meant
from sandbox.keeper import Keeper
from sandbox.slack import Fault as SlackFault
from sandbox.slack import SlackSandbox

F = TypeVar("F", bound=Meant)
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
        says="Every answer takes 6 seconds. The preview says that the room is being created.",
        betterpt=BetterPTFault(kind="slow", seconds=6),
    ),
    Trouble(
        id="betterpt-down",
        where="BetterPT",
        name="Down",
        says="Every call is turned away with 503. Whether a create arrived nobody can know: Room asks by DM.",
        betterpt=BetterPTFault(kind="refuse-before", status=503, operation=EVERYTHING),
    ),
    Trouble(
        id="betterpt-lost",
        where="BetterPT",
        name="Answers lost",
        says="It acts, then the connection breaks. Room never creates twice by itself: it asks by DM.",
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
        says="Every call is told to come back in 5 seconds; answers to a command still get through.",
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
        says="The web socket breaks without a word. Room is back within seconds; a command in between fails.",
        is_lasting=False,
    ),
    Trouble(
        id="slack-refresh",
        where="Slack",
        name="Ask it to reconnect",
        says="Slack does this every few hours, to every app. Nobody notices; Wire shows the frames.",
        is_lasting=False,
    ),
    Trouble(
        id="bot-frozen",
        where="The bot",
        name="Freeze",
        says="It hangs (SIGSTOP). After 3 seconds Slack says so; what was sent meanwhile runs afterwards.",
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


def _always() -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Lever:
    """How one trouble is brought about, and seen."""

    is_on: Callable[[], bool]
    pull: Callable[[bool], Awaitable[None]]
    """True makes it go wrong, False right again; what happens once does not ask."""
    is_possible: Callable[[], bool] = _always
    """Whether there is anything for it to happen to."""


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
        self._levers = {
            **{each.id: _answering(slack.faults, each.slack) for each in TROUBLES if each.slack},
            **{each.id: _answering(betterpt.faults, each.betterpt) for each in TROUBLES if each.betterpt},
            **self._others(),
        }
        self.changes = Changes()

    def is_on(self, trouble: Trouble) -> bool:
        """Whether it goes wrong now."""
        return self._levers[trouble.id].is_on()

    def is_possible(self, trouble: Trouble) -> bool:
        """Whether there is anything for it to happen to: a bot, a connection."""
        return self._levers[trouble.id].is_possible()

    async def switch(self, trouble: Trouble, *, is_on: bool) -> None:
        """Make it go wrong, or go well again; what happens once happens now."""
        await self._levers[trouble.id].pull(is_on)
        self.changes.happened()

    async def end_all(self) -> None:
        """Everything goes well again, and the bot runs."""
        for trouble in TROUBLES:
            if self.is_on(trouble):
                await self.switch(trouble, is_on=False)

    def _others(self) -> dict[str, Lever]:
        """What is none of the clouds' answers."""
        socket, keeper = self._slack.socket, self._keeper

        async def revoke(_wanted: bool) -> None:
            self._betterpt.revoke_tokens()

        async def cut(_wanted: bool) -> None:
            socket.cut()

        async def refresh(_wanted: bool) -> None:
            await socket.disconnect()

        async def repeat(wanted: bool) -> None:
            socket.is_repeating = wanted

        async def freeze(wanted: bool) -> None:
            keeper.freeze(is_frozen=wanted)

        async def kill(wanted: bool) -> None:
            await (keeper.kill() if wanted else keeper.start_again())

        def is_connected() -> bool:
            return bool(socket.connections)

        def is_alive() -> bool:
            return keeper.state in {"running", "frozen"}

        return {
            "betterpt-revoked": Lever(is_on=_never, pull=revoke),
            "slack-cut": Lever(is_on=_never, pull=cut, is_possible=is_connected),
            "slack-refresh": Lever(is_on=_never, pull=refresh, is_possible=is_connected),
            "slack-twice": Lever(is_on=lambda: socket.is_repeating, pull=repeat),
            "bot-frozen": Lever(is_on=lambda: keeper.state == "frozen", pull=freeze, is_possible=is_alive),
            "bot-killed": Lever(
                is_on=lambda: keeper.state in {"killed", "ended"},
                pull=kill,
                is_possible=lambda: keeper.state != "absent",
            ),
        }


def _answering(faults: Faults[F], fault: F) -> Lever:
    """A cloud's answers go wrong, in this way and in no other."""

    async def pull(wanted: bool) -> None:
        if wanted:
            faults.stand(fault)
        elif faults.is_standing(fault):  # another page may have put something else in its place
            faults.lift()

    return Lever(is_on=lambda: faults.is_standing(fault), pull=pull)


def _never() -> bool:
    return False
