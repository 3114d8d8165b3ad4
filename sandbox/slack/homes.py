"""Everybody's Home tab of the app, and `views.publish`.

Not here: that somebody opened it (`events.py`), and what is clicked there (`in_views.py`).
"""

from __future__ import annotations

from sandbox.slack.views import View, checked, new_view_id
from sandbox.slack.wire import Json, Refused
from sandbox.slack.workspace import Workspace


class Homes:
    """One published view per person; nothing before the app published one."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._views: dict[str, View] = {}

    def of(self, user: str) -> View | None:
        """What a person's Home tab shows."""
        return self._views.get(user)

    def find(self, view_id: str) -> View | None:
        """A Home tab by its view's id."""
        return next((each for each in self._views.values() if each.id == view_id), None)

    def publish(self, arguments: Json) -> Json:
        """`views.publish`; a stale `hash` is refused."""
        content = checked(arguments["view"], kind="home")
        user = str(arguments["user_id"])
        member = self._workspace.members.get(user)
        if member is None or member.is_app:
            raise Refused("user_not_found")
        view = self._views.get(user)
        if arguments.get("hash") and (view is None or arguments["hash"] != view.hash):
            raise Refused("hash_conflict")
        if view is None:
            view_id = new_view_id()
            view = View(id=view_id, user=user, channel="", content={}, root_id=view_id)
            self._views[user] = view
        view.show(content)
        self._workspace.changes.happened()
        return {"view": view.as_json()}
