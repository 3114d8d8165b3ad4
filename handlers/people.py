"""Who somebody is: what Slack tells of a user, remembered for some hours: most answers need no call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotAllowed, NotifyError, NotifyRefused
from bot.models import Person
from bot.ports import Clock, Ledger
from bot.preferences import Preferences
from bot.reasons import Barred
from handlers.slack import told

_GUESTS = ("restricted", "ultra_restricted", "stranger")
_FRESH = timedelta(hours=6)
"""A zone or a name that was changed in Slack is seen after this at the latest."""


class People:
    """Looks people up."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        ledger: Ledger,
        clock: Clock,
        preferences: Preferences,
        team: Callable[[], str | None] = lambda: None,
    ) -> None:
        """`preferences` have the zone that somebody chose in place of their profile's, and the clinic's.

        `team` is the id of our own workspace, as soon as Slack has told it.
        """
        self._team = team
        self._client = client
        self._ledger = ledger
        self._clock = clock
        self._preferences = preferences

    async def known(self, user: str) -> Person | None:
        """The person, if Slack told of them lately; no network."""
        person = await self._ledger.person(user, self._clock.now() - _FRESH)
        return await self._by_their_clock(person) if person else None

    async def look_up(self, user: str) -> Person:
        """The person, from Slack if need be.

        Raises:
            NotAllowed: there is no such person (`provider`), they are a bot, or they left (`left`).
            NotifyError: Slack does not answer.
        """
        if person := await self.known(user):
            return person
        try:
            answer = await told(self._client.users_info(user=user, include_locale=True))
        except NotifyRefused as error:
            raise NotAllowed("provider") from error
        member = answer["user"]
        if member.get("deleted"):
            raise NotAllowed("left")
        if member.get("is_bot"):
            raise NotAllowed("provider")
        person = self._person(member)
        await self._ledger.save_person(person, self._clock.now())
        return await self._by_their_clock(person)

    async def staff(self, user: str) -> Person:
        """The person, if they belong to the clinic: others may look, and change nothing. Raises as `look_up`.

        Raises:
            NotAllowed: they are a guest, or from another workspace.
        """
        person = await self.look_up(user)
        if person.is_guest:
            raise NotAllowed("book")
        return person

    async def holder(self, user: str) -> Person:
        """The person, if a session can be theirs: they are sent the patient's address and a link.

        Raises:
            NotAllowed: they are a guest or from another workspace (`guest`); or as `look_up`.
        """
        person = await self.look_up(user)
        if person.is_guest:
            raise NotAllowed("guest")
        return person

    async def check(self, user: str, what: Barred = "book") -> None:
        """The same as `staff`, as far as it goes without network; `what` is the word of `NotAllowed`."""
        if (person := await self.known(user)) and person.is_guest:
            raise NotAllowed(what)

    async def check_team(self, user: str, team: str | None) -> None:
        """Turn away a gesture from another workspace: `team` is where Slack says that it came from.

        Raises:
            NotAllowed: it is from outside.
        """
        if team is None or self._team() in (None, team):
            return
        try:
            is_outside = (await self.look_up(user)).is_guest
        except (NotAllowed, NotifyError):
            is_outside = True
        if is_outside:
            raise NotAllowed("outside")

    async def zone_of(self, user: str) -> str | None:
        """Where (IANA) a person reads times; None if Slack does not tell: then no other clock is shown."""
        try:
            return (await self.look_up(user)).time_zone
        except (NotAllowed, NotifyError):
            return None

    async def _by_their_clock(self, person: Person) -> Person:
        return replace(person, time_zone=await self._preferences.zone(person.id))

    def _person(self, member: dict[str, Any]) -> Person:
        profile = member.get("profile") or {}
        zone = member.get("tz")
        return Person(
            id=member["id"],
            name=profile.get("real_name") or member.get("real_name") or member.get("name") or "Provider",
            email=profile.get("email"),
            time_zone=zone if zone in available_timezones() else None,
            locale=member.get("locale") or "en-US",
            is_guest=any(member.get(f"is_{kind}") for kind in _GUESTS) or not self.is_ours(member),
        )

    def is_ours(self, member: Mapping[str, Any]) -> bool:
        """Whether a user as Slack tells of them is of our workspace; unknown is not foreign.

        In a company with several workspaces a person belongs to all that `enterprise_user` lists.
        """
        ours, theirs = self._team(), member.get("team_id")
        teams = (member.get("enterprise_user") or {}).get("teams") or ()
        return ours is None or theirs is None or ours == theirs or ours in teams
