"""What people do in a modal or in the Home tab: click, search, choose, submit, close.

The sentence about an app that does not answer is Slack's own. Not here: messages (`gestures.py`).
"""

from __future__ import annotations

from sandbox.slack.forms import Typed, mistakes, state_of
from sandbox.slack.manners import Manners
from sandbox.slack.modals import Modals
from sandbox.slack.payloads import Payloads, element_of
from sandbox.slack.socket import NoAck, NoConnection, SocketMode
from sandbox.slack.suggestions import Suggestions
from sandbox.slack.views import View
from sandbox.slack.wire import Json, Refused
from sandbox.slack.workspace import Workspace

MODAL_TROUBLE = "We had some trouble connecting. Try again?"


class InViews:
    """Gestures in modals and Home tabs, for any person."""

    def __init__(
        self,
        workspace: Workspace,
        modals: Modals,
        socket: SocketMode,
        payloads: Payloads,
        manners: Manners,
        suggestions: Suggestions,
    ) -> None:
        self._suggestions = suggestions
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

    async def suggest(self, view: View, block_id: str, action_id: str, query: str) -> Json:
        """What an external menu offers for what was typed into it: `options` or `option_groups`.

        It is empty below the menu's `min_query_length`, and where the app does not answer. Merged into the
        element, that makes a static menu; what is chosen stands in `typed` as the whole option.

        Raises:
            Refused: there is no such menu (any more).
        """
        element = element_of(view.blocks, block_id, action_id)
        payload = self._payloads.suggestion(view.user, view.channel, element, block_id, query) | {
            "container": {"type": "view", "view_id": view.id},
            "view": view.as_json(self._values(view)),
        }
        return await self._suggestions.ask(element, payload)

    async def submit(self, view: View, typed: Typed) -> None:
        """Press a modal's main button.

        Raises:
            Refused: it is `submit_disabled`, and nothing was filled in yet.
        """
        if is_disabled(view, typed):
            raise Refused("submit_disabled")
        view.typed = typed
        values = self._values(view)
        view.errors, view.trouble = mistakes(view.blocks, values), ""
        view.is_waiting = not view.errors
        self._workspace.changes.happened()
        if view.errors:
            return
        try:
            await self._tell(view, values)
        finally:  # whatever happens, the person can press the button again
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

    async def _tell(self, view: View, values: Json) -> None:
        """Let the app hear of a submission, and do what it says to that."""
        payload = self._payloads.interaction("view_submission", view.user, view.channel) | {
            "view": view.as_json(values),
            "response_urls": self._payloads.response_urls(view.user, view.blocks, values),
        }
        try:
            ack = await self._socket.send("interactive", payload, accepts_payload=True)
            self._respond(view, ack.payload)
        except (NoAck, NoConnection, Refused):
            view.trouble = MODAL_TROUBLE

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


def is_disabled(view: View, typed: Typed) -> bool:
    """Whether the main button of a `submit_disabled` modal cannot be pressed yet: nothing is filled in."""
    return bool(view.content.get("submit_disabled")) and not any(
        value for given in typed.values() for value in given.values()
    )
