"""What a person sees of Slack, and waiting for it: messages, the modal in front, the Home tab.

Waiting wakes up with every change of the workspace; nothing sleeps. Not here: doing anything (`driver.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sandbox.choosing import label_of
from sandbox.reading import SeenHome, SeenMessage, newest, seen, seen_home
from sandbox.slack import SlackSandbox
from sandbox.slack.people import Channel, Member
from sandbox.slack.text import as_read, texts_in
from sandbox.slack.views import View
from sandbox.slack.workspace import Message

T = TypeVar("T")
PATIENCE = 15.0


class NotThere(AssertionError):
    """The person does not see, or cannot use, what the test expects; it says what they see instead."""


class Sight:
    """Somebody's eyes on Slack."""

    def __init__(self, handle: str, slack: SlackSandbox) -> None:
        self._slack = slack
        self._workspace = slack.workspace
        self.id = next(each.id for each in self._workspace.members.values() if each.handle == handle)

    @property
    def member(self) -> Member:
        """Who they are now; administrators may change it."""
        return self._workspace.members[self.id]

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

    @property
    def home(self) -> SeenHome:
        """The app's Home tab as it is now."""
        return seen_home(self._slack.homes.of(self.id), self.member, self._workspace)

    @property
    def errors(self) -> dict[str, str]:
        """What stands in red in the open modal, by input label; `""` is about the whole modal."""
        view = self._slack.modals.front(self.id)
        if view is None:
            return {}
        labels = {each.get("block_id"): label_of(each) for each in view.blocks}
        found = {labels.get(block, block): said for block, said in view.errors.items()}
        return found | ({"": view.trouble} if view.trouble else {})

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

    async def sees_home(
        self,
        text: str,
        timeout: float = PATIENCE,  # noqa: ASYNC109  # the same
    ) -> SeenHome:
        """Wait until the Home tab has that text.

        Raises:
            NotThere: it did not in time.
        """

        def look() -> SeenHome | None:
            home = self.home
            return home if home.contains(text) else None

        return await self._wait(look, timeout, f"{text!r} in the Home tab")

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

    async def sees_in_modal(
        self,
        text: str,
        timeout: float = PATIENCE,  # noqa: ASYNC109  # the same
    ) -> View:
        """Wait until the modal in front says that.

        Raises:
            NotThere: it did not in time.
        """

        def look() -> View | None:
            view = self._slack.modals.front(self.id)
            said = "\n".join(texts_in(view.blocks)) if view else ""
            return view if text in as_read(said, self._workspace, self.member.time_zone) else None

        return await self._wait(look, timeout, f"{text!r} in a modal")

    async def sees_no_modal(self) -> None:
        """Wait until no modal is open.

        Raises:
            NotThere: one stays open.
        """

        def look() -> bool | None:
            return True if self._slack.modals.front(self.id) is None else None

        await self._wait(look, PATIENCE, "no modal")

    def _again(self, message: SeenMessage | None) -> list[SeenMessage]:
        """That message as it is now (none when it is gone); everything visible when it is None."""
        visible = self._workspace.seen_by(self.id)
        wanted = [each for each in visible if message is None or each is message.message]
        return [seen(each, self.member, self._workspace) for each in wanted]

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
        home = [f"  Home tab {self.home.text!r} {[*self.home.buttons]}"] if self.home.view else []
        told = [f"  {each.channel} {each.text!r} {[*each.buttons]}" for each in self.messages()]
        return "\n".join([*modal, *home, *told]) or "  nothing"
