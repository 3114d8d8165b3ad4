"""What stands in the place of a preview after the click: how far it is, and then what became of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp import ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import RoomsRejected
from bot.ledger import SqliteLedger
from bot.models import Message, Notice, Person
from handlers.blocks.series import HERE
from handlers.features import Features, ToSlack, features
from handlers.gesture import Gesture
from handlers.people import People
from handlers.slack import Replies, Said
from tests.clinic import Clinic
from tests.fakes import NOON, THREE, FakeNotifier, request

ZONE = "America/New_York"
LATER = THREE + timedelta(hours=1)
DONE = "what became of it"
LEE = Person(id="U0LEE", name="Lee Park PT", time_zone=ZONE)


@dataclass
class Answering(FakeNotifier):
    """Says what became of a click where it was made, as the bot does: by the click's own address."""

    way: Replies | None = None
    base: str = ""

    async def reply(self, notice: Notice, card: Message | None) -> None:
        await super().reply(notice, card)
        if self.way and (notice.reply_url or "").startswith(self.base):
            await self.way.say(str(notice.reply_url), Said(text=DONE, blocks=()), replace=True)


@dataclass
class Place:
    """A clinic whose worker is done before the ack is, and all that was said by a click's address."""

    clinic: Clinic
    at: Features
    base: str
    said: list[str]

    def click(self, value: str) -> Gesture:
        return Gesture(
            who="U0DANA", channel="C0TEAM", trigger="1", value=value, reply_url=self.base, is_private=True
        )

    async def slow_ack(self, **_said: object) -> None:
        await self.clinic.work()


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    said: list[str] = []

    async def hear(asked: web.Request) -> web.Response:
        said.append((await asked.json())["text"])
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_post("/", hear)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    base, ledger = f"http://{host}:{port}/", SqliteLedger(":memory:")
    async with ClientSession() as session:
        replies = Replies(session)
        clinic = Clinic(ledger, notifier=Answering(way=replies, base=base))
        client = AsyncWebClient(token="xoxb-1", base_url=base, session=session, retry_handlers=[])
        people = People(client=client, ledger=ledger, clock=clinic.clock, preferences=clinic.preferences)
        slack = ToSlack(
            client=client, replies=replies, people=people, ledger=ledger, clock=clinic.clock, us="U0ROOM"
        )
        for person in (LEE, Person(id="U0DANA", name="Dana Reyes", time_zone=ZONE)):
            await ledger.save_person(person, NOON)
        yield Place(clinic=clinic, at=features(clinic, slack), base=base, said=said)
    await runner.cleanup()
    await ledger.close()


async def test_booking(place: Place) -> None:
    shown = await place.clinic.booking.preview("tomorrow 3pm", request(), ZONE)
    await place.at.book.confirmed(place.click(f"{shown.draft.id}|{shown.seen}"), place.slow_ack)

    assert [text == DONE for text in place.said] == [False, True]


async def test_moving(place: Place) -> None:
    room = await place.clinic.book()
    await place.at.reschedule.confirmed(place.click(f"{room.id}|{LATER.isoformat()}"), place.slow_ack)

    assert [text == DONE for text in place.said] == [False, True]


async def test_running_late(place: Place) -> None:
    room = await place.clinic.book()
    await place.at.late.confirmed(place.click(f"{room.id}|{LATER.isoformat()}"), place.slow_ack)

    assert [text == DONE for text in place.said] == [False, True]


async def test_cancelling(place: Place) -> None:
    room = await place.clinic.book()
    await place.at.cancel.confirmed(place.click(room.id), place.slow_ack)

    assert [text == DONE for text in place.said] == [False, True]


async def test_handing_over(place: Place) -> None:
    room = await place.clinic.book()
    plan = await place.clinic.handovers.plan(room.id, LEE, "U0DANA")
    await place.at.hand_over.confirmed(place.click(f"{plan.draft.id}|{plan.seen}"), place.slow_ack)

    assert [text == DONE for text in place.said] == [False, True]


async def test_trying_the_missing_ones_again(place: Place) -> None:
    place.clinic.rooms.trouble["create"] = [RoomsRejected(("no",))]
    shown = await place.clinic.booking.preview("tue and thu 3pm x2", request(), ZONE)
    await place.at.book.confirmed(place.click(f"{shown.draft.id}|{shown.seen}"), place.slow_ack)
    place.said.clear()
    await place.at.series.retried(place.click(f"{shown.draft.id}|{HERE}"), place.slow_ack)

    assert [text == DONE for text in place.said] == [False, True]
