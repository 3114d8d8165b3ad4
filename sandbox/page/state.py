"""What one person's page shows, as JSON: never more than that person could see in Slack.

Not here: how it looks, and what they do (`server.py`).
"""

from __future__ import annotations

from sandbox.betterpt import BetterPTSandbox, RoomRecord
from sandbox.clock import SandboxClock
from sandbox.slack import Message, SlackSandbox
from sandbox.slack.gestures import SHORTCUTS
from sandbox.slack.people import TEAM_NAME, Channel, Member
from sandbox.slack.views import View
from sandbox.slack.wire import Json


def state_for(person: Member, clock: SandboxClock, slack: SlackSandbox, betterpt: BetterPTSandbox) -> Json:
    """Everything the page needs to show itself to that person."""
    workspace = slack.workspace
    workspace.dm(person.id)
    view = slack.modals.front(person.id)
    now = clock.now()
    return {
        "workspace": TEAM_NAME,
        "me": person.id,
        "people": [each.id for each in workspace.members.values() if each.is_here],
        "members": {each.id: _member(each) for each in workspace.members.values()},
        "channels": [
            _channel(each, person, is_open=workspace.is_open_to(each, person.id))
            for each in workspace.channels.values()
            if workspace.is_open_to(each, person.id) or each.is_private
        ],
        "messages": [_message(each) for each in workspace.seen_by(person.id)],
        "modal": _view(view) if view else None,
        "home": _home(slack.homes.of(person.id)),
        "shortcuts": {} if person.is_stranger else SHORTCUTS,
        "depth": len(slack.modals.stack(person.id)),
        "clock": {"now": now.isoformat(), "version": clock.version},
        "rooms": [_room(each) for each in sorted(betterpt.rooms.values(), key=lambda each: each.start)],
        "is_connected": bool(slack.socket.connections),
    }


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
        "files": [
            {"id": each.id, "name": each.name, "title": each.title, "size": len(each.content or b"")}
            for each in message.files
        ],
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
    }


def _home(view: View | None) -> Json | None:
    """The Home tab; None before the app published anything."""
    if view is None:
        return None
    given = {"id": view.id, "hash": view.hash, "blocks": view.blocks}
    return given | {"typed": view.typed, "trouble": view.trouble}


def _room(room: RoomRecord) -> Json:
    """A room as BetterPT has it; the sandbox's visitor plays both sides, so both links are here."""
    return {
        "uid": room.uid,
        "name": room.display_name,
        "start": room.start.isoformat(),
        "end": room.end.isoformat(),
        "is_cancelled": room.is_cancelled,
        "patient_link": room.patient_link,
        "provider_link": room.provider_link,
    }
