"""The instants at which a process can die: before and after each commit and call, named by what happens.

Nothing is listed ahead: a dry run tells which there are. Not here: being born and dying (`lives`).
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

import httpx
from aiohttp import ClientWebSocketResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bench.reliability.standing import kind_of
from bot.models import Agenda, Draft, Entry, Message, Notice, Person, Room, Task

Door = TypeVar("Door")
Method = Callable[..., Awaitable[object]]

_COMMITS = frozenset(
    {"write", "mark", "finish", "postpone", "park", "unpark", "take_turn", "hold", "save_choices"}
    | {"save_draft", "save_person", "save_secret", "arrived", "answered"}
)
_NOTIFYING = frozenset({"post", "upload", "tell", "edit", "find", "reply", "is_shared_outside"})
_CALLS = frozenset({"prepare", "create", "get", "reschedule", "cancel"}) | _NOTIFYING
OUTER = _NOTIFYING | {"claim"}
"""What leaves nothing behind but what its calls do, and a claim, which ends with its life."""
_MOST_WORDS = 4


class Points:
    """Notes every point that is passed, and dies at one of them."""

    def __init__(self, note: Callable[[str], None], deadly: str | None = None) -> None:
        """`deadly` is a point's name, with ` #2` behind it for the second time that it is passed."""
        self._note = note
        self._deadly = deadly
        self._times: Counter[str] = Counter()

    def through(self, door: Door) -> Door:
        """A door of the house, each way through which is a point before and a point after."""
        return cast("Door", _Watched(door, self))

    def around(self, made_by: type[Any], method: str, name: Callable[..., str | None]) -> None:
        """The same for a library's method, in this process alone; what has no name is let be."""
        setattr(made_by, method, self.watched(getattr(made_by, method), name))

    def watched(self, method: Method, name: Callable[..., str | None]) -> Method:
        """The method with a point before and a point after each call that it names."""

        async def call(*given: object, **named: object) -> object:
            what = name(*given, **named)
            if what is None:
                return await method(*given, **named)
            self.passed(f"{what}: before")
            answer = await method(*given, **named)
            self.passed(f"{what}: after")
            return answer

        return call

    def passed(self, point: str) -> None:
        """It is this point's turn."""
        self._times[point] += 1
        nth = f"{point} #{self._times[point]}"
        self._note(nth)
        if self._deadly in (point, nth):
            os.kill(os.getpid(), signal.SIGKILL)


class _Watched:
    """A ledger, rooms or a notifier as it is, but for its commits and calls."""

    def __init__(self, door: object, points: Points) -> None:
        self._door = door
        self._points = points

    def __getattr__(self, name: str) -> object:
        found = getattr(self._door, name)
        if name == "claim":
            return self._claiming(found)
        if name not in _COMMITS | _CALLS:
            return found
        return self._points.watched(found, lambda *given, **_: " ".join([name, *_about(given)]))

    def _claiming(self, claim: Callable[..., Awaitable[list[Task]]]) -> Method:
        """A claim that finds nothing, as most do, commits nothing: it is no point."""

        async def claiming(**given: object) -> list[Task]:
            tasks = await claim(**given)
            if tasks:
                self._points.passed(f"claim {_word(tasks[0])}: after")
            return tasks

        return claiming


def watch_the_wire(points: Points) -> None:
    """Make points of what the doors do not show: acks, replies, the steps of an upload, the token request."""
    points.around(ClientWebSocketResponse, "send_str", _ack)
    points.around(AsyncWebClient, "api_call", _method)
    points.around(AsyncWebClient, "_upload_file", lambda _, **__: "upload of the bytes")
    points.around(AsyncWebhookClient, "send_dict", lambda *_, **__: "response_url")
    points.around(httpx.AsyncClient, "send", _token)


def _ack(_socket: ClientWebSocketResponse, frame: str, **_options: object) -> str | None:
    return "ack" if "envelope_id" in frame else None


def _method(_client: AsyncWebClient, method: str, **given: object) -> str:
    """Slack's name of it, and of a message with a key the kind."""
    body = given.get("json")
    metadata = body.get("metadata") if isinstance(body, dict) else None
    return f"{method} {kind_of(metadata['event_payload']['key'])}" if metadata else method


def _token(_client: httpx.AsyncClient, request: httpx.Request, **_options: object) -> str | None:
    return "token request" if request.url.path.endswith("/token") else None


def _about(given: tuple[object, ...]) -> list[str]:
    """What a call or commit is about, in a few words that are the same in every run."""
    words = [word for each in given if (word := _word(each))]
    return list(dict.fromkeys(words))[:_MOST_WORDS]


def _word(given: object) -> str:
    match given:
        case Task():
            return " ".join([given.kind.value, *_told(given.details)])
        case Notice():
            return " ".join([given.kind.value, *_told(given.details)])
        case Message():
            return kind_of(given.key)
        case Entry():
            return _entry(given)
        case Room():
            return given.state.value
        case Draft() | Person() | Agenda():
            return type(given).__name__.lower()
        case _:
            return ""


def _told(details: dict[str, str]) -> list[str]:
    return [details[name] for name in ("notice", "what", "change", "meanwhile") if name in details]


def _entry(entry: Entry) -> str:
    rooms = [each.state.value for each in (entry.room, *entry.rooms) if each]
    message = [_word(entry.message)] if entry.message else []
    events = [each.details.get("what", each.kind.value) for each in entry.events]
    return " ".join(dict.fromkeys(["room", *rooms] if rooms else message or events))
