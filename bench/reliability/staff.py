"""A clinic as large as one likes: so many providers more in the sandbox's workspace."""

from __future__ import annotations

from sandbox.slack.people import TEAM_CHANNEL, Member
from sandbox.world import Sandbox

ZONE = "America/New_York"
_ID = "U0PT"


def hire(sandbox: Sandbox, providers: int) -> list[Member]:
    """Let them in; they are members of the team's channel."""
    place, hired = sandbox.slack.workspace, [provider(number) for number in range(providers)]
    for member in hired:
        place.members[member.id] = member
        place.channels[TEAM_CHANNEL].members.add(member.id)
    return hired


def provider(number: int) -> Member:
    """One of them."""
    handle = f"pt{number:03}"
    return Member(
        id=f"{_ID}{number:03}",
        handle=handle,
        name=f"Provider {number:03}",
        email=f"{handle}@example.com",
        time_zone=ZONE,
        zone_label="Eastern Time",
    )
