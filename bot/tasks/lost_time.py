"""The time between a backup and its restore: what was said in it stands in Slack, unknown to the ledger.

A message is found again by its key, as after a crash. What told of a change has a room's version in its key,
and the same change comes to another version when it is found out anew: it is found by the rest of the key.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.models import Entry, Message, NoticeKind, Restored, Room, Task
from bot.ports import Ledger, Notifier
from bot.tasks.doubt import ON_ITS_WAY

_PERHAPS = "perhaps"
"""In a task's details: what it says may have been said already, under the key of another version."""
_NUMBERED = frozenset({NoticeKind.CHANGE, NoticeKind.PROBLEM})
"""What carries a version in the third part of its key, and can be edited."""


class LostTime:
    """Looks for what was said in it."""

    def __init__(self, *, notifier: Notifier, ledger: Ledger) -> None:
        """`notifier` is asked only on a ledger that was restored."""
        self._notifier = notifier
        self._ledger = ledger

    async def began(self, task: Task, message: Message) -> datetime | None:
        """Since when it may stand in Slack unknown to us; None: what it is about came after the restore."""
        restored = await self._ledger.restored()
        if restored is None:
            return None
        room = await self._ledger.room(message.room_id)
        return restored.backed_up if is_from_before(room or task, restored) else None

    async def find(self, task: Task, message: Message) -> Message | None:
        """The last message that told of such a change under another version. Raises as `said`."""
        if _PERHAPS not in task.details:
            return None
        said = await self.said(message.channel, message.thread_ts)
        alike = [each for each in said if _but_for_version(each.key) == _but_for_version(message.key)]
        last = max(alike, key=lambda each: float(each.ts or 0), default=None)
        return last and replace(message, channel=last.channel, ts=last.ts)

    async def said(self, channel: str, thread: str | None = None) -> list[Message]:
        """What stands there (in a channel, a DM, or a thread) since the backup, and is not known to us.

        Raises:
            NotifyError: Slack does not show the channel now.
        """
        restored = await self._ledger.restored()
        if restored is None:
            return []
        ours = await self._notifier.ours(channel, restored.backed_up, thread)
        return [each for each in ours if not await self._ledger.messages_at(each.channel, each.ts or "")]


def is_from_before(promise: Room | Task, restored: Restored) -> bool:
    """Whether the backup has it, so that the lost time may have kept it."""
    began = promise.created if isinstance(promise, Room) else promise.promised
    return began <= restored.restored


def settled(restored: Restored) -> datetime:
    """From here on no request of the lost time can arrive any more: what is read is how it stays."""
    return restored.restored + ON_ITS_WAY


def perhaps_told(entry: Entry) -> Entry:
    """The same, written for what the lost time may have found out, and told, as well."""
    return replace(entry, tasks=tuple(_perhaps(task) for task in entry.tasks))


def _perhaps(task: Task) -> Task:
    is_numbered = task.details.get("notice") in _NUMBERED and "batch" not in task.details
    return replace(task, details={**task.details, _PERHAPS: "told"}) if is_numbered else task


def _but_for_version(key: str) -> list[str]:
    about, kind, version, *rest = [*key.split(":"), "", ""]
    return [about, kind, *rest] if version.isdigit() else [key]
