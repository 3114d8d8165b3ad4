"""Who works at the simulated clinic, and where its cards go."""

from __future__ import annotations

from bot.models import Person, Provider
from bot.settings import Settings

NAME = "Bayside Physical Therapy"
TEAM, SECOND = "C0TEAM", "C0SECOND"
PROVIDERS = (
    Person(id="U0DANA", name="Dana Reyes", email="dana@example.com", time_zone="America/New_York"),
    Person(id="U0LEE", name="Lee Park", email="lee@example.com", time_zone="America/Los_Angeles"),
    Person(id="U0SAM", name="Sam Ortiz", email="sam@example.com", time_zone="America/Chicago"),
    Person(id="U0KIM", name="Kim Tso", email="kim@example.com", time_zone="America/Phoenix"),
)
"""Kim's clocks never change."""
COORDINATORS = (
    Person(id="U0CASEY", name="Casey Flynn", email="casey@example.com", time_zone="America/New_York"),
    Person(id="U0ROBIN", name="Robin Vale", email="robin@example.com", time_zone="America/Denver"),
)
DM = f"D{PROVIDERS[1].id}"
"""Lee's with the bot."""
EVERYBODY = (*PROVIDERS, *COORDINATORS)


def as_provider(person: Person) -> Provider:
    """How a request names them."""
    return Provider(id=person.id, name=person.name, email=person.email)


def settings() -> Settings:
    """What the clinic configured; nothing of it is a secret or leads anywhere."""
    return Settings(
        slack_bot_token="",
        slack_app_token="",
        slack_signing_secret=None,
        slack_api_url="",
        betterpt_api_url="",
        betterpt_auth_url="",
        betterpt_client_id="",
        betterpt_client_secret="",
        betterpt_audience="",
        betterpt_durations="minutes",
        database_url="",
        clinic_name=NAME,
        clinic_channel=TEAM,
        clinic_time_zone="America/New_York",
        coordinators=frozenset(person.id for person in COORDINATORS),
        sandbox_clock_url=None,
    )
