"""A bearer token and its life: out of Auth0's answer, into the store and back.

Its signature is not checked: BetterPT does that. A token that cannot be read is only one without an expiry.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.betterpt.answers import Fields

_MARGIN = timedelta(minutes=5)
_UNTOLD_LIFE = timedelta(minutes=30)
"""How long a token is used that says nothing of its expiry: far less than Auth0's usual 24 hours."""


@dataclass(frozen=True, kw_only=True)
class Token:
    """A bearer token and when the next one is to be asked for."""

    value: str = field(repr=False)
    renew_at: datetime

    @classmethod
    def granted(cls, fields: Fields, now: datetime) -> Token | None:
        """The token in an answer of the token endpoint, or None if there is none that a header can carry."""
        value = fields.get("access_token")
        if not isinstance(value, str) or not value.isascii() or not value.isprintable() or " " in value:
            return None
        return cls(value=value, renew_at=_renewal(_life(value, fields, now), now)) if value else None

    @classmethod
    def stored(cls, text: str | None) -> Token | None:
        """The token in a stored text, or None if it holds none of ours."""
        try:
            fields = json.loads(text or "null")
            renew_at = datetime.fromisoformat(fields["renew_at"]).astimezone(UTC)
            return cls(value=str(fields["value"]), renew_at=renew_at)
        except (ValueError, TypeError, KeyError, OverflowError):
            return None

    @property
    def text(self) -> str:
        """What is stored."""
        return json.dumps({"value": self.value, "renew_at": self.renew_at.isoformat()})


def _renewal(life: timedelta, now: datetime) -> datetime:
    """Some minutes before the end; for a short life a fifth of it, so that it is used at all.

    A new token that seems to be over already means that our clock is wrong. It is used nevertheless:
    else there would be a request for a token per call.
    """
    if life <= timedelta():
        life = _UNTOLD_LIFE
    return now + life - min(_MARGIN, life / 5)


def _life(value: str, fields: Fields, now: datetime) -> timedelta:
    """From the JWT's `exp`, else from `expires_in`, else a careful guess."""
    expiry = _claim(value, "exp")
    try:
        if expiry is not None:
            return datetime.fromtimestamp(expiry, UTC) - now
        seconds = fields.get("expires_in")
        return timedelta(seconds=float(seconds)) if isinstance(seconds, int | float | str) else _UNTOLD_LIFE
    except (ValueError, OverflowError, OSError):
        return _UNTOLD_LIFE


def _claim(value: str, name: str) -> float | None:
    """A number in the JWT's payload."""
    try:
        payload = value.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        claim = claims[name]
    except (ValueError, IndexError, KeyError, TypeError, RecursionError):
        return None
    return float(claim) if isinstance(claim, int | float) and not isinstance(claim, bool) else None
