"""What stands behind the scenes: the wire, trouble on demand, what patients are sent, the bot's log.

Not here: making things go wrong (`sandbox.trouble`), and writing down what was sent (`sandbox.traffic`).
"""

from __future__ import annotations

from aiohttp import web

from sandbox.betterpt import BetterPTSandbox, Letter
from sandbox.clock import SandboxClock
from sandbox.keeper import Keeper
from sandbox.page.requests import HEADERS, done, given_by, gone
from sandbox.slack.wire import Json
from sandbox.traffic import Exchange, Traffic
from sandbox.trouble import BY_ID, TROUBLES, Troubles

LAST_LINES = 400
LAST_BOTS = 5


class Backstage:
    """The endpoints of the drawer."""

    def __init__(
        self,
        clock: SandboxClock,
        betterpt: BetterPTSandbox,
        traffic: Traffic,
        keeper: Keeper,
        troubles: Troubles,
        world: str,
    ) -> None:
        self._clock = clock
        self._betterpt = betterpt
        self._traffic = traffic
        self._keeper = keeper
        self._troubles = troubles
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """Everything under `/page/backstage/`."""
        return [
            web.get("/page/backstage/wire", self._wire),
            web.get("/page/backstage/post", self._post),
            web.get("/page/backstage/log", self._log),
            web.post("/page/backstage/trouble", self._trouble),
        ]

    def state(self) -> Json:
        """What the page always shows of it: how the bot is, and what goes wrong."""
        return {
            "bot": self._keeper.state,
            "troubles": [
                {
                    "id": each.id,
                    "where": each.where,
                    "name": each.name,
                    "says": each.says,
                    "is_lasting": each.is_lasting,
                    "undone_by": each.undone_by,
                    "is_on": self._troubles.is_on(each),
                    "is_possible": self._troubles.is_possible(each),
                }
                for each in TROUBLES
            ],
        }

    async def _wire(self, request: web.Request) -> web.Response:
        """What has begun or ended since a version that the page knows."""
        world, _, given = request.query.get("since", "").rpartition(".")
        since = int(given) if world == self._world and given.isdecimal() else 0
        kept = self._traffic.exchanges
        body = {
            "cursor": f"{self._world}.{self._traffic.changes.version}",
            "is_anew": not since,
            "first": kept[0].number if kept else 0,
            "exchanges": [_exchange(each) for each in self._traffic.since(since)],
        }
        return web.json_response(body, headers=HEADERS)

    async def _post(self, _request: web.Request) -> web.Response:
        """What BetterPT sends the patients, the newest first."""
        letters = sorted(self._betterpt.outbox, key=lambda letter: letter.at, reverse=True)
        return web.json_response({"letters": [self._letter(each) for each in letters]}, headers=HEADERS)

    async def _log(self, _request: web.Request) -> web.Response:
        """The bot's own last lines, and those of the processes before it."""
        lines = [line for bot in self._keeper.bots[-LAST_BOTS:] for line in bot.output.splitlines()]
        body = {"lines": lines[-LAST_LINES:], "exit_code": self._keeper.bot and self._keeper.bot.exit_code}
        return web.json_response(body, headers=HEADERS)

    async def _trouble(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        if given.get("id") == "all-well":
            await self._troubles.end_all()
            return done()
        trouble = BY_ID.get(str(given.get("id")))
        if trouble is None:
            raise gone()
        await self._troubles.switch(trouble, is_on=bool(given.get("is_on")))
        return done()

    def _letter(self, letter: Letter) -> Json:
        room = self._betterpt.rooms[letter.uid]
        return {
            "event": letter.event,
            "by": letter.by,
            "to": letter.to,
            "at": letter.at.isoformat(),
            "is_sent": letter.is_sent(self._clock.now()),
            "start": letter.start.isoformat(),
            "zone": letter.zone,
            "room": room.display_name or letter.uid[:8],
            "clinic": letter.clinic,
        }


def _exchange(exchange: Exchange) -> Json:
    return {
        "number": exchange.number,
        "at": exchange.at.isoformat(),
        "cloud": exchange.cloud,
        "kind": exchange.kind,
        "name": exchange.name,
        "asked": exchange.asked,
        "answered": exchange.answered,
        "outcome": exchange.outcome,
        "is_trouble": exchange.is_trouble,
        "seconds": exchange.seconds,
    }
