"""A person to act as, for tests and scripts: type, see, click, search, pick, fill, submit, close.

It acts through the same gestures as the page and reads what that person could read (`sight.py`).
Not here: how a control is found and used (`hands.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.choosing import menu
from sandbox.hands import ON_EVERY_CHARACTER, Control, Hands, dispatched_on
from sandbox.reading import SeenMessage, button
from sandbox.sight import PATIENCE, NotThere
from sandbox.slack.forms import options_of
from sandbox.slack.wire import Refused

__all__ = ["NotThere", "Person"]


class Person(Hands):
    """Somebody at their desk, with Slack open."""

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

    async def uses_global_shortcut(self, callback_id: str) -> None:
        """Choose a global shortcut, from the composer's menu or the search; returns when the app answered.

        Raises:
            NotThere: there is no such shortcut, this person is of another company, or the app did not answer.
        """
        try:
            is_answered = await self._slack.people.global_shortcut(self.id, callback_id)
        except Refused:
            raise NotThere(f"No shortcut {callback_id!r} for {self.member.name}") from None
        if not is_answered:
            raise NotThere(f"The app did not answer to the shortcut {callback_id!r}")

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

    async def searches(
        self,
        name: str,
        words: str,
        message: SeenMessage | None = None,
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109  # the same
    ) -> tuple[str, ...]:
        """Type into a menu whose options the app looks up, and read what it offers.

        Args:
            name: its label, its placeholder, or the text beside it.
            words: what to type; below the menu's `min_query_length` the app is not asked.
            message: only there.
            timeout: seconds to wait for the menu.

        Raises:
            NotThere: no such menu came in time, or it is none of that kind.
        """

        def look() -> Control | None:
            return self._find(lambda blocks: menu(blocks, name), message)

        found = await self._wait(look, timeout, f"a menu {name!r}")
        try:
            offered = await self._suggested(found, words)
        except Refused:
            raise NotThere(f"In {name!r} the app looks nothing up") from None
        return tuple(each["text"]["text"] for each in options_of(offered))

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
            option: an option's, person's or channel's name; a date like 2030-01-31; a time like 15:00. In a
                menu whose options the app looks up, it is what is typed and what is then chosen.
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
        if not found.block.get("dispatch_action") or ON_EVERY_CHARACTER in dispatched_on(found.element):
            raise NotThere(f"Enter in {label!r} tells the app nothing")
        await self._act(found, self._typed_into(found) or found.element.get("initial_value", ""))

    async def submits(self) -> None:
        """Press the open modal's main button; returns when the app answered or Slack gave up.

        What Slack itself or the app objects to stands in `errors`.

        Raises:
            NotThere: no modal is open, or its button waits for something to be filled in (`submit_disabled`).
        """
        view = await self.modal()
        try:
            await self._slack.in_views.submit(view, view.typed)
        except Refused:
            raise NotThere(f"The button of {view.title!r} cannot be pressed yet") from None

    async def closes(self, *, everything: bool = False) -> None:
        """Press Cancel; with `everything` the X, which closes the whole stack.

        The app is told if the view has `notify_on_close`: of a stack, the view below all others.

        Raises:
            NotThere: no modal is open.
        """
        await self._slack.in_views.close(await self.modal(), whole_stack=everything)
