"""The environment becomes one frozen value, or one list of everything that is wrong with it.

Nothing is read at import time, and no other module reads the environment. A blank value counts as missing.
`NAMES` is the whole list; `.env.example` and the README's table are held against it by a test.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from environs import Env, EnvValidationError, ValidationError

from bot.dotfile import said_by
from bot.errors import SettingsError

EXIT_CODE = 78
"""EX_CONFIG of sysexits.h: what the process ends with when it was configured wrongly."""
_POSTGRES = "a PostgreSQL as postgresql://user:password@host:5432/name"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a clinic configures. Secrets are kept out of `repr`, and so out of logs."""

    slack_bot_token: str
    slack_app_token: str
    slack_signing_secret: str | None
    slack_api_url: str
    betterpt_api_url: str
    betterpt_auth_url: str
    betterpt_client_id: str
    betterpt_client_secret: str
    betterpt_audience: str
    betterpt_durations: str
    """`minutes` or `seconds`."""
    database_url: str
    clinic_name: str | None
    clinic_channel: str | None
    clinic_time_zone: str | None
    coordinators: frozenset[str]
    sandbox_clock_url: str | None

    def __repr__(self) -> str:
        """Nothing of what is inside."""
        return "Settings(…)"


def _shaped(pattern: str, mend: str) -> Callable[[str], None]:
    def check(value: str) -> None:
        if not re.fullmatch(pattern, value):
            raise ValidationError(mend)

    return check


def _is_safe_url(value: str) -> None:
    """Secrets and patient data travel there: encrypted, or not beyond this machine."""
    scheme, host = _reached(value)
    if scheme == "https" and host:
        return
    if scheme != "http" or host not in LOOPBACK:
        raise ValidationError("give a whole https:// address (http:// only for this machine itself)")


def _is_loopback_url(value: str) -> None:
    if _reached(value) not in {("http", host) for host in LOOPBACK}:
        raise ValidationError("only the sandbox sets this, to an address on this machine: remove it")


def _reached(url: str) -> tuple[str, str | None]:
    """How and where an address leads; it has no host if it is none."""
    try:
        parts = urlsplit(url)
        is_one = parts.port != 0 and not re.search(r"\s", url)
    except ValueError:  # half an IPv6 address, or a port that is no number
        return "", None
    return parts.scheme, parts.hostname if is_one else None


def _is_database(value: str) -> None:
    if why := why_no_database(value):
        raise ValidationError(why)


def why_no_database(url: str) -> str | None:
    """What to do about a `DATABASE_URL` that cannot be one; None for one that can. The URL is not quoted."""
    if not url.startswith(("postgres://", "postgresql://")):
        is_file = re.fullmatch(r"sqlite:///(?!:memory:)[^?]+", url)  # what is behind a ? would be its name
        return (
            None
            if is_file
            else f"give a file as sqlite:///rooms.db or sqlite:////var/lib/rooms.db, or {_POSTGRES}"
        )
    try:
        parts = urlsplit(url)
        # A bare @ or / in a password makes the rest of it the host or the name: the driver quotes those.
        is_clear = parts.netloc.count("@") <= 1 and "@" not in parts.path
        is_whole = is_clear and parts.path.strip("/") and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole:
        return (
            f"give {_POSTGRES}, with the database's name; in a password write @ as %40, / as %2F and # as %23"
        )
    return "write % in a password as %25" if re.search("%(?![0-9A-Fa-f]{2})", url) else None


def _is_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError("give a time zone's full name, like America/New_York")


def _anything(_value: str) -> None:
    return


@dataclass(frozen=True, kw_only=True)
class Name:
    """One name of the environment: what it is for, how to get it, and what is accepted."""

    name: str
    what: str
    mend: str = ""
    """What to do when it is missing; empty: it may be."""
    check: Callable[[str], None] = _anything
    default: str | None = None


