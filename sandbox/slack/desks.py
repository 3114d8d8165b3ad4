"""Who answers for what: the parts of the workspace that the Web API's methods lead to.

Not here: which methods there are (`methods.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.slack.chat import Chat
from sandbox.slack.conversations import Conversations
from sandbox.slack.directory import Directory
from sandbox.slack.files import Files
from sandbox.slack.history import History
from sandbox.slack.homes import Homes
from sandbox.slack.modals import Modals
from sandbox.slack.scheduled import Schedule
from sandbox.slack.shelf import Shelf
from sandbox.slack.socket import SocketMode


@dataclass(frozen=True, kw_only=True)
class Desks:
    """Who answers for what."""

    chat: Chat
    directory: Directory
    files: Files
    history: History
    homes: Homes
    modals: Modals
    places: Conversations
    schedule: Schedule
    shelf: Shelf
    socket: SocketMode
