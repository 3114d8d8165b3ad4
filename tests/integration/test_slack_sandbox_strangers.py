"""Other web pages, in a browser on the same machine: what they can and cannot make the sandbox do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import pytest
from aiohttp import ClientSession, web
from playwright.async_api import Browser

from sandbox.serving import Server
from sandbox.slack import BOT_TOKEN
from sandbox.slack.people import TEAM_CHANNEL
from sandbox.world import Sandbox
from tests.browser import needs_browser

FETCHED = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
FOLLOWED = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
POST = f"/slack/api/chat.postMessage?token={BOT_TOKEN}&channel={TEAM_CHANNEL}&text=stranger"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


async def status(sandbox: Sandbox, path: str, headers: Mapping[str, str], method: str = "GET") -> int:
    async with ClientSession() as http, http.request(method, sandbox.url + path, headers=headers) as answer:
        return answer.status


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
        (FETCHED, 403),
        (FOLLOWED, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}, 403),
    ],
)
async def test_reading_methods_that_act_are_closed_to_other_pages(
    sandbox: Sandbox, headers: dict[str, str], expected: int
) -> None:
    assert await status(sandbox, POST, headers) == expected
    assert len(sandbox.person("dana").messages()) == (expected == 200)
    assert await status(sandbox, "/page/state?person=U0DANA", headers) == expected


async def test_links_to_pages_for_people_can_be_followed_from_anywhere(sandbox: Sandbox) -> None:
    for path in ("/", "/archives/C0TELEHEALTH/p1700000000000100"):
        assert await status(sandbox, path, FOLLOWED) == 200
        assert await status(sandbox, path, FETCHED) == 403
        assert await status(sandbox, path, FOLLOWED, "HEAD") == 403
    assert await status(sandbox, "/betterpt/room/none", FETCHED) == 403
    async with ClientSession() as http:
        shut = await http.get(f"{sandbox.url}/betterpt/room/none", headers=FOLLOWED)
        assert "No entry" in await shut.text()  # the door's own refusal: that key opens nothing
    assert await status(sandbox, "/betterpt/room/none", FOLLOWED, "POST") == 403


@needs_browser
async def test_a_picture_on_another_page_posts_nothing(sandbox: Sandbox, browser: Browser) -> None:
    async def trap(_request: web.Request) -> web.Response:
        text = f'<img src="{sandbox.url}{POST}"><a href="{sandbox.url}/">To the sandbox</a>'
        return web.Response(text=text, content_type="text/html")

    async def nothing_to_end() -> None:
        """The trap keeps nothing open."""

    elsewhere = Server()
    await elsewhere.start([web.get("/trap", trap)], ending=nothing_to_end)
    try:
        page = await browser.new_page()
        for host in ("127.0.0.1", "localhost"):  # the same site at another port, and another site
            await page.goto(f"{elsewhere.url}/trap".replace("127.0.0.1", host), wait_until="load")
        await page.get_by_role("link", name="To the sandbox").click()
        await page.get_by_label("Message", exact=True).wait_for()
    finally:
        await elsewhere.stop()
    assert not sandbox.slack.calls


async def test_time_is_not_pushed_by_other_pages(sandbox: Sandbox) -> None:
    before = sandbox.clock.now()
    assert await status(sandbox, "/clock", {**FOLLOWED, "Origin": "null"}, "POST") == 403
    assert sandbox.clock.now() - before < timedelta(hours=1)


async def test_other_pages_and_other_names_are_turned_away(sandbox: Sandbox) -> None:
    url = f"{sandbox.url}/clock"
    own, foreign = sandbox.url, "https://elsewhere.example.com"
    cases = {
        (("Host", "elsewhere.example.com"),): 421,
        (("Origin", foreign),): 403,
        (("Origin", "null"),): 403,
        (("Origin", "null"), ("Sec-Fetch-Site", "cross-site")): 403,
        (("Origin", "null"), ("Sec-Fetch-Site", "same-origin")): 200,
        (("Origin", own),): 200,
        (): 200,
    }
    async with ClientSession() as session:
        for headers, status in cases.items():
            answer = await session.post(url, json={"push_seconds": 1}, headers=dict(headers))
            assert answer.status == status, headers
