"""The Auth0-like desk that hands out tokens: client credentials in, a signed JWT out.

Who asks too often is turned away: BetterPT's documentation calls that limit severe.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

LIFE = timedelta(hours=24)
_MINUTE = timedelta(minutes=1)


class Refused(Exception):
    """No token. The text is Auth0's error word."""

    def __init__(self, status: int, error: str) -> None:
        """Keep the HTTP status it is answered with."""
        super().__init__(error)
        self.status = status


@dataclass(kw_only=True)
class TokenDesk:
    """Issues tokens and knows them again."""

    client_id: str
    client_secret: str
    audience: str
    per_minute: int
    life: timedelta = LIFE
    has_expires_in: bool = True
    requests: list[datetime] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set, repr=False)
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def grant(self, asked: object, now: datetime) -> dict[str, object]:
        """The token endpoint's answer.

        Raises:
            Refused: wrong credentials, or too many requests within a minute.
        """
        self.requests.append(now)
        if sum(now - _MINUTE < at <= now for at in self.requests) > self.per_minute:
            raise Refused(429, "too_many_requests")
        if not isinstance(asked, dict) or asked.get("grant_type") != "client_credentials":
            raise Refused(403, "unsupported_grant_type")
        wanted = (self.client_id, self.client_secret, self.audience)
        if tuple(asked.get(name) for name in ("client_id", "client_secret", "audience")) != wanted:
            raise Refused(401, "access_denied")
        answer: dict[str, object] = {"access_token": self._token(now), "token_type": "Bearer"}
        return answer | ({"expires_in": int(self.life.total_seconds())} if self.has_expires_in else {})

    def is_valid(self, header: str, now: datetime) -> bool:
        """Whether an `Authorization` header holds a token of ours that is neither over nor revoked."""
        kind, _, token = header.partition(" ")
        head, _, signature = token.rpartition(".")
        is_ours = hmac.compare_digest(signature.encode(errors="replace"), self._signature(head).encode())
        if kind.lower() != "bearer" or not is_ours or token in self.revoked:
            return False
        payload = head.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return now.timestamp() < float(claims["exp"])

    def revoke(self, header: str) -> None:
        """Refuse this header's token from now on."""
        self.revoked.add(header.partition(" ")[2])

    def revoke_all(self) -> None:
        """Refuse every token handed out so far."""
        self._key = secrets.token_bytes(32)

    def _token(self, now: datetime) -> str:
        claims = {
            "iss": "https://sandbox.example.com/",
            "aud": self.audience,
            "iat": int(now.timestamp()),
            "exp": int((now + self.life).timestamp()),
            "scope": "mutate:partnerVideoRooms query:partnerSessions",
            "gty": "client-credentials",
            "jti": str(uuid.uuid4()),
        }
        head = ".".join(
            _encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims)
        )
        return f"{head}.{self._signature(head)}"

    def _signature(self, head: str) -> str:
        return _encoded(hmac.new(self._key, head.encode(errors="replace"), hashlib.sha256).digest())


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
