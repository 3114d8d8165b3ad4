"""The help, and what is offered for a word that is nearly a command."""

from __future__ import annotations

from handlers.blocks import parts
from handlers.command import Command
from handlers.sentences import doors
from handlers.sentences.help import HELP, words
from handlers.slack import Said


def everything() -> Said:
    """Every command, with examples that can be pasted."""
    topics = [
        parts.section(f"*{what()}*\n" + "\n".join(f"`{example()}`" for example in examples))
        for _, what, examples in HELP
    ]
    return Said(text=words.TITLE, blocks=[*topics, parts.context(words.ELSEWHERE, words.NAMING)])


def offer(said: Command, verb: str) -> Said:
    """The verb that was probably meant, as a button with the whole command on it; nothing runs by itself."""
    asked = doors.meant(verb)
    wanted = f"{verb} {said.words}".strip()
    row = parts.actions([parts.button(f"/room {wanted}", "run", wanted)])
    return Said(text=parts.bare(asked), blocks=[parts.section(asked), row])
