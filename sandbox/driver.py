"""A person to act as, for tests and scripts: type, see, click, pick, fill, submit, close.

It acts through the same gestures as the page and reads what that person could read (`sight.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sandbox.choosing import NoOption, chosen, label_of, menu
from sandbox.reading import SeenMessage, button, newest
from sandbox.sight import PATIENCE, NotThere, Sight
from sandbox.slack import SlackSandbox
from sandbox.slack.forms import TEXTS
from sandbox.slack.views import View
from sandbox.slack.wire import Json, Refused
from sandbox.slack.workspace import Message

__all__ = ["NotThere", "Person"]
Look = Callable[[list[Json]], tuple[Json, Json] | None]
ON_EVERY_CHARACTER = "on_character_entered"


class Control(NamedTuple):
    """A button, menu or input, and where it stands."""

    place: View | Message
    block: Json
    element: Json


class Person(Sight):
    """Somebody at their desk, with Slack open."""

    def __init__(self, handle: str, slack: SlackSandbox) -> None:
        super().__init__(handle, slack)
        self._is_at_home = False

    # In the workspace

    async def types(
        self, text: str, channel: str = "team-telehealth", *, thread_ts: str | None = None
    ) -> None:
        """Type into the composer and press Enter; `channel` is a name, an id, or `dm`.

        A text with `@room` mentions the app. Returns when the app acknowledged a command or mention, or
        Slack gave up on it.

        Raises:
            NotThere: the channel is archived and has no composer.
        """
        self._is_at_home = False
        try:
            await self._slack.people.say(self.id, self._channel(channel).id, text, thread_ts=thread_ts)
        except Refused:
            raise NotThere(f"{channel} is archived: there is nowhere to type") from None

    async def opens_home(self, *, tab: str = "home") -> None:
        """Open the app's Home tab; returns when the app acknowledged that, or did not in 3 s.

        From then on, buttons, menus and inputs are looked for there before messages, until the next `types`.
        With `tab="messages"` the app's messages are opened, of which Slack tells the app, too.
        """
        self._is_at_home = tab == "home"
        await self._slack.people.opens_home(self.id, tab=tab)

    async def uses_shortcut(self, callback_id: str, message: SeenMessage) -> None:
        """Choose a message shortcut from a message's menu.

        Raises:
            NotThere: that message has no such menu (an ephemeral), or this person is of another company.
        """
        try:
            await self._slack.people.shortcut(self.id, callback_id, message.message)
        except Refused:
            raise NotThere(f"No shortcut {callback_id!r} for {self.member.name} at {message}") from None

    async def clicks(
        self,
        label: str,
        message: SeenMessage | None = None,
        *,
        confirms: bool = True,
        timeout: float = PATIENCE,  # noqa: ASYNC109  # how long this person waits is part of the sentence
    ) -> None:
        """Press a button: in the open modal if it has one, in the Home tab, else in the newest message.

        Confirm dialogs are answered with yes; with `confirms=False` with no, and nothing is sent.

        Raises:
            NotThere: no such button came in time.
        """

        def look() -> Control | None:
            return self._find(lambda blocks: button(blocks, label), message)

        found = await self._wait(look, timeout, f"a button {label!r}")
        await self._act(found, None, confirms=confirms)

    async def picks(
        self,
        name: str,
        option: str | list[str],
        message: SeenMessage | None = None,
        *,
        confirms: bool = True,
        timeout: float = PATIENCE,  # noqa: ASYNC109  # the same
    ) -> None:
        """Choose in a menu or picker: in the open modal, the Home tab, or the newest message that has it.

        Args:
            name: its label, its placeholder, the text beside it, or `More actions` for an overflow menu.
            option: an option's, person's or channel's name; a date like 2030-01-31; a time like 15:00.
            message: only there.
            confirms: what to answer to a confirm dialog.
            timeout: seconds to wait for the menu.

        Raises:
            NotThere: no such menu came in time, or it has no such option.
        """

        def look() -> Control | None:
            return self._find(lambda blocks: menu(blocks, name), message)

        found = await self._wait(look, timeout, f"a menu {name!r}")
        await self._choose(found, option, confirms=confirms)

    def dismisses(self, message: SeenMessage) -> None:
        """Take an ephemeral away; the app is not told."""
        self._workspace.remove(message.message)

    # In a modal

    async def fills(self, values: Mapping[str, str | list[str]]) -> None:
        """Fill in inputs of the open modal, or of the Home tab, by their label.

        A value is a text, an option's, person's or channel's name, a list of those, a date like 2030-01-31,
        or a time like 15:00.

        An input with `dispatch_action` tells the app, as in Slack: a menu or picker at once, a text if it
        wants every character; `presses_enter` is for texts that wait for Enter.

        Raises:
            NotThere: no such input, or no such option.
        """
        for label, value in values.items():
            await self._choose(self._input(await self._form(), label), value, confirms=True)

    async def presses_enter(self, label: str) -> None:
        """Press Enter in a text input with `dispatch_action`, which tells the app what stands in it.

        Raises:
            NotThere: no such input, or Enter means nothing there.
        """
        found = self._input(await self._form(), label)
        if not found.block.get("dispatch_action") or ON_EVERY_CHARACTER in _dispatched_on(found.element):
            raise NotThere(f"Enter in {label!r} tells the app nothing")
        await self._act(found, self._typed_into(found) or found.element.get("initial_value", ""))

    async def submits(self) -> None:
        """Press the open modal's main button; returns when the app answered or Slack gave up."""
        view = await self.modal()
        await self._slack.in_views.submit(view, view.typed)

    async def closes(self, *, everything: bool = False) -> None:
        """Press Cancel; with `everything` the X, which closes the whole stack."""
        await self._slack.in_views.close(await self.modal(), whole_stack=everything)

    # How

    def _find(self, look: Look, message: SeenMessage | None) -> Control | None:
        """A control in the modal in front, in the Home tab if that is open, else in the newest message."""
        front = self._slack.modals.front(self.id)
        home = self._slack.homes.of(self.id) if self._is_at_home else None
        for view in (front, home):
            if message is None and view is not None and (found := look(view.blocks)):
                return Control(view, *found)
        target = newest(self._again(message), lambda each: look(each.message.blocks) is not None)
        found = look(target.message.blocks) if target else None
        return Control(target.message, *found) if target and found else None

    async def _form(self) -> View:
        home = self._slack.homes.of(self.id) if self._is_at_home else None
        return self._slack.modals.front(self.id) or home or await self.modal()

    def _input(self, view: View, label: str) -> Control:
        block = next((each for each in view.blocks if label_of(each) == label), None)
        if block is None:
            labels = [label_of(each) for each in view.blocks if label_of(each)]
            raise NotThere(f"No input {label!r}; there are {labels}")
        return Control(view, block, block["element"])

    async def _choose(self, control: Control, option: str | list[str], *, confirms: bool) -> None:
        """Choose or type; the app hears of it at once, unless it is an input that waits for the submit."""
        try:
            value = chosen(control.element, option, self._workspace)
        except NoOption as error:
            raise NotThere(str(error)) from None
        if control.block["type"] != "input" or _tells_at_once(control):
            await self._act(control, value, confirms=confirms)
        elif isinstance(control.place, View):
            ids = control.block["block_id"], control.element["action_id"]
            control.place.typed.setdefault(ids[0], {})[ids[1]] = value

    async def _act(self, control: Control, value: object, *, confirms: bool = True) -> None:
        place, block, element = control
        if "confirm" in element and not confirms:
            return
        ids = block["block_id"], element["action_id"]
        if isinstance(place, View):
            await self._slack.in_views.act(place, *ids, value, place.typed)
        else:
            await self._slack.people.click(self.id, place, *ids, value)

    def _typed_into(self, control: Control) -> object:
        if not isinstance(control.place, View):
            return None
        return control.place.typed.get(control.block["block_id"], {}).get(control.element["action_id"])


def _tells_at_once(control: Control) -> bool:
    if not control.block.get("dispatch_action"):
        return False
    return control.element["type"] not in TEXTS or ON_EVERY_CHARACTER in _dispatched_on(control.element)


def _dispatched_on(element: Json) -> list[str]:
    """When a text input tells the app; Enter unless it says otherwise."""
    wanted: Json = element.get("dispatch_action_config") or {}
    return list(wanted.get("trigger_actions_on") or ["on_enter_pressed"])
