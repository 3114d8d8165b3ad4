"""Uploads in three steps: `files.getUploadURLExternal`, the upload itself, `files.completeUploadExternal`.

A file is nobody's until the last step shares it. Not here: the methods about files that are there already
(`shelf.py`), previews.
"""

from __future__ import annotations

import re
import secrets
from functools import partial

from aiohttp import web

from sandbox.faults import Faults
from sandbox.slack.api import BOT_TOKEN
from sandbox.slack.chat import Chat
from sandbox.slack.faults import UPLOAD, Fault, strike
from sandbox.slack.people import TEAM
from sandbox.slack.sharing import File
from sandbox.slack.wire import Json, Refused, number, token_of
from sandbox.slack.workspace import Workspace

_UNSAFE = re.compile(r'[^ -~]|["\\]')
"""What cannot stand in a quoted name in a header; the name beside it has everything, encoded."""


class Files:
    """Everything uploaded so far."""

    def __init__(self, workspace: Workspace, chat: Chat, public_url: str, faults: Faults[Fault]) -> None:
        self._workspace = workspace
        self._faults = faults
        self._chat = chat
        self._public_url = public_url
        self._files: dict[str, File] = {}
        self._uploads: dict[str, File] = {}

    def routes(self) -> list[web.RouteDef]:
        """Where bytes come in and go out."""
        return [
            web.post("/slack/upload/v1/{key}", self._receive),
            web.get(f"/slack/files/{TEAM}-{{file}}/{{rest:[\\s\\S]*}}", self._send),
        ]

    def find(self, file_id: str) -> File | None:
        """A file by its id."""
        return self._files.get(file_id)

    def all(self) -> list[File]:
        """Every file that was shared, the oldest first."""
        return [each for each in self._files.values() if each.is_shared]

    def upload_url(self, arguments: Json) -> Json:
        """`files.getUploadURLExternal`: an address that takes one file once."""
        length = number(arguments, "length", 0)
        if length <= 0:
            raise Refused("invalid_arguments", ["[ERROR] must be greater than 0 [json-pointer:/length]"])
        file = File(
            id=f"F{secrets.token_hex(5).upper()}",
            name=str(arguments["filename"]),
            length=length,
            created=int(self._workspace.clock.now().timestamp()),
            public_url=self._public_url,
            alt_text=str(arguments.get("alt_txt") or ""),
        )
        key = secrets.token_urlsafe(24)
        self._files[file.id] = self._uploads[key] = file
        return {"upload_url": f"{self._public_url}/slack/upload/v1/{key}", "file_id": file.id}

    def complete(self, arguments: Json) -> Json:
        """`files.completeUploadExternal`: shares files as one message; without a channel as none."""
        given = arguments["files"]
        if not isinstance(given, list) or not given:
            raise Refused("invalid_arguments", ["[ERROR] must be an array of files [json-pointer:/files]"])
        files = [self._uploaded(each) for each in given]
        named = [str(arguments.get("channel_id") or ""), *str(arguments.get("channels") or "").split(",")]
        places = dict.fromkeys(each.strip() for each in named if each.strip())
        carriers = [self._chat.carrier(place, files, arguments) for place in places]  # all of them, or none
        shares = [(each.channel, each.ts) for each in map(self._chat.post, carriers)]
        for each in files:
            each.shares += shares
            each.is_shared = True
        return {"files": [each.as_json() for each in files]}

    def _uploaded(self, given: object) -> File:
        file = self._files.get(str(given.get("id"))) if isinstance(given, dict) else None
        if file is None or file.content is None or file.is_shared:
            raise Refused("file_not_found")
        file.title = str(given.get("title") or file.name) if isinstance(given, dict) else file.name
        return file

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        content = await _content_of(request)
        fault = self._faults.take(UPLOAD) or Fault()
        return await strike(fault, request, partial(self._received, request.match_info["key"], content))

    def _received(self, key: str, content: bytes) -> web.Response:
        file = self._uploads.pop(key, None)
        if file is None:
            return web.Response(status=404, text="not found")
        if len(content) != file.length:
            return web.Response(status=400, text="the length is not the one that was announced")
        file.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def _send(self, request: web.Request) -> web.Response:
        file = self._files.get(request.match_info["file"])
        if token_of(request, dict(request.query)) != BOT_TOKEN:
            return web.Response(status=403, text="A token is needed to read files.")
        if file is None or file.content is None or file.is_deleted:
            return web.Response(status=404, text="not found")
        return download(file)


def download(file: File) -> web.Response:
    """A file to keep, never to be shown by a browser as a page; pictures may be shown."""
    disposition = "inline" if file.is_picture else "attachment"
    name = _UNSAFE.sub("_", file.name)
    headers = {
        "Content-Disposition": f"{disposition}; filename=\"{name}\"; filename*=UTF-8''{file.quoted_name}",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=file.content or b"", content_type=file.mimetype, headers=headers)


async def _content_of(request: web.Request) -> bytes:
    """What was uploaded: the body itself, or the first file of a form."""
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""
