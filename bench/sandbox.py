"""What the sandbox costs whoever tries it: a call through its stand-ins, and its page with a full channel.

    python -m bench.sandbox             both tables; `calls` or `page` behind it for one

Milliseconds are of this machine and this minute, so each stands beside something of the same run: a call
beside a bare aiohttp handler on the same kind of server, a channel of 2,000 messages beside one of 20.
Nothing here passes or fails, and no bot runs: what it costs is `bench.gestures`.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from datetime import timedelta
from statistics import median, quantiles
from time import perf_counter, time
from typing import Any

from aiohttp import ClientSession, web
from playwright.async_api import Page, async_playwright

from sandbox.serving import Server
from sandbox.slack import BOT_TOKEN, Message
from sandbox.slack.people import DANA, LEE, TEAM_CHANNEL
from sandbox.world import Sandbox

_GOAL_MS = 5
_TURNS = 500
_PAUSE = timedelta(seconds=2)
"""Between two calls, on the sandbox's clock: who calls faster than Slack allows is turned away."""
_FULL, _NEARLY_EMPTY = 2000, 20
_REPLIES = 20
_NEW_MESSAGES = 30
_FRAMES = 240
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_CREATE = """mutation ($input: CreatePartnerVideoRoomInput!)
  { createPartnerVideoRoom(input: $input) { uid startTime patientLink providerLink } }"""
_ROOM = {"startTime": "2090-07-02T19:00:00Z", "timeZone": "America_Chicago", "displayName": "Dana Reyes PT"}
_WATCH = """() => {
  window.arrived = {};
  const look = () => {
    for (const row of document.querySelectorAll("#messages [data-ts]")) {
      arrived[row.dataset.ts] ??= performance.timeOrigin + performance.now();
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
}"""
_TO_THE_END = "() => { const all = document.getElementById('messages'); all.scrollTop = all.scrollHeight; }"
_SCROLL = """async (frames) => {
  const all = document.getElementById("messages");
  const step = (all.scrollHeight - all.clientHeight) / frames;
  let at = all.scrollTop;
  let before = await new Promise(requestAnimationFrame);
  const taken = [];
  for (let frame = 0; frame < frames || (all.scrollTop > 0 && frame < 4 * frames); frame += 1) {
    at = Math.min(at, all.scrollTop) - step;
    all.scrollTop = at;
    const now = await new Promise(requestAnimationFrame);
    taken.push(now - before);
    before = now;
  }
  return taken;
}"""

Act = Callable[[], Awaitable[None]]


def fill(sandbox: Sandbox, messages: int) -> str:
    """Let two people talk in the team's channel and in its first thread; that thread's timestamp."""
    first = _say(sandbox, "It *begins* here").ts
    for number in range(1, messages):
        _say(sandbox, f"*Message {number}* about the session at {number % 12 + 1}, with `code` and a line")
    for number in range(_REPLIES):
        _say(sandbox, f"Reply {number}", thread_ts=first)
    return first


def _say(sandbox: Sandbox, text: str, thread_ts: str | None = None) -> Message:
    place = sandbox.slack.workspace
    author = (DANA, LEE)[len(place.messages) % 2].id
    ts = place.next_ts(TEAM_CHANNEL)
    return place.add(Message(channel=TEAM_CHANNEL, ts=ts, author=author, text=text, thread_ts=thread_ts))


class Caller:
    """A program that calls both clouds and a bare handler, one call after the other."""

    def __init__(self, sandbox: Sandbox, bare: str, http: ClientSession, thread: str) -> None:
        self._sandbox = sandbox
        self._bare = bare
        self._http = http
        self._thread = thread
        self._bearer = ""

    async def signs_in(self) -> None:
        desk = self._sandbox.betterpt
        grant = {
            "client_id": desk.client_id,
            "client_secret": desk.client_secret,
            "audience": desk.audience,
            "grant_type": "client_credentials",
        }
        self._bearer = (await self._posts(desk.auth_url, "", json=grant))["access_token"]

    def acts(self) -> dict[str, Act]:
        posted = {"channel": TEAM_CHANNEL, "text": "One more line in the channel"}
        asked = {"channel": TEAM_CHANNEL, "ts": self._thread}
        return {
            "a bare aiohttp handler": self.bare,
            "auth.test": lambda: self._slack("auth.test", {}),
            f"conversations.replies of {_REPLIES}, {_FULL} messages in the channel": lambda: self._slack(
                "conversations.replies", asked
            ),
            f"chat.postMessage, {_FULL} messages in the channel": lambda: self._slack(
                "chat.postMessage", posted
            ),
            "BetterPT: createPartnerVideoRoom": self.create,
        }

    async def bare(self) -> None:
        await self._posts(self._bare, BOT_TOKEN, data={"channel": TEAM_CHANNEL})

    async def create(self) -> None:
        asked = {"query": _CREATE, "variables": {"input": _ROOM}}
        answer = await self._posts(self._sandbox.betterpt.api_url, self._bearer, json=asked)
        if answer.get("errors"):
            raise RuntimeError(answer["errors"])

    async def _slack(self, method: str, arguments: dict[str, str]) -> None:
        answer = await self._posts(f"{self._sandbox.url}/slack/api/{method}", BOT_TOKEN, data=arguments)
        if not answer["ok"]:
            raise RuntimeError(answer["error"])

    async def _posts(self, url: str, bearer: str, **body: object) -> dict[str, Any]:
        headers = {"authorization": f"Bearer {bearer}"}
        async with self._http.post(url, headers=headers, **body) as answer:  # type: ignore[arg-type]
            given: dict[str, Any] = await answer.json()
            return given


