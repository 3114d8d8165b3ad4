"""Trouble on demand without a page: a lever for each row, one way to answer wrongly at a time, all undone."""

from __future__ import annotations

from pathlib import Path

import aiohttp

from sandbox.trouble import BY_ID, TROUBLES
from tests.manners import watched


async def test_every_trouble_can_be_made_and_unmade(tmp_path: Path) -> None:
    async with watched() as sandbox:
        idle = [each.id for each in TROUBLES if not sandbox.troubles.is_possible(each)]
        assert idle == ["slack-cut", "slack-refresh", "bot-frozen", "bot-killed"], "nobody is there for them"
        await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        troubles = sandbox.troubles
        assert all(map(troubles.is_possible, TROUBLES))
        for each in TROUBLES:
            await troubles.switch(each, is_on=True)
            assert troubles.is_on(each) == each.is_lasting, each.id
        assert [each.id for each in TROUBLES if troubles.is_on(each) and each.where == "BetterPT"] == [
            "betterpt-limited"
        ], "one way to answer wrongly takes the place of another"
        await troubles.end_all()
        assert [each.id for each in TROUBLES if troubles.is_on(each)] == []
        await sandbox.bot_connected()
        assert sandbox.keeper.state == "running"


async def test_a_page_that_knows_less_ends_nobody_elses_trouble() -> None:
    async with watched() as sandbox, aiohttp.ClientSession() as http:
        await sandbox.troubles.switch(BY_ID["slack-down"], is_on=True)
        await sandbox.troubles.switch(BY_ID["slack-limited"], is_on=False)
        assert sandbox.troubles.is_on(BY_ID["slack-down"])
        async with http.post(f"{sandbox.url}/slack/api/auth.test") as answer:
            assert answer.status == 503
        await sandbox.troubles.switch(BY_ID["slack-down"], is_on=False)
        async with http.post(f"{sandbox.url}/slack/api/auth.test") as answer:
            assert (await answer.json())["error"] == "not_authed"
