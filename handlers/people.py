"""Who somebody is: what Slack tells of a user, remembered for some hours: most answers need no call."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotAllowed, NotifyError, NotifyRefused
from bot.models import Person
from bot.ports import Clock, Ledger
from handlers.slack import told

_FRESH = timedelta(hours=6)
"""A zone or a name that was changed in Slack is seen after this at the latest."""


class People:
    """Looks people up."""

    def __init__(self, *, client: AsyncWebClient, ledger: Ledger, clock: Clock, zone: str | None) -> None:
        """`zone` (IANA) is for people whose Slack profile has none."""
        self._client = client
        self._ledger = ledger
        self._clock = clock
        self._zone = zone

    async def known(self, user: str) -> Person | None:
        """The person, if Slack told of them lately; no network."""
        return await self._ledger.person(user, self._clock.now() - _FRESH)

    async def look_up(self, user: str) -> Person:
        """The person, from Slack if need be.

        Raises:
            NotAllowed: there is no such person, they are a bot, or they left.
            NotifyError: Slack does not answer.
        """
        if person := await self.known(user):
            return person
        try:
            answer = await told(self._client.users_info(user=user, include_locale=True))
        except NotifyRefused as error:
            raise NotAllowed("provider") from error
        member = answer["user"]
        if member.get("is_bot") or member.get("deleted"):
            raise NotAllowed("provider")
        person = self._person(member)
        await self._ledger.save_person(person, self._clock.now())
        return person

    async def zone_of(self, user: str) -> str | None:
        """Where (IANA) a person reads times; None if Slack does not tell: then no other clock is shown."""
        try:
            return (await self.look_up(user)).time_zone
        except (NotAllowed, NotifyError):
            return None

    def _person(self, member: dict[str, Any]) -> Person:
        profile = member.get("profile") or {}
        zone = member.get("tz")
        return Person(
            id=member["id"],
            name=profile.get("real_name") or member.get("real_name") or member.get("name") or "Provider",
            email=profile.get("email"),
            time_zone=zone if zone in available_timezones() else self._zone,
            locale=member.get("locale") or "en-US",
            is_guest=any(member.get(f"is_{kind}") for kind in ("restricted", "ultra_restricted", "stranger")),
        )