NAMES = (
    Name(
        name="SLACK_BOT_TOKEN",
        what="Bot token of the Slack app (OAuth & Permissions)",
        mend="copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions",
        check=_shaped(r"xoxb-\S+", "a bot token begins with xoxb-"),
    ),
    Name(
        name="SLACK_APP_TOKEN",
        what="App-level token with connections:write (Basic Information)",
        mend="create an App-Level Token (xapp-…) with connections:write under Basic Information",
        check=_shaped(r"xapp-\S+", "an app-level token begins with xapp-"),
    ),
    Name(name="SLACK_SIGNING_SECRET", what="Only for HTTP mode, which is to come; Socket Mode needs none"),
    Name(
        name="SLACK_API_URL",
        what="Where Slack's Web API is",
        default="https://slack.com/api/",
        check=_is_safe_url,
    ),
    Name(
        name="BETTERPT_API_URL",
        what="BetterPT's GraphQL endpoint, as BetterPT told you",
        mend="ask BetterPT for the GraphQL endpoint of your partner account",
        check=_is_safe_url,
    ),
    Name(
        name="BETTERPT_AUTH_URL",
        what="BetterPT's token endpoint (…/oauth/token)",
        mend="ask BetterPT for the token endpoint of your partner account",
        check=_is_safe_url,
    ),
    Name(name="BETTERPT_CLIENT_ID", what="Partner client id", mend="BetterPT hands it out to partners"),
    Name(
        name="BETTERPT_CLIENT_SECRET", what="Partner client secret", mend="BetterPT hands it out to partners"
    ),
    Name(name="BETTERPT_AUDIENCE", what="Audience of the token", mend="BetterPT hands it out to partners"),
    Name(
        name="BETTERPT_DURATIONS",
        what="What BetterPT's durations are in, minutes or seconds: it does not say, so ask",
        check=_shaped("minutes|seconds", "give minutes or seconds"),
        default="minutes",
    ),
    Name(
        name="DATABASE_URL",
        what="Where the ledger is kept: a file, or a PostgreSQL (`postgresql://…`)",
        default="sqlite:///rooms.db",
        check=_is_database,
    ),
    Name(
        name="CLINIC_NAME",
        what="The clinic as patients know it; without it BetterPT tells patients nothing",
    ),
    Name(
        name="CLINIC_CHANNEL",
        what="Id of the team's channel for the cards; without it the channel where the command was typed",
        check=_shaped(r"[CG][A-Z0-9]{2,}", "give the channel's id (C…), from the channel's details in Slack"),
    ),
    Name(
        name="CLINIC_TIME_ZONE",
        what="Time zone for people whose Slack profile has none",
        check=_is_zone,
    ),
    Name(
        name="COORDINATORS",
        what="Slack user ids of those who may change every room, comma-separated",
        check=_shaped(
            r"\s*[UW][A-Z0-9]+\s*(,\s*[UW][A-Z0-9]+\s*)*,?\s*", "give Slack user ids, like U012ABC,U034DEF"
        ),
    ),
    Name(
        name="SANDBOX_CLOCK_URL",
        what="Set by the sandbox alone, never in production: the clock to follow",
        check=_is_loopback_url,
    ),
)


def read_settings(env_file: Path | None = None) -> Settings:
    """The settings of this process, from the environment and (behind it) a `.env` file.

    Raises:
        SettingsError: names are missing or malformed; all of them at once.
    """
    values = _values(NAMES, env_file)
    coordinators = re.split(r"[,\s]+", values.pop("coordinators") or "")
    url = values.pop("slack_api_url") or ""
    return Settings(
        **values,  # type: ignore[arg-type]  # NAMES says which may be None; the field names are the same
        slack_api_url=url if url.endswith("/") else f"{url}/",
        coordinators=frozenset(filter(None, coordinators)),
    )


class Whereabouts(NamedTuple):
    """What an operator's verbs need of the environment."""

    database_url: str
    time_zone: str | None
    """The clinic's, IANA."""


def read_whereabouts(env_file: Path | None = None) -> Whereabouts:
    """Where the ledger is kept, and the clinic's clock.

    Raises:
        SettingsError: one of them is malformed.
    """
    values = _values([name for name in NAMES if name.name in {"DATABASE_URL", "CLINIC_TIME_ZONE"}], env_file)
    return Whereabouts(values["database_url"] or "", values["clinic_time_zone"])


def _values(names: Iterable[Name], env_file: Path | None) -> dict[str, str | None]:
    env = Env(eager=False)
    if env_file is not None:
        _fill_up(said_by(env_file))
    values = {name.name.lower(): _read(env, name) for name in names}
    try:
        env.seal()
    except EnvValidationError as error:
        raise SettingsError(_problems(error.error_messages)) from error
    return values


def _fill_up(said: Mapping[str, str]) -> None:
    """Let the file say what the environment does not; a name of others may be blank on purpose."""
    ours = {name.name for name in NAMES}
    for name, value in said.items():
        is_blank = name in ours and not os.environ.get(name, "").strip()
        if is_blank or name not in os.environ:
            os.environ[name] = value


def _read(env: Env, name: Name) -> str | None:
    def check(value: str) -> None:
        if value.strip():
            name.check(value.strip())
        elif name.mend:
            raise ValidationError(_missing(name))

    value = env.str(name.name, validate=check) if name.mend else env.str(name.name, "", validate=check)
    return (value or "").strip() or name.default


def _missing(name: Name) -> str:
    return f"is missing: {name.mend}"


def _problems(messages: object) -> dict[str, str]:
    """What is wrong with each name; environs has one fixed text for a name that is not there at all."""
    missing = {name.name: _missing(name) for name in NAMES}
    found = cast("Mapping[str, list[str]]", messages)  # what `seal` of a lazy Env gives
    return {name: missing[name] if "not set" in what[0] else "; ".join(what) for name, what in found.items()}
