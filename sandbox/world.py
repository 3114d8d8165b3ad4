"""The whole sandbox on one local server: clock, Slack, BetterPT, the page, and the real bot beside them.

    async with Sandbox() as sandbox:
        bot = await sandbox.start_bot("sqlite:////tmp/rooms.db")
        dana = sandbox.person("dana")
        await dana.types("/room tomorrow 3pm with pat@example.com")

Not here: anything the bot does.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import Self

from aiohttp.typedefs import Middleware

from sandbox.betterpt import BetterPTSandbox
from sandbox.clock import SandboxClock
from sandbox.driver import Person
from sandbox.keeper import Keeper
from sandbox.page.backstage import Backstage
from sandbox.page.server import Page
from sandbox.page.state import Showing
from sandbox.process import BotProcess, Starting
from sandbox.recording import recording
from sandbox.serving import Server
from sandbox.slack import APP_TOKEN, BOT_TOKEN, SlackSandbox
from sandbox.slack.manifest import Manifest
from sandbox.slack.people import CASEY, TEAM_CHANNEL, TEAM_NAME
from sandbox.traffic import Traffic
from sandbox.trouble import Troubles

BETTERPT = "/betterpt"


class Sandbox:
    """Everything a bot needs to believe it is at work.

    Args:
        port: where to listen; 0, or a port that is taken, becomes a free one.
        scopes: what the Slack app was granted; None is what its manifest asks for.
        begins: what its clock shows at first; None is the machine's time.
        manifest: what the app declares of itself; None is this repository's.
        watching: who else reads along with every request, the outermost first.
        starting: how the bot is started; by itself it is `python -m bot`.
    """

    clock: SandboxClock
    slack: SlackSandbox
    betterpt: BetterPTSandbox
    traffic: Traffic
    """What went over the wire."""
    troubles: Troubles
    """What goes wrong on demand."""

    def __init__(
        self,
        port: int = 0,
        *,
        scopes: frozenset[str] | None = None,
        begins: datetime | None = None,
        manifest: Manifest | None = None,
        watching: Iterable[Middleware] = (),
        starting: Starting = BotProcess.start,
    ) -> None:
        self._wanted_port = port
        self._begins = begins
        self._scopes = scopes
        self._manifest = manifest
        self._watching = watching
        self.keeper = Keeper(starting)

    async def __aenter__(self) -> Self:
        self._server = Server(self._wanted_port)
        self.clock = SandboxClock(self._begins)
        self.traffic = Traffic(self.clock)
        self.slack = SlackSandbox(
            self.clock, self.url, scopes=self._scopes, manifest=self._manifest, traffic=self.traffic
        )
        self.betterpt = BetterPTSandbox(self.clock, self.url + BETTERPT)
        self.troubles = Troubles(self.slack, self.betterpt, self.keeper)
        self._page = self._made_page()
        routes = [
            *self.clock.routes(),
            *self.slack.routes(),
            *self.betterpt.routes(BETTERPT),
            *self._page.routes(),
        ]
        watching = [*self._watching, recording(self.traffic, BETTERPT)]
        await self._server.start(routes, ending=self._end_connections, watching=watching)
        self._page.watch()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.keeper.close()
        await self._server.stop()

    @property
    def url(self) -> str:
        """Where everything is, without a slash at the end."""
        return self._server.url

    def environment(self, database_url: str) -> dict[str, str]:
        """The bot's whole environment."""
        return {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_SIGNING_SECRET": "sandbox-signing-secret",
            "SLACK_API_URL": f"{self.url}/slack/api/",
            **self.betterpt.environment,
            "DATABASE_URL": database_url,
            "CLINIC_NAME": TEAM_NAME,
            "CLINIC_CHANNEL": TEAM_CHANNEL,
            "CLINIC_TIME_ZONE": "America/New_York",
            "COORDINATORS": CASEY.id,
            "SANDBOX_CLOCK_URL": f"{self.url}/clock",
        }

    def person(self, handle: str) -> Person:
        """Somebody to act as: dana, lee, luz, casey, sam (a guest), kim (another company) or robin (left)."""
        return Person(handle, self.slack)

    async def start_bot(self, database_url: str, **changes: str) -> BotProcess:
        """Start the real bot; `changes` replace or add names of its environment."""
        return await self.keeper.start(self.environment(database_url) | changes)

    async def bot_connected(self, *, seconds: float = 15) -> None:
        """Wait until the bot listens over Socket Mode.

        Raises:
            TimeoutError: it did not, or ended before; with what it wrote.
        """
        connected = asyncio.create_task(self.slack.connected(seconds=seconds))
        ended = [asyncio.create_task(bot.wait()) for bot in self.keeper.bots[-1:]]
        await asyncio.wait([connected, *ended], return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            task.cancel()
        if not connected.done():
            connected.cancel()
        if connected.cancelling() or not connected.result():
            written = self.keeper.bot.output if self.keeper.bot else "no bot was started"
            raise TimeoutError(f"The bot did not connect. It wrote:\n{written}")

    def _made_page(self) -> Page:
        world = secrets.token_hex(4)
        behind = Backstage(self.clock, self.betterpt, self.traffic, self.keeper, self.troubles, world)
        shown = (self.slack, self.betterpt, self.clock, self.keeper, self.troubles)
        return Page(
            slack=self.slack,
            showing=Showing(self.clock, self.slack, self.betterpt, world),
            backstage=behind,
            wire=self.traffic.changes,
            sources=tuple(each.changes for each in shown),
            world=world,
        )

    async def _end_connections(self) -> None:
        self.clock.changes.happened()  # who waits for a push, like a bot that was killed, is not waited for
        await self.slack.close()
        await self._page.close()
