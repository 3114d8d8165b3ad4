"""The two wires to Slack, over Slack's stand-in: what goes away comes back, what is under way is ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotifyError
from handlers.connections import Answer, Connections, Patience
from handlers.slack import told
from handlers.wire import Envelope, Wire
from sandbox.slack import APP_TOKEN, BOT_TOKEN, Fault
from sandbox.slack.people import DANA
from sandbox.slack.socket import NoAck, NoConnection
from tests.integration.slack_stage import Stage, stage

OPEN = "apps.connections.open"
HEARTBEAT = timedelta(seconds=0.4)
IMPATIENT = Patience(
    look=timedelta(seconds=0.05), long=timedelta(seconds=0.3), too_long=timedelta(seconds=0.9)
)


class App:
    """What is behind the wires: it remembers what it heard, and is as slow as it is told."""

    def __init__(self, place: Stage, session: ClientSession) -> None:
        self._session = session
        url = f"{place.server.url}/slack/api/"
        self._client = AsyncWebClient(token=BOT_TOKEN, base_url=url, session=session, retry_handlers=[])
        self.heard: list[str] = []
        self.begun: list[str] = []
        self.seconds = 0.0

    async def connect(self) -> Wire:
        opened = await told(self._client.apps_connections_open(app_token=APP_TOKEN))
        return await Wire.open(self._session, opened["url"], heartbeat=HEARTBEAT)

    async def is_there(self) -> bool:
        try:
            await told(self._client.auth_test())
        except NotifyError:
            return False
        return True

    async def hear(self, envelope: Envelope, answer: Answer) -> None:
        self.begun.append(envelope.payload["text"])
        await asyncio.sleep(self.seconds)
        await answer(None)
        self.heard.append(envelope.payload["text"])


class Line:
    """Slack's stand-in, the app, and the wires between them."""

    def __init__(self, place: Stage, app: App, connections: Connections) -> None:
        self.slack = place.slack
        self.app = app
        self.connections = connections

    async def says(self, words: str) -> None:
        """Somebody types a command. Raises `NoAck` or `NoConnection` if that leads to nothing."""
        payload: Mapping[str, Any] = {"command": "/room", "text": words, "user_id": DANA.id}
        await self.slack.socket.send("slash_commands", dict(payload), accepts_payload=True)

    async def until(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Wait for something that makes no event."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not is_so():  # noqa: ASYNC110
                    await asyncio.sleep(0.005)
        return is_so()

    async def is_back(self, seconds: float) -> bool:
        """Whether what is typed arrives again within so many seconds."""
        clock = asyncio.get_running_loop().time
        ends = clock() + seconds
        while clock() < ends:
            try:
                async with asyncio.timeout(0.5):
                    await self.says("are you there?")
            except (NoAck, NoConnection, TimeoutError):
                await asyncio.sleep(0.05)
            else:
                return True
        return False

    async def breaks(self) -> None:
        """Nobody gets a connection any more, and those that there are end."""
        self.slack.socket.is_refusing = True
        self.slack.socket.cut()
        assert await self.until(lambda: not self.slack.socket.connections, 2)

    def mends(self) -> None:
        self.slack.socket.is_refusing = False
        self.slack.faults.clear()


@asynccontextmanager
async def line(patience: Patience = IMPATIENT) -> AsyncIterator[Line]:
    async with (
        stage(is_listening=False) as place,
        ClientSession(timeout=ClientTimeout(total=0.5)) as session,
    ):
        place.slack.socket.ack_seconds = 1
        place.slack.socket.goodbye_seconds = 0.5
        app = App(place, session)
        before = asyncio.all_tasks()
        async with Connections(app, app.hear, patience) as connections:
            opened = Line(place, app, connections)
            assert await opened.until(lambda: len(place.slack.socket.connections) == 2, 2)
            yield opened
            opened.mends()
        left = {task for task in asyncio.all_tasks() - before if "handlers" in repr(task.get_coro())}
        assert not left, "nothing goes on behind the back of who closed it"


async def test_whichever_wire_an_envelope_comes_by_it_is_answered() -> None:
    async with line() as here:
        for number in range(6):
            await here.says(str(number))

        assert here.app.heard == [str(number) for number in range(6)]


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled"])
async def test_when_slack_wants_both_wires_replaced_nothing_falls_between(reason: str) -> None:
    async with line() as here:
        old = [*here.slack.socket.connections]
        await here.slack.socket.disconnect(reason)
        for number in range(30):
            await here.says(str(number))
            await asyncio.sleep(0.02)

        assert len(here.app.heard) == 30
        assert await here.until(lambda: not {*old} & {*here.slack.socket.connections}, 3)
        assert len(here.slack.socket.connections) == 2


async def test_of_too_many_one_goes_before_another_one_comes() -> None:
    async with line() as here:
        most = 0
        await here.slack.socket.disconnect("too_many_websockets")
        for _ in range(20):
            most = max(most, len(here.slack.socket.connections))
            await asyncio.sleep(0.02)

        assert most <= 2
        assert await here.is_back(3)


async def test_cut_wires_are_back_within_seconds() -> None:
    async with line() as here:
        here.slack.socket.cut()

        assert await here.is_back(3)


async def test_wires_that_lead_nowhere_although_nobody_closed_them_are_noticed() -> None:
    async with line() as here:
        here.slack.socket.freeze()

        assert await here.is_back(5)


TROUBLES = {
    "refused": Fault(method=OPEN, status=500),
    "limited": Fault(method=OPEN, status=429, retry_after=1),
    "silent": Fault(method=OPEN, delay=60),
    "reset": Fault(method=OPEN, cut="before"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_after_an_outage_longer_than_an_address_lives_it_is_back(trouble: str) -> None:
    async with line() as here:
        here.slack.socket.ticket_seconds = 0.3
        await asyncio.sleep(0.4)
        here.slack.faults.stand(TROUBLES[trouble])
        await here.breaks()
        await asyncio.sleep(0.6)
        here.mends()
        here.slack.faults.lift()

        assert await here.is_back(6)


async def test_an_ack_whose_wire_was_cut_goes_by_another_one() -> None:
    async with line() as here:
        here.app.seconds = 0.5
        first, _ = here.slack.socket.connections
        saying = asyncio.create_task(here.says("slowly"))
        assert await here.until(lambda: bool(here.app.begun), 2)
        for each in here.slack.socket.connections:
            each.cut()
        await saying

        assert here.app.heard == ["slowly"]
        assert first not in here.slack.socket.connections


async def test_the_operator_reads_one_line_about_a_long_silence_and_one_about_its_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with line() as here:
        await here.breaks()
        await asyncio.sleep(0.6)
        here.mends()
        assert await here.is_back(5)
        await asyncio.sleep(0.1)
    told = [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]

    assert ["no connection to Slack" in each for each in told] == [True, False]
    assert "connected again" in told[1]


async def test_a_silence_that_only_a_new_process_can_end_is_given_up_only_while_slack_answers() -> None:
    async with line() as here:
        here.slack.faults.stand(Fault(status=503))
        await here.breaks()
        await asyncio.sleep(1.2)
        assert not here.connections.lost.is_set(), "it is Slack that is away"
        here.slack.faults.lift()

        async with asyncio.timeout(3):
            await here.connections.lost.wait()


async def test_a_start_that_leads_nowhere_is_given_up_in_the_same_way() -> None:
    async with stage(is_listening=False) as place, ClientSession() as session:
        place.slack.socket.is_refusing = True
        app = App(place, session)
        async with asyncio.timeout(5), Connections(app, app.hear, IMPATIENT) as connections:
            assert connections.lost.is_set()


async def test_closing_it_ends_what_is_under_way_and_takes_nothing_more() -> None:
    async with line() as here:
        here.app.seconds = 0.4
        saying = asyncio.create_task(here.says("begun"))
        assert await here.until(lambda: bool(here.app.begun), 2)
        closing = asyncio.create_task(here.connections.close(timedelta(seconds=2)))
        await asyncio.sleep(0.1)
        with pytest.raises((NoAck, NoConnection)):
            await here.says("too late")
        await saying
        await closing

        assert here.app.begun == here.app.heard == ["begun"]


async def test_what_takes_too_long_does_not_hold_up_the_end() -> None:
    async with line() as here:
        here.app.seconds = 30
        saying = asyncio.create_task(here.says("for ever"))
        assert await here.until(lambda: bool(here.app.begun), 2)
        async with asyncio.timeout(2):
            await here.connections.close(timedelta(seconds=0.2))
        with pytest.raises(NoAck):
            await saying
