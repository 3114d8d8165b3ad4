"""Slack's odd answers, from a real local server: what may be tried again, and what must not be believed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import pytest
from aiohttp import ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ChannelClosed, NotifyError, NotifyRefused, NotifyUnauthorized, NotifyUnknown
from bot.models import Message, Notice, NoticeKind, Room, RoomState, VideoRoom
from handlers.notifier import SlackNotifier
from handlers.slack import Replies
from tests.fakes import THREE, FakeClock, request, room

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
VIDEO = VideoRoom(
    uid="uid00001",
    start=THREE,
    zone="America/New_York",
    patient_link="https://video.example.com/1?type=patient",
    provider_link="https://video.example.com/1?type=provider",
)
ROOM = room(state=RoomState.SCHEDULED, video=VIDEO)
CARD = Message(key="k", room_id=ROOM.id, channel="C0TEAM")


class Stage:
    """A Slack of a few lines, and the notifier that talks to it."""

    def __init__(self, session: ClientSession, base: str, handlers: dict[str, Handler]) -> None:
        self.base = base
        self.handlers = handlers
        client = AsyncWebClient(token="xoxb-1", base_url=base, session=session, retry_handlers=[])
        self.notifier = SlackNotifier(client=client, replies=Replies(session), clock=FakeClock())

    def answers(self, path: str, text: str, *, status: int = 200, kind: str = "application/json") -> None:
        headers = {"Retry-After": "7"} if status == 429 else {}

        async def handle(_: web.Request) -> web.Response:
            return web.Response(text=text, status=status, content_type=kind, headers=headers)

        self.handlers[path] = handle


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    handlers: dict[str, Handler] = {}

    async def dispatch(asked: web.Request) -> web.StreamResponse:
        return await handlers[asked.path](asked)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", dispatch)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    async with ClientSession() as session:
        yield Stage(session, f"http://{host}:{port}/", handlers)
    await runner.cleanup()


@pytest.mark.parametrize(
    ("text", "how", "error"),
    [
        ('{"ok": tr', {}, NotifyUnknown),
        ("<html>", {"kind": "text/html"}, NotifyUnknown),
        ("<html>", {"kind": "text/html", "status": 403}, NotifyUnknown),
        ("Proxy authentication required", {"kind": "text/plain", "status": 407}, NotifyUnknown),
        ("404 page not found", {"kind": "text/plain", "status": 404}, NotifyUnknown),
        ("Please log in to this network", {"kind": "text/plain"}, NotifyUnknown),
        ('["no object"]', {}, NotifyUnknown),
        ('{"ok": false}', {}, NotifyUnknown),
        ('{"ok": false, "error": "internal_error"}', {"status": 500}, NotifyUnknown),
        ('{"ok": false, "error": "ratelimited"}', {"status": 429}, NotifyError),
        ('{"ok": false, "error": "token_revoked"}', {}, NotifyUnauthorized),
        ('{"ok": false, "error": "missing_scope"}', {}, NotifyUnauthorized),
        ('{"ok": false, "error": "not_in_channel"}', {}, ChannelClosed),
        ('{"ok": false, "error": "msg_too_long"}', {}, NotifyRefused),
    ],
)
async def test_a_post_ends_in_what_may_be_done_next(
    stage: Stage, text: str, how: Mapping[str, object], error: type[NotifyError]
) -> None:
    stage.answers("/chat.postMessage", text, **how)  # type: ignore[arg-type]
    with pytest.raises(NotifyError) as caught:
        await stage.notifier.post(Notice(kind=NoticeKind.CARD, room=ROOM), CARD)

    assert type(caught.value) is error
    is_limited = how.get("status") == 429
    assert (caught.value.retry_after is not None) == (is_limited or error is NotifyUnauthorized)


async def test_a_server_that_is_not_there_certainly_did_nothing() -> None:
    async with ClientSession() as session:
        lost = Stage(session, "http://127.0.0.1:9/", {})
        with pytest.raises(NotifyError) as caught:
            await lost.notifier.post(Notice(kind=NoticeKind.CARD, room=ROOM), CARD)

    assert type(caught.value) is NotifyError


def reply_room(stage: Stage) -> Room:
    return ROOM.but(request=request(reply_url=f"{stage.base}hook"))


async def said_by(stage: Stage) -> list[object]:
    said: list[object] = []

    async def hook(asked: web.Request) -> web.Response:
        said.append(await asked.json())
        return web.Response(text="ok")

    stage.handlers["/hook"] = hook
    return said


@pytest.mark.parametrize("status", [429, 500])
async def test_a_permalink_that_cannot_be_had_now_is_asked_for_again(stage: Stage, status: int) -> None:
    said = await said_by(stage)
    stage.answers("/chat.getPermalink", '{"ok": false, "error": "ratelimited"}', status=status)
    posted = Message(key="k", room_id=ROOM.id, channel="C0TEAM", ts="1.0")
    with pytest.raises(NotifyError) as caught:
        await stage.notifier.reply(Notice(kind=NoticeKind.REPLY, room=reply_room(stage)), posted)

    assert not isinstance(caught.value, NotifyRefused)
    assert said == []


async def test_without_a_permalink_created_is_said_all_the_same(stage: Stage) -> None:
    said = await said_by(stage)
    stage.answers("/chat.getPermalink", '{"ok": false, "error": "message_not_found"}')
    posted = Message(key="k", room_id=ROOM.id, channel="C0TEAM", ts="1.0")
    await stage.notifier.reply(Notice(kind=NoticeKind.REPLY, room=reply_room(stage)), posted)

    assert "Created" in str(said)


@pytest.mark.parametrize(("shown", "is_shared"), [("true", True), ("false", False)])
async def test_who_reads_a_channel_is_asked_and_doubt_counts_as_yes(
    stage: Stage, shown: str, is_shared: bool
) -> None:
    stage.answers(
        "/conversations.info", f'{{"ok": true, "channel": {{"id": "C1", "is_ext_shared": {shown}}}}}'
    )
    assert await stage.notifier.is_shared_outside("C1") is is_shared
    for why in ("channel_not_found", "missing_scope"):
        stage.answers("/conversations.info", f'{{"ok": false, "error": "{why}"}}')
        assert await stage.notifier.is_shared_outside("C1")
