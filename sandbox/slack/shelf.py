"""The methods about files that are there already: `files.info`, `files.list`, `files.delete`.

Not here: uploading (`files.py`), comments on files, public links, filtering by type.
"""

from __future__ import annotations

from sandbox.slack.files import Files
from sandbox.slack.paging import next_page
from sandbox.slack.people import BOT_USER
from sandbox.slack.sharing import File
from sandbox.slack.wire import Json, Refused, number
from sandbox.slack.workspace import Workspace

COUNT = 100


class Shelf:
    """Looking at files, and taking them away."""

    def __init__(self, workspace: Workspace, files: Files) -> None:
        self._workspace = workspace
        self._files = files

    def info(self, arguments: Json) -> Json:
        """`files.info`, with where the file was shared."""
        return {"file": self._told(self._named(arguments)), "comments": [], **next_page("")}

    def listed(self, arguments: Json) -> Json:
        """`files.list`: the newest first, in pages by number."""
        found = [each for each in reversed(self._files.all()) if _is_wanted(each, arguments)]
        count = max(1, number(arguments, "count", COUNT))
        page = max(1, number(arguments, "page", 1))
        shown = found[(page - 1) * count : page * count]
        paging = {"count": count, "total": len(found), "page": page, "pages": -(-len(found) // count)}
        return {"files": [self._told(each) for each in shown], "paging": paging}

    def delete(self, arguments: Json) -> Json:
        """`files.delete`: the messages that carry it stay, and say that it is gone."""
        file = self._named(arguments)
        file.is_deleted, file.content = True, None
        for channel, ts in file.shares:
            if message := self._workspace.find(channel, ts):
                self._workspace.edited(message)
        return {}

    def _named(self, arguments: Json) -> File:
        file = self._files.find(str(arguments["file"]))
        if file is None or not file.is_shared:
            raise Refused("file_not_found")
        if file.is_deleted:
            raise Refused("file_deleted")
        return file

    def _told(self, file: File) -> Json:
        """The file object with its places, told apart as Slack does."""
        places: dict[str, dict[str, list[Json]]] = {"public": {}, "private": {}}
        kinds: dict[str, list[str]] = {"channels": [], "groups": [], "ims": []}
        for channel_id, ts in file.shares:
            channel = self._workspace.channels[channel_id]
            kind = "ims" if channel.is_dm else "channels" if channel.is_public else "groups"
            if channel_id not in kinds[kind]:
                kinds[kind].append(channel_id)
            side = places["public" if channel.is_public else "private"]
            side.setdefault(channel_id, []).append({"ts": ts})
        shares = {name: side for name, side in places.items() if side}
        return file.as_json() | kinds | {"shares": shares, "is_public": bool(kinds["channels"])}


def _is_wanted(file: File, arguments: Json) -> bool:
    if file.is_deleted or arguments.get("user") not in (None, "", BOT_USER):
        return False
    if (channel := arguments.get("channel")) and channel not in {place for place, _ in file.shares}:
        return False
    earliest, latest = number(arguments, "ts_from", 0), number(arguments, "ts_to", 0)
    return file.created >= earliest and (not latest or file.created <= latest)
