"""What people do in a modal or in the Home tab: click, choose, submit, close.

The sentence about an app that does not answer is Slack's own. Not here: messages (`gestures.py`).
"""

from __future__ import annotations

from sandbox.slack.forms import Typed, mistakes, state_of
from sandbox.slack.manners import Manners
from sandbox.slack.modals import Modals
from sandbox.slack.payloads import Payloads
from sandbox.slack.socket import NoAck, NoConnection, SocketMode
from sandbox.slack.views import View
from sandbox.slack.wire import Json, Refused
from sandbox.slack.workspace import Workspace

MODAL_TROUBLE = "We had some trouble connecting. Try again?"


class InViews:
    """Gestures in modals and Home tabs, for any person."""

    def __init__(
        self, workspace: Workspace, modals: Modals, socket: SocketMode, payloads: Payloads, manners: Manners
    ) -> None:
        self._workspace = workspace
        self._modals = modals
        self._socket = socket
        self._payloads = payloads
        self._manners = manners

    async def act(self, view: View, block_id: str, action_id: str, chosen: object, typed: Typed) -> None:
        """Use a button, menu, picker or dispatching input; `typed` is everything filled in so far."""
        view.typed = typed
        action = self._payloads.action(view.blocks, block_id, action_id, chosen)
        if chosen is not None:
            view.typed.setdefault(block_id, {})[action_id] = chosen
        payload = self._payloads.interaction("block_actions", view.user, view.channel) | {
            "container": {"type": "view", "view_id": view.id},
            "view": view.as_json(self._values(view)),
            "actions": [action],
        }
        try:
            await self._socket.send("interactive", payload, accepts_payload=False)
        except (NoAck, NoConnection):
            view.trouble = MODAL_TROUBLE
        self._workspace.changes.happened()

    async def submit(self, view: View, typed: Typed) -> None:
        """Press a modal's main button."""
        view.typed = typed
        values = self._values(view)
        view.errors, view.trouble = mistakes(view.blocks, values), ""
        view.is_waiting = not view.errors
        self._workspace.changes.happened()
        if view.errors:
            return
        payload = self._payloads.interaction("view_submission", view.user, view.channel) | {
            "view": view.as_json(values),
            "response_urls": [],
        }
        try:
            ack = await self._socket.send("interactive", payload, accepts_payload=True)
            self._respond(view, ack.payload)
        except (NoAck, NoConnection, Refused, KeyError, AttributeError):
            view.trouble = MODAL_TROUBLE
        view.is_waiting = False
        self._workspace.changes.happened()

    async def close(self, view: View, *, whole_stack: bool = False) -> None:
        """Press a modal's Cancel, or its X (which closes the whole stack, told by the root's id)."""
        stack = self._modals.stack(view.user)
        told = stack[0] if whole_stack and stack else view
        self._modals.close(view, whole_stack=whole_stack or bool(view.content.get("clear_on_close")))
        if not told.content.get("notify_on_close"):
            return
        payload = self._payloads.interaction("view_closed", view.user, view.channel)
        del payload["trigger_id"]
        payload |= {"view": told.as_json(), "is_cleared": whole_stack}
        try:
            await self._socket.send("interactive", payload, accepts_payload=False)
        except (NoAck, NoConnection):
            return  # the modal is gone either way, and the person is told nothing

    def _respond(self, view: View, action: Json) -> None:
        method = "ack of view_submission"
        self._manners.look_at(method, action)
        try:
            self._modals.respond(view, action)
        except Refused as refused:
            self._manners.refused(method, action, refused.error, refused.messages)
            raise

    def _values(self, view: View) -> Json:
        return state_of(view.blocks, view.typed, channel=view.channel)
