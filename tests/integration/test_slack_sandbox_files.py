"""The official SDK uploads files to the sandbox, and people see and keep them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import unquote, urlsplit

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from sandbox.slack import BOT_TOKEN
from sandbox.slack.people import DANA, OAKLAND_CHANNEL, TEAM_CHANNEL
from tests.integration.slack_granted import granted, refusal
from tests.integration.slack_stage import Stage, stage

ENTRY = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage(is_listening=False) as clinic:
        yield clinic


async def test_a_file_arrives_in_a_dm_with_its_name_and_content(clinic: Stage) -> None:
    opened = await clinic.client.conversations_open(users=DANA.id)
    answer = await clinic.client.files_upload_v2(
        channel=opened["channel"]["id"],
        filename="session.ics",
        title="Your session",
        content=ENTRY,
        initial_comment="For your calendar",
    )
    assert answer["file"]["mimetype"] == "text/calendar"
    told = await clinic.dana.sees("For your calendar", where="dm")
    (file,) = told.files
    assert (file.name, file.title, file.text) == ("session.ics", "Your session", ENTRY)
    assert clinic.person("lee").messages() == []

    history = await clinic.client.conversations_history(channel=opened["channel"]["id"])
    (kept,) = history["messages"][0]["files"]
    async with aiohttp.ClientSession() as session:
        refused = await session.get(kept["url_private"])
        assert refused.status == 403
        read = await session.get(kept["url_private"], headers={"Authorization": f"Bearer {BOT_TOKEN}"})
        assert (await read.read()).decode() == ENTRY
        assert "attachment" in read.headers["Content-Disposition"]


async def test_several_files_stand_in_a_thread(clinic: Stage) -> None:
    card = await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="Card")
    uploads = [{"filename": f"{n}.txt", "content": str(n)} for n in range(2)]
    await clinic.client.files_upload_v2(channel=TEAM_CHANNEL, thread_ts=card["ts"], file_uploads=uploads)
    replies = await clinic.client.conversations_replies(channel=TEAM_CHANNEL, ts=card["ts"])
    assert [each["name"] for each in replies["messages"][1]["files"]] == ["0.txt", "1.txt"]


async def test_a_file_is_refused_where_slack_refuses_it(clinic: Stage) -> None:
    async def refused(**arguments: object) -> str:
        with pytest.raises(SlackApiError) as caught:
            await clinic.client.api_call("files.completeUploadExternal", json=arguments)
        return str(caught.value.response["error"])

    announced = await clinic.client.files_getUploadURLExternal(filename="a.txt", length=2)
    files = [{"id": announced["file_id"], "title": "A"}]
    assert await refused(files=files, channel_id=TEAM_CHANNEL) == "file_not_found"
    async with aiohttp.ClientSession() as session:
        assert (await session.post(announced["upload_url"], data=b"ok")).status == 200
        assert (await session.post(announced["upload_url"], data=b"ok")).status == 404
    assert await refused(files=files, channel_id=DANA.id) == "channel_not_found"
    assert await refused(files=files, channel_id="C0RANDOM") == "not_in_channel"
    assert await refused(files=[], channel_id=TEAM_CHANNEL) == "invalid_arguments"


async def shared(clinic: Stage, name: str, channel: str = TEAM_CHANNEL) -> str:
    answer = await clinic.client.files_upload_v2(channel=channel, filename=name, content=ENTRY)
    return str(answer["file"]["id"])


async def test_a_file_is_looked_up_with_where_it_was_shared() -> None:
    async with granted() as clinic:
        dm = (await clinic.client.conversations_open(users=DANA.id))["channel"]["id"]
        public, private = await shared(clinic, "a.txt"), await shared(clinic, "b.txt", dm)
        told = (await clinic.client.files_info(file=public))["file"]
        message = clinic.dana.messages()[0]
        assert (told["name"], told["channels"], told["ims"]) == ("a.txt", [TEAM_CHANNEL], [])
        assert told["shares"] == {"public": {TEAM_CHANNEL: [{"ts": message.ts}]}}
        assert (await clinic.client.files_info(file=private))["file"]["ims"] == [dm]
        listed = await clinic.client.files_list(count=1)
        assert [each["id"] for each in listed["files"]] == [private]
        assert (listed["paging"]["total"], listed["paging"]["pages"]) == (2, 2)
        here = await clinic.client.files_list(channel=TEAM_CHANNEL)
        assert [each["id"] for each in here["files"]] == [public]
        assert await refusal(clinic.client.files_info(file="F0NONE")) == "file_not_found"


async def test_a_deleted_file_leaves_its_place_in_the_message() -> None:
    async with granted() as clinic:
        file = await shared(clinic, "a.txt")
        version = clinic.slack.changes.version
        await clinic.client.files_delete(file=file)
        (message,) = clinic.slack.workspace.seen_by(DANA.id)
        assert message.revision > version
        assert message.as_json()["files"] == [{"id": file, "mode": "tombstone"}]
        assert await refusal(clinic.client.files_info(file=file)) == "file_deleted"
        assert await refusal(clinic.client.files_delete(file=file)) == "file_deleted"
        assert (await clinic.client.files_list())["files"] == []


async def uploaded(clinic: Stage, name: str) -> str:
    announced = await clinic.client.files_getUploadURLExternal(filename=name, length=2)
    async with aiohttp.ClientSession() as session:
        assert (await session.post(announced["upload_url"], data=b"ok")).status == 200
    return str(announced["file_id"])


async def test_files_are_shared_everywhere_or_nowhere(clinic: Stage) -> None:
    files = [{"id": await uploaded(clinic, "a.txt")}]

    async def complete(channels: str) -> AsyncSlackResponse:
        given = {"files": files, "channels": channels}
        return await clinic.client.api_call("files.completeUploadExternal", json=given)

    assert await refusal(complete(f"{TEAM_CHANNEL},C0RANDOM")) == "not_in_channel"
    assert clinic.dana.messages() == []
    assert (await complete(f"{TEAM_CHANNEL}, {OAKLAND_CHANNEL},{TEAM_CHANNEL}"))["ok"]
    places = [each.channel for each in clinic.slack.workspace.seen_by(DANA.id)]
    assert places == [TEAM_CHANNEL, OAKLAND_CHANNEL]


AWKWARD = ["a/../b?c#d.txt", 'say "hi".txt', "first\r\nSet-Cookie: x=1.txt", "Überblick 100%.txt"]


@pytest.mark.parametrize("name", [*AWKWARD, "data:text/html\r\nX: y,z"])
async def test_a_file_of_any_name_is_found_and_kept_under_it(clinic: Stage, name: str) -> None:
    await clinic.client.files_completeUploadExternal(
        files=[{"id": await uploaded(clinic, name), "title": "A"}], channel_id=TEAM_CHANNEL
    )
    (message,) = clinic.slack.workspace.seen_by(DANA.id)
    (told,) = message.as_json()["files"]
    assert told["name"] == name
    key = {"Authorization": f"Bearer {BOT_TOKEN}"}
    for address in (told["url_private"], told["url_private_download"]):
        assert unquote(urlsplit(address).path).endswith(f"/{name}")
        async with aiohttp.ClientSession() as session, session.get(address, headers=key) as kept:
            assert (kept.status, await kept.read()) == (200, b"ok")
            assert kept.content_disposition is not None
            assert "Set-Cookie" not in kept.headers
            plain, _, encoded = kept.headers["Content-Disposition"].partition("; filename*=UTF-8''")
            assert plain.count('"') == 2
            assert unquote(encoded) == name
