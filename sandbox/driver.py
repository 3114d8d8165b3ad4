"""A person to act as, for tests and scripts: type, see, click, fill, submit, close.

It acts through the same gestures as the page and reads what that person could read. Waiting wakes up with
every change of the workspace; nothing sleeps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from sandbox.reading import SeenMessage, button, label_of, newest, seen
from sandbox.slack import SlackSandbox
from sandbox.slack.forms import Typed
from sandbox.slack.modals import View
from sandbox.slack.people import Channel, Member
from sandbox.slack.wire import Json
from sandbox.slack.workspace import Message

T = TypeVar("T")
PATIENCE = 15.0


class NotThere(AssertionError):
    """The person does not see, or cannot use, what the test expects; it says what they see instead."""


class Person:
    """Somebody at their desk, with Slack open."""

    def __init__(self, handle: str, slack: SlackSandbox) -> None:
        self._slack = slack
        self._workspace = slack.workspace
        self.member: Member = next(each for each in self._workspace.members.values() if each.handle == handle)
        self.id = self.member.id
        self._typed: dict[str, Typed] = {}

    # What they see

    def messages(self, where: str | None = None) -> list[SeenMessage]:
        """Everything visible, in the order it came.

        Args:
            where: None for everywhere; `dm`, `thread`, `ephemeral`, or a channel's name or id.
        """
        visible = [each for each in self._workspace.seen_by(self.id) if self._is_in(each, where)]
        return [seen(each, self.member, self._workspace) for each in visible]

    def dms(self) -> list[SeenMessage]:
        """The DM with the bot."""
        return self.messages("dm")

    def thread(self, ts: str) -> list[SeenMessage]:
        """A message and what stands under it, ephemerals too."""
        return [each for each in self.messages() if ts in (each.ts, each.thread_ts)]

    async def sees(
        self,
        text: str,
        timeout: float = PATIENCE,  # noqa: ASYNC109  # how long this person waits is part of the sentence
        where: str | None = None,
    ) -> SeenMessage:
        """Wait for the newest message with that text.

        Raises:
            NotThere: no such message came in time.
        """
        return await self._wait(
            lambda: newest(self.messages(where), lambda message: message.contains(text)),
            timeout,
            f"{text!r}",
        )

    async def sees_no_more(
        self,
        text: str,
        timeout: float = PATIENCE,  # noqa: ASYNC109  # the same
        where: str | None = None,
    ) -> None:
        """Wait until no visible message has that text.

        Raises:
            NotThere: one still has it.
        """

        def is_gone() -> bool | None:
            return None if any(each.contains(text) for each in self.messages(where)) else True

        await self._wait(is_gone, timeout, f"everything but {text!r}")

    # What they do in the workspace

    async def types(
        self, text: str, channel: str = "team-telehealth", *, thread_ts: str | None = None
    ) -> None:
        """Type into the composer and press Enter; `channel` is a name, an id, or `dm`.

        Returns when the app acknowledged a command, or Slack gave up on it.
        """
        await self._slack.people.say(self.id, self._channel(channel).id, text, thread_ts=thread_ts)

    async def clicks(
        self,
        label: str,
        message: SeenMessage | None = None,
        *,
        confirms: bool = True,
        timeout: float = PATIENCE,  # noqa: ASYNC109  # the same
    ) -> None:
        """Press a button, in the open modal if it has one, else in the newest message that has one.

        Confirm dialogs are answered with yes; with `confirms=False` with no, and nothing is sent.

        Raises:
            NotThere: no such button came in time.
        """
        view = self._slack.modals.front(self.id)
        if message is None and view is not None and (found := button(view.blocks, label)):
            await self._act_in(view, *found, confirms=confirms)
            return

        def look() -> SeenMessage | None:
            return newest(self._again(message), lambda each: label in each.buttons)

        target = await self._wait(look, timeout, f"a button {label!r}")
        found = button(target.message.blocks, label)
        if found is None or ("confirm" in found[1] and not confirms):
            return
        block, element = found
        await self._slack.people.click(self.id, target.message, block["block_id"], element["action_id"])

    def dismisses(self, message: SeenMessage) -> None:
        """Take an ephemeral away; the app is not told."""
        self._workspace.remove(message.message)

    # What they do in a modal

    async def modal(
        self,
        title: str = "",
        timeout: float = PATIENCE,  # noqa: ASYNC109  # the same
    ) -> View:
        """Wait for an open modal, with that in its title.

        Raises:
            NotThere: none opened in time.
        """

        def look() -> View | None:
            view = self._slack.modals.front(self.id)
            return view if view is not None and title in view.title else None

        return await self._wait(look, timeout, f"a modal {title!r}")

    async def fills(self, values: Mapping[str, str | list[str]]) -> None:
        """Fill in inputs by their label: text, an option's or person's or channel's name, or a list of those.

        Raises:
            NotThere: no such input, or no such option.
        """
        view = await self.modal()
        typed = self._typed.setdefault(view.id, {})
        for label, value in values.items():
            block = next((each for each in view.blocks if label_of(each) == label), None)
            if block is None:
                raise NotThere(f"No input {label!r}; there are {[label_of(each) for each in view.blocks]}")
            element = block["element"]
            typed[block["block_id"]] = {element["action_id"]: self._chosen(element, value)}

    async def submits(self) -> None:
        """Press the open modal's main button; returns when the app answered or Slack gave up."""
        view = await self.modal()
        await self._slack.people.submit(view, self._typed.get(view.id, {}))

    async def closes(self, *, everything: bool = False) -> None:
        """Press Cancel; with `everything` the X, which closes the whole stack."""
        await self._slack.people.close(await self.modal(), whole_stack=everything)

    async def sees_no_modal(self) -> None:
        """Wait until no modal is open.

        Raises:
            NotThere: one stays open.
        """

        def look() -> bool | None:
            return True if self._slack.modals.front(self.id) is None else None

        await self._wait(look, PATIENCE, "no modal")

    @property
    def errors(self) -> dict[str, str]:
        """What stands in red in the open modal, by input label; `""` is about the whole modal."""
        view = self._slack.modals.front(self.id)
        if view is None:
            return {}
        labels = {each.get("block_id"): label_of(each) for each in view.blocks}
        found = {labels.get(block, block): said for block, said in view.errors.items()}
        return found | ({"": view.trouble} if view.trouble else {})

    async def _act_in(self, view: View, block: Json, element: Json, *, confirms: bool) -> None:
        if "confirm" in element and not confirms:
            return
        typed = self._typed.get(view.id, {})
        await self._slack.people.act_in_view(view, block["block_id"], element["action_id"], None, typed)

    def _chosen(self, element: Json, value: str | list[str]) -> str | list[str]:
        """What the page would send for a choice made by its visible name."""
        if isinstance(value, list):
            return [str(self._chosen(element, each)) for each in value]
        names = {option["text"]["text"]: option["value"] for option in element.get("options", [])}
        if names:
            if value not in {*names, *names.values()}:
                raise NotThere(f"No option {value!r}; there are {[*names]}")
            return str(names.get(value, value))
        if element["type"] == "users_select":
            people = self._workspace.members.values()
            return next((each.id for each in people if value in (each.name, each.handle)), value)
        if element["type"] in {"channels_select", "conversations_select"}:
            return self._channel(value).id
        return value

    def _again(self, message: SeenMessage | None) -> list[SeenMessage]:
        """That message as it is now (none when it is gone); everything visible when it is None."""
        return [each for each in self.messages() if message is None or each.message is message.message]

    def _channel(self, name: str) -> Channel:
        if name == "dm":
            return self._workspace.dm(self.id)
        channels = self._workspace.channels.values()
        wanted = name.removeprefix("#")
        found = next((each for each in channels if wanted in (each.name, each.id)), None)
        if found is None:
            raise NotThere(f"No channel {name!r}")
        return found

    def _is_in(self, message: Message, where: str | None) -> bool:
        channel = self._workspace.channels[message.channel]
        if where is None:
            return True
        if where == "ephemeral":
            return message.only_for is not None
        if where == "thread":
            return message.is_reply
        if where == "dm":
            return channel.is_dm
        return where.removeprefix("#") in (channel.name, channel.id)

    async def _wait(self, look: Callable[[], T | None], seconds: float, what: str) -> T:
        found = await self._slack.changes.until(look, seconds=seconds)
        if found is None:
            raise NotThere(f"{self.member.name} does not see {what} but:\n{self._everything()}")
        return found

    def _everything(self) -> str:
        view = self._slack.modals.front(self.id)
        modal = [f"  modal {view.title!r} {self.errors or ''}"] if view else []
        told = [f"  {each.channel} {each.text!r} {[*each.buttons]}" for each in self.messages()]
        return "\n".join([*modal, *told]) or "  nothing"
