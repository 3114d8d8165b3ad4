"""What a workspace's administrators do while an app runs: archive, invite, remove, welcome, deactivate.

The app is told who comes and goes if its manifest subscribes to that; the rest it finds out. Not here: what
people do with the app (`gestures.py`).
"""

from __future__ import annotations

from dataclasses import replace

from sandbox.slack.events import Events
from sandbox.slack.members import BOT_USER, Channel, Member
from sandbox.slack.workspace import Workspace


class Administration:
    """Changes to the workspace; channels are named by name or id, people by handle or id."""

    def __init__(self, workspace: Workspace, events: Events) -> None:
        self._workspace = workspace
        self._events = events

    def archive(self, channel: str) -> None:
        """Nobody can post there any more."""
        self._channel(channel).is_archived = True
        self._workspace.changes.happened()

    def unarchive(self, channel: str) -> None:
        """Posting is possible again."""
        self._channel(channel).is_archived = False
        self._workspace.changes.happened()

    def add_bot(self, channel: str) -> None:
        """`/invite @Room`."""
        self.invite(channel, BOT_USER)

    def remove_bot(self, channel: str) -> None:
        """`/remove @Room`."""
        self.remove(channel, BOT_USER)

    def invite(self, channel: str, person: str) -> None:
        """Make somebody a member of a channel."""
        place, member = self._channel(channel), self.member(person)
        if member.id not in place.members:
            place.members.add(member.id)
            self._events.joined(member.id, place)
        self._workspace.changes.happened()

    def remove(self, channel: str, person: str) -> None:
        """Take somebody out of a channel."""
        place, member = self._channel(channel), self.member(person)
        if member.id in place.members:
            place.members.discard(member.id)
            self._events.left(member.id, place)
        self._workspace.changes.happened()

    def welcome(self, member: Member) -> None:
        """Somebody new is in the workspace, in no channel yet."""
        self._put(member)
        self._events.came(member)

    def deactivate(self, person: str) -> None:
        """They are signed out and leave every channel; what they said stays."""
        member = self.member(person)
        self._put(replace(member, is_deleted=True))
        for channel in self._workspace.channels.values():
            if not channel.is_dm:
                channel.members.discard(member.id)

    def reactivate(self, person: str) -> None:
        """They are back, in no channel yet."""
        self._put(replace(self.member(person), is_deleted=False))

    def set_locale(self, person: str, locale: str) -> None:
        """They chose another language, like `es-ES`."""
        self._put(replace(self.member(person), locale=locale))

    def set_time_zone(self, person: str, zone: str | None) -> None:
        """They moved, or their profile lost its zone."""
        self._put(replace(self.member(person), time_zone=zone, zone_label=zone or ""))

    def member(self, person: str) -> Member:
        """Somebody as they are now."""
        people = self._workspace.members.values()
        return next(each for each in people if person in (each.handle, each.id))

    def _put(self, member: Member) -> None:
        self._workspace.members[member.id] = member
        self._workspace.changes.happened()

    def _channel(self, channel: str) -> Channel:
        wanted = channel.removeprefix("#")
        return next(each for each in self._workspace.channels.values() if wanted in (each.name, each.id))
