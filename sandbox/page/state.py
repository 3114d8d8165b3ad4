"""What one person's page shows, as JSON: never more than that person could see in Slack.

Messages come only when they have changed since the page asked last, because a channel may have thousands.
Not here: how it looks, and what they do (`visitor.py`).
"""

from __future__ import annotations

import hashlib

from sandbox.betterpt import BetterPTSandbox, RoomRecord, Side
from sandbox.clock import SandboxClock
from sandbox.slack import Message, SlackSandbox
from sandbox.slack.manifest import Shortcut
from sandbox.slack.people import BOT_USER, TEAM_NAME, Channel, Member
from sandbox.slack.sharing import File
from sandbox.slack.views import View
from sandbox.slack.wire import Json

PREVIEW_BYTES = 6000
"""A calendar entry with its time zone needs that much."""


class Showing:
    """Says what there is to see, and what of it is new."""

    def __init__(
        self, clock: SandboxClock, slack: SlackSandbox, betterpt: BetterPTSandbox, world: str
    ) -> None:
        self._clock = clock
        self._slack = slack
        self._betterpt = betterpt
        self._world = world

    def to(self, person: Member, *, since: str = "") -> Json:
        """Everything the page needs to show itself to that person.

        Args:
            person: who is looking.
            since: the `cursor` of what the page has; it gets the messages that changed after that, or all
                where it cannot go on from there.
        """
        slack, workspace = self._slack, self._slack.workspace
        workspace.dm(person.id)
        view = slack.modals.front(person.id)
        return {
            "workspace": TEAM_NAME,
            "app": BOT_USER,
            "me": person.id,
            "people": [each.id for each in workspace.members.values() if each.is_here],
            "members": {each.id: _member(each) for each in workspace.members.values()},
            "channels": [
                _channel(each, person, is_open=workspace.is_open_to(each, person.id))
                for each in workspace.channels.values()
                if workspace.is_open_to(each, person.id) or each.is_private
            ],
            **self._messages(person, since),
            "modal": _view(view) if view else None,
            "below": [each.title for each in slack.modals.stack(person.id)[:-1]],
            "home": _home(slack.homes.of(person.id)),
            "offers": self._offers(person),
            "clock": {"now": self._clock.now().isoformat()},
            "rooms": [self._room(each) for each in _by_start(self._betterpt)],
            "is_connected": bool(slack.socket.connections),
        }

    def _messages(self, person: Member, since: str) -> Json:
        workspace = self._slack.workspace
        access = self._access(person)
        known, _, version = since.rpartition(".")
        begin = int(version) if known == access and version.isdecimal() else 0
        removed = workspace.removed_since(begin) if begin else []
        if removed is None:
            begin, removed = 0, []
        seen = (each for each in workspace.messages if each.revision > begin)
        return {
            "cursor": f"{access}.{workspace.changes.version}",
            "is_anew": not begin,
            "messages": [_message(each) for each in seen if workspace.sees(person.id, each)],
            "gone": [
                [each.channel, each.ts]
                for each in removed
                if each.only_for in (None, person.id) and self._is_open(each.channel, person)
            ],
        }

    def _is_open(self, channel: str, person: Member) -> bool:
        workspace = self._slack.workspace
        return workspace.is_open_to(workspace.channels[channel], person.id)

    def _access(self, person: Member) -> str:
        """Stands for what this person may see: where it changes, a page begins anew."""
        channels = self._slack.workspace.channels.values()
        is_open = self._slack.workspace.is_open_to
        open_to = sorted(each.id for each in channels if is_open(each, person.id))
        return hashlib.sha256(f"{self._world} {person.id} {open_to}".encode()).hexdigest()[:16]

    def _offers(self, person: Member) -> Json:
        """What of the app this person can type and choose, as its manifest names it."""
        manifest = self._slack.manifest
        return {
            "commands": [
                {"name": each.name, "says": each.description, "hint": each.usage_hint}
                for each in (() if person.is_stranger else manifest.commands)
            ],
            "message_shortcuts": _shortcuts(() if person.is_stranger else manifest.message_shortcuts),
            "global_shortcuts": _shortcuts(() if person.is_stranger else manifest.global_shortcuts),
        }

    def _room(self, room: RoomRecord) -> Json:
        """A room as BetterPT has it; the visitor plays both sides, so both links are here."""
        now = self._clock.now()
        return {
            "uid": room.uid,
            "name": room.display_name,
            "start": room.start.isoformat(),
            "end": room.end.isoformat(),
            "is_cancelled": room.is_cancelled,
            "inside": [side for side in Side if room.is_inside(side, now)],
            "patient_link": room.patient_link,
            "provider_link": room.provider_link,
        }


def _shortcuts(listed: tuple[Shortcut, ...]) -> list[Json]:
    return [{"id": each.callback_id, "name": each.name, "says": each.description} for each in listed]


def _by_start(betterpt: BetterPTSandbox) -> list[RoomRecord]:
    return sorted(betterpt.rooms.values(), key=lambda room: room.start)


def _member(member: Member) -> Json:
    return {
        "id": member.id,
        "name": member.name,
        "handle": member.handle,
        "title": member.title,
        "zone": member.time_zone,
        "is_guest": member.is_guest,
        "is_stranger": member.is_stranger,
        "is_deleted": member.is_deleted,
        "is_app": member.is_app,
    }


def _channel(channel: Channel, person: Member, *, is_open: bool) -> Json:
    """A channel; of those the person may not open only that a mention can be told from nothing."""
    return {
        "id": channel.id,
        "name": channel.name if is_open else "private channel",
        "topic": channel.topic if is_open else "",
        "is_open": is_open,
        "is_member": person.id in channel.members,
        "is_private": channel.is_private,
        "is_dm": channel.is_dm,
        "is_archived": channel.is_archived,
        "is_shared": channel.is_shared,
    }


def _message(message: Message) -> Json:
    return {
        "channel": message.channel,
        "ts": message.ts,
        "author": message.author,
        "text": message.text,
        "blocks": message.blocks,
        "thread_ts": message.thread_ts if message.is_reply else None,
        "is_broadcast": message.is_broadcast,
        "is_ephemeral": message.only_for is not None,
        "is_edited": message.edited_ts is not None,
        "is_tombstone": message.is_tombstone,
        "files": [_file(each) for each in message.files],
    }


def _file(file: File) -> Json:
    """A file, with the beginning of what can be read of it."""
    content = file.content or b""
    is_text = file.mimetype.startswith("text/") and file.kind != "html"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "alt": file.alt_text,
        "size": len(content),
        "kind": file.kind,
        "is_picture": file.is_picture,
        "is_deleted": file.is_deleted,
        "preview": content[:PREVIEW_BYTES].decode(errors="replace") if is_text else "",
    }


def _view(view: View) -> Json:
    content = view.content
    return {
        "id": view.id,
        "hash": view.hash,
        "title": view.title,
        "submit": (content.get("submit") or {}).get("text"),
        "close": (content.get("close") or {"text": "Cancel"})["text"],
        "blocks": view.blocks,
        "typed": view.typed,
        "channel": view.channel,
        "errors": view.errors,
        "trouble": view.trouble,
        "is_waiting": view.is_waiting,
        "submit_disabled": bool(content.get("submit_disabled")),
    }


def _home(view: View | None) -> Json | None:
    """The Home tab; None before the app published anything."""
    if view is None:
        return None
    given = {"id": view.id, "hash": view.hash, "blocks": view.blocks}
    return given | {"typed": view.typed, "trouble": view.trouble}
