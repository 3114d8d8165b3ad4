"""The page behind a room's link: who may look, who may come in, and the files it is made of. No video.

It is the lobby of a visit in plain HTML, which works without JavaScript; with it, it is asked for anew every
second as JSON. Not here: what it says (`lobby.py`).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from sandbox.betterpt.lobby import Lobby, lobby
from sandbox.betterpt.records import EntryRefused, RoomRecord, Side
from sandbox.changes import Changes

FILES = Path(__file__).parent / "web"
KINDS = {"room.css": "text/css", "room.js": "text/javascript"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
}
OK, FORBIDDEN, REFUSED = 200, 403, 409


class Door:
    """Answers whoever follows a link.

    Args:
        rooms: all rooms by uid.
        now: says what time it is.
        changes: is told when somebody comes or goes.
    """

    def __init__(
        self, rooms: Mapping[str, RoomRecord], now: Callable[[], datetime], changes: Changes
    ) -> None:
        self._rooms = rooms
        self._now = now
        self._changes = changes

    def routes(self, prefix: str) -> list[web.RouteDef]:
        """The links themselves, and the page's files."""
        return [
            web.get(f"{prefix}/room/{{uid}}", self._look),
            web.post(f"{prefix}/room/{{uid}}", self._act),
            web.get(f"{prefix}/files/{{name}}", self._file),
        ]

    async def _look(self, request: web.Request) -> web.Response:
        return self._shown(request, *self._entitled(request))

    async def _act(self, request: web.Request) -> web.Response:
        record, side = self._entitled(request)
        action = str((await request.post()).get("action"))
        if not act(record, side, action, self._now()):
            return self._shown(request, record, side, REFUSED)
        self._changes.happened()
        if _wants_json(request):
            return self._shown(request, record, side)
        raise web.HTTPSeeOther(request.rel_url, headers=HEADERS)  # so that a reload does nothing twice

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in KINDS:
            raise web.HTTPNotFound
        text = (FILES / name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=KINDS[name], headers=HEADERS)

    def _entitled(self, request: web.Request) -> tuple[RoomRecord, Side]:
        """The room and the side that this link opens; without a key nobody learns if there is one."""
        record = self._rooms.get(request.match_info["uid"])
        side = side_of(record, request.query)
        if record is None or side is None:
            raise web.HTTPForbidden(text=_template("shut"), content_type="text/html", headers=HEADERS)
        return record, side

    def _shown(self, request: web.Request, record: RoomRecord, side: Side, status: int = OK) -> web.Response:
        seen = lobby(record, side, self._now())
        if _wants_json(request):
            return web.json_response(seen.words(), status=status, headers=HEADERS)
        text = page(seen, is_refused=status == REFUSED)
        return web.Response(text=text, status=status, content_type="text/html", headers=HEADERS)


def side_of(record: RoomRecord | None, query: Mapping[str, str]) -> Side | None:
    """Who the link lets in, or None if its code opens nothing."""
    side = next((side for side in Side if side == query.get("type")), None)
    if record is None or side is None:
        return None
    is_key = hmac.compare_digest(record.codes[side].encode(), query.get("code", "").encode())
    return side if is_key else None


def act(record: RoomRecord, side: Side, action: str, now: datetime) -> bool:
    """Join or leave; False if the door stays shut."""
    try:
        if action == "join":
            record.join(side, now)
        elif action == "leave":
            record.leave(side, now)
    except EntryRefused:
        return False
    return True


def page(seen: Lobby, *, is_refused: bool = False) -> str:
    """The lobby as HTML; `is_refused` says it louder to who has just been turned away."""
    words = {name: escape(str(value)) for name, value in seen.words().items()}
    loud = {"role": "alert" if is_refused else "status", "disabled": "" if seen.is_open else " disabled"}
    return Template(_template("room")).substitute(words | loud)


def _template(name: str) -> str:
    return (FILES / f"{name}.html").read_text(encoding="utf-8")


def _wants_json(request: web.Request) -> bool:
    return request.headers.get("Accept") == "application/json"
