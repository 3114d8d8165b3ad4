"""Answers of BetterPT's stand-in that are odd and not wrong, or wrong and not odd."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime

from sandbox.betterpt import TOKEN, Fault
from tests.integration.betterpt_partner import ASKED, CREATE, partner


async def test_it_can_say_anything_without_doing_anything() -> None:
    async with partner() as me:
        me.here.sandbox.faults.add(Fault(kind="says", body={"errors": []}))
        assert await me.asks(CREATE, input=ASKED) == (200, {"errors": []})
        assert me.here.sandbox.rooms == {}
        me.here.sandbox.faults.add(Fault(kind="says", operation=TOKEN, body=[]))
        async with me.http.post(me.here.sandbox.auth_url, json={}) as answer:
            assert (answer.status, await answer.json()) == (200, [])


async def test_its_clock_may_be_years_off_while_all_else_is_right() -> None:
    async with partner() as me:
        me.here.sandbox.faults.add(Fault(kind="wrong-date"))
        asked = {"query": CREATE, "variables": {"input": ASKED}}
        async with me.http.post(me.here.sandbox.api_url, json=asked, headers=me.bearer) as answer:
            assert parsedate_to_datetime(answer.headers["date"]).year == 1970
            assert "errors" not in await answer.json()
        assert len(me.here.sandbox.rooms) == 1


async def test_a_date_to_come_back_at_is_by_the_clock_of_the_answer() -> None:
    async with partner() as me:
        later = timedelta(minutes=5)
        me.here.sandbox.faults.add(Fault(kind="refuse-before", status=429, retry_after=later))
        async with me.http.post(me.here.sandbox.api_url, json={"query": CREATE}) as answer:
            told, now = (parsedate_to_datetime(answer.headers[name]) for name in ("retry-after", "date"))

        assert abs(told - now - later) <= timedelta(seconds=1)