async def _nothing_to_end() -> None:
    """The bare server keeps nothing open."""


async def _bare_handler(request: web.Request) -> web.Response:
    await request.read()
    return web.json_response({"ok": True})


async def _taken(act: Act, sandbox: Sandbox) -> list[float]:
    taken = []
    for _ in range(_TURNS):
        sandbox.clock.push(_PAUSE)
        begun = perf_counter()
        await act()
        taken.append((perf_counter() - begun) * 1000)
    return taken


async def calls() -> str:
    """One line for each call: median and p99, in ms and beside the bare handler's."""
    async with AsyncExitStack() as open_things:
        sandbox = await open_things.enter_async_context(Sandbox())
        thread = fill(sandbox, _FULL)
        server = Server()
        await server.start([web.post("/bare", _bare_handler)], ending=_nothing_to_end)
        open_things.push_async_callback(server.stop)
        http = await open_things.enter_async_context(ClientSession())
        caller = Caller(sandbox, f"{server.url}/bare", http, thread)
        await caller.signs_in()
        await _taken(caller.bare, sandbox)  # the first calls of a process are slower than all others
        figures = {what: await _taken(act, sandbox) for what, act in caller.acts().items()}
    bare = median(next(iter(figures.values())))
    lines = [f"| a call (goal: ≤ {_GOAL_MS} ms at the median) | median | 99 of 100 |", "|---|---|---|"]
    for what, taken in figures.items():
        told = [f"{ms:.2f} ms ({ms / bare:.1f} ×)" for ms in (median(taken), quantiles(taken, n=100)[98])]
        lines.append(f"| {what} | " + " | ".join(told) + " |")
    return "\n".join(lines)


async def _arrivals(page: Page, sandbox: Sandbox) -> list[float]:
    """Milliseconds from a message's arrival at the stand-in until it stands in the page."""
    await page.evaluate(_WATCH)
    taken = []
    for number in range(_NEW_MESSAGES):
        begun = time() * 1000
        ts = _say(sandbox, f"News {number}").ts
        shown = await page.wait_for_function("ts => window.arrived[ts]", arg=ts, timeout=20_000)
        taken.append(await shown.json_value() - begun)
        await asyncio.sleep(0.1)
    return taken


async def _figures(messages: int) -> dict[str, float]:
    """One look at the page of a channel with so many messages."""
    async with Sandbox() as sandbox, async_playwright() as driver:
        fill(sandbox, messages)
        browser = await driver.chromium.launch(
            executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-sync"]
        )
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        begun = perf_counter()
        await page.goto(sandbox.url)
        await page.wait_for_selector("#messages [data-ts]", timeout=30_000)
        opened = (perf_counter() - begun) * 1000
        await page.evaluate(_TO_THE_END)
        arrivals = await _arrivals(page, sandbox)
        await page.evaluate(_TO_THE_END)
        await asyncio.sleep(1)
        frames: list[float] = await page.evaluate(_SCROLL, _FRAMES)
        await browser.close()
    return {
        "open the page until messages stand there": opened,
        "a new message, from the stand-in into the page: median": median(arrivals),
        "the same: longest": max(arrivals),
        "a frame while scrolling from the end to the top: median": median(frames),
        "of those frames, 95 of 100": quantiles(frames, n=100)[94],
        "of those frames, the longest": max(frames),
    }


async def page_table() -> str:
    """One line for each wait at the page, with few messages and with many."""
    if _CHROMIUM is None:
        return "No Chromium on this machine (apt-get install chromium): nothing is known of the page."
    few, many = [await _figures(messages) for messages in (_NEARLY_EMPTY, _FULL)]
    header = f"| the page in Chromium, ms | {_NEARLY_EMPTY} messages | {_FULL} messages | ratio |"
    lines = [header, "|---|---|---|---|"]
    lines += [
        f"| {what} | {few[what]:.1f} | {many[what]:.1f} | {many[what] / few[what]:.1f} × |" for what in few
    ]
    return "\n".join(lines)


async def tables(wanted: Iterable[str]) -> None:
    chosen = [*wanted] or ["calls", "page"]
    if "calls" in chosen:
        print(await calls(), "\n")
    if "page" in chosen:
        print(await page_table())


if __name__ == "__main__":
    asyncio.run(tables(sys.argv[1:]))
