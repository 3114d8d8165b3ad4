"""A file as the workspace keeps it, and how Slack writes it down.

Not here: uploading and downloading (`files.py`).
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import quote

from sandbox.slack.people import BOT_USER, TEAM
from sandbox.slack.wire import Json

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp"})
_KINDS = {"ics": "text/calendar", "csv": "text/csv", "txt": "text/plain", "md": "text/markdown"}


@dataclass(kw_only=True)
class File:
    """One uploaded file."""

    id: str
    name: str
    length: int
    created: int
    """Unix time."""
    public_url: str = field(repr=False)
    """Where this server is reached."""
    title: str = ""
    alt_text: str = ""
    content: bytes | None = field(default=None, repr=False)
    """None until it was sent."""
    is_shared: bool = False
    is_deleted: bool = False
    shares: list[tuple[str, str]] = field(default_factory=list)
    """Channel and timestamp of every message that carries it."""

    @property
    def kind(self) -> str:
        """The ending of its name."""
        return PurePath(self.name).suffix.lstrip(".").lower()

    @property
    def quoted_name(self) -> str:
        """Its name as a part of an address."""
        return quote(self.name, safe="", errors="replace")

    @property
    def mimetype(self) -> str:
        """Its media type, told by the ending of its name, of which nothing else is believed."""
        known = _KINDS.get(self.kind) or mimetypes.guess_type(f"file.{self.kind}")[0]
        return known or "application/octet-stream"

    @property
    def is_picture(self) -> bool:
        """Whether a browser may show it: SVG is none, because it can carry scripts."""
        return self.kind in PICTURES

    def as_json(self) -> Json:
        """The file object of messages and of `files.completeUploadExternal`."""
        if self.is_deleted:
            return {"id": self.id, "mode": "tombstone"}
        private = f"{self.public_url}/slack/files/{TEAM}-{self.id}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.kind or "binary",
            "pretty_type": self.kind.upper() or "Binary",
            "user": BOT_USER,
            "user_team": TEAM,
            "editable": False,
            "size": len(self.content or b""),
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{private}/{self.quoted_name}",
            "url_private_download": f"{private}/download/{self.quoted_name}",
            "permalink": f"{self.public_url}/files/{BOT_USER}/{self.id}/{self.quoted_name}",
            "has_rich_preview": False,
            "file_access": "visible",
            **({"alt_txt": self.alt_text} if self.alt_text else {}),
        }
