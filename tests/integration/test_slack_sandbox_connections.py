"""Connections to Slack's stand-in: told to go, ended, leading nowhere, refused; and a push of the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import ClientWebSocketResponse, WSServerHandshakeError

from sandbox.clock import SandboxClock
from sandbox.serving import Server
from sandbox.slack import APP_TOKEN
from tests.integration.slack_stage import Json, Stage, stage


@asynccontextmanager
async def sockets(clinic: Stage, count: int = 1) -> AsyncIterator[list[ClientWebSocketResponse]]:
    """So many bare web sockets, each greeted."""
    async with aiohttp.ClientSession() as session:
        opened = []
        for _ in range(count):
            address = (await clinic.client.apps_connections_open(app_token=APP_TOKEN))["url"]
            opened.append(await session.ws_connect(address))
            assert (await opened[-1].receive_json())["type"] == "hello"
        yield opened


async def heard(socket: ClientWebSocketResponse) -> Json:
    """The next envelope, acked."""
    envelope: Json = await socket.receive_json(timeout=2)
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    return envelope


async def test_who_was_told_to_go_hears_nothing_more_while_another_one_stays_and_is_ended_soon() -> None:
    async with stage(is_listening=False) as clinic, sockets(clinic) as (going,):
        clinic.slack.socket.goodbye_seconds = 0.3
        await clinic.slack.socket.disconnect("warning")
        assert (await going.receive_json())["reason"] == "warning"
        alone = asyncio.create_task(clinic.dana.types("/room alone"))
        assert (await heard(going))["payload"]["text"] == "alone"
        await alone
        async with sockets(clinic) as (staying,):
            typing = asyncio.create_task(clinic.dana.types("/room twice"))
            assert (await heard(staying))["payload"]["text"] == "twice"
            await typing
            assert (await going.receive(timeout=2)).type is aiohttp.WSMsgType.CLOSE


async def test_a_connection_that_leads_nowhere_is_open_and_silent() -> None:
    async with stage(is_listening=False) as clinic, sockets(clinic) as (socket,):
        clinic.slack.socket.ack_seconds = 0.2
        clinic.slack.socket.freeze()
        await socket.ping(b"anybody there?")
        await clinic.dana.types("/room lost")
        await clinic.dana.sees("failed because the app did not respond")
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.1)
        assert not socket.closed


async def test_an_address_leads_nowhere_when_it_is_old_or_nobody_is_let_in() -> None:
    async with stage(is_listening=False) as clinic:
        clinic.slack.socket.is_refusing = True
        with pytest.raises(WSServerHandshakeError, match="503"):
            async with sockets(clinic):
                pass
        clinic.slack.socket.is_refusing = False
        clinic.slack.socket.ticket_seconds = 0
        with pytest.raises(WSServerHandshakeError, match="404"):
            async with sockets(clinic):
                pass


async def test_what_comes_after_a_push_of_the_clock_waits_for_who_follows_it_and_not_for_who_is_gone() -> (
    None
):
    server, clock = Server(), SandboxClock()
    loop = asyncio.get_running_loop()

    async def nothing() -> None:
        return

    await server.start(clock.routes(), ending=nothing)
    async with aiohttp.ClientSession() as follower:
        asking = asyncio.create_task(follower.get(f"{server.url}/clock?after={clock.version}"))
        await asyncio.sleep(0.1)
        clock.push(timedelta(minutes=1))
        waiting = asyncio.create_task(clock.followed())
        told = await (await asking).json()
        await asyncio.sleep(0.1)
        assert not waiting.done(), "it was told, and has not said that it heard"
        asking = asyncio.create_task(follower.get(f"{server.url}/clock?after={told['version']}"))
        await asyncio.wait_for(waiting, 0.2)
        asking.cancel()
    clock.push(timedelta(minutes=1))
    begun = loop.time()
    await clock.followed()
    first = loop.time() - begun
    await clock.followed()
    await server.stop()

    assert first < 1 > loop.time() - begun, "who is gone is waited for once"
