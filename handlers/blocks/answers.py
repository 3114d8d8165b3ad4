"""An answer in a modal, for who clicked in the Home tab: a tab has no place to answer in."""

from __future__ import annotations

from handlers.blocks import inputs
from handlers.sentences.labels import labels
from handlers.sentences.overview import words
from handlers.slack import Block, Said

ANSWER = "answer"


def answer(said: Said) -> Block:
    """What would be said in a message, with nothing to submit."""
    return {
        "type": "modal",
        "callback_id": ANSWER,
        "title": inputs.plain(words.ROOM),
        "close": inputs.plain(labels.CLOSE),
        "blocks": list(said.blocks),
    }
