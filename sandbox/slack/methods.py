"""Which methods the stand-in knows: the routing table of the Web API.

Arguments, scopes, tiers and whether JSON is read are as in Slack's reference; a contract test compares them.
Not here: who does what they say (`desks.py`), and how a call gets to them (`api.py`).
"""

from __future__ import annotations

from sandbox.slack.api import APP_SCOPE, APP_TOKEN, Method
from sandbox.slack.desks import Desks
from sandbox.slack.limits import HUNDREDS, POSTS, TIER_2, TIER_4
from sandbox.slack.validation import validate

SAYING = ("as_user", "attachments", "blocks", "link_names", "markdown_text", "metadata", "parse", "text")
"""What every method takes that puts words before people."""


def methods(at: Desks) -> dict[str, Method]:
    """Every method by its name."""
    return {**_apps(at), **_chat(at), **_conversations(at), **_files(at), **_people(at), **_views(at)}


def _apps(at: Desks) -> dict[str, Method]:
    return {
        "api.test": Method(run=at.directory.api_test, optional=_words("error"), rate=TIER_4, token=None),
        "apps.connections.open": Method(run=at.socket.open, scope=APP_SCOPE, token=APP_TOKEN),
        "auth.test": Method(run=at.directory.auth_test, rate=HUNDREDS),
        "blocks.validate": Method(
            run=validate, optional=_words("blocks message view"), rate=HUNDREDS, token=None
        ),
    }


def _chat(at: Desks) -> dict[str, Method]:
    return {
        "chat.delete": Method(
            run=at.chat.delete, required=("ts", "channel"), optional=_words("as_user"), scope="chat:write"
        ),
        "chat.deleteScheduledMessage": Method(
            run=at.schedule.delete,
            required=("scheduled_message_id", "channel"),
            optional=_words("as_user"),
            scope="chat:write",
        ),
        "chat.getPermalink": Method(
            run=at.chat.get_permalink, required=("channel", "message_ts"), rate=HUNDREDS, takes_json=False
        ),
        "chat.postEphemeral": Method(
            run=at.chat.post_ephemeral,
            required=("user", "channel"),
            optional=(*SAYING, *_words("icon_emoji icon_url thread_ts username")),
            scope="chat:write",
            rate=TIER_4,
        ),
        "chat.postMessage": Method(
            run=at.chat.post_message,
            required=("channel",),
            optional=(
                *SAYING,
                *_words("current_draft_last_updated_ts icon_emoji icon_url mrkdwn reply_broadcast"),
                *_words("thread_ts unfurl_links unfurl_media username"),
            ),
            scope="chat:write",
            rate=POSTS,
        ),
        "chat.scheduleMessage": Method(
            run=at.schedule.add,
            required=("channel", "post_at"),
            optional=(*SAYING, *_words("reply_broadcast thread_ts unfurl_links unfurl_media")),
            scope="chat:write",
        ),
        "chat.scheduledMessages.list": Method(
            run=at.schedule.listed, optional=_words("channel cursor latest limit oldest team_id")
        ),
        "chat.update": Method(
            run=at.chat.update,
            required=("ts", "channel"),
            optional=(*SAYING, *_words("file_ids reply_broadcast unfurled_attachments")),
            scope="chat:write",
        ),
    }


def _conversations(at: Desks) -> dict[str, Method]:
    return {
        "conversations.history": Method(
            run=at.history.history,
            required=("channel",),
            optional=_words("cursor include_all_metadata inclusive latest limit oldest"),
            scope="{kind}:history",
        ),
        "conversations.info": Method(
            run=at.places.info,
            required=("channel",),
            optional=_words("include_locale include_num_members"),
            scope="{kind}:read",
            takes_json=False,
        ),
        "conversations.join": Method(run=at.places.join, required=("channel",), scope="channels:join"),
        "conversations.leave": Method(run=at.places.leave, required=("channel",), scope="{kind}:write"),
        "conversations.list": Method(
            run=at.places.listed,
            optional=_words("cursor exclude_archived limit team_id types"),
            scope="{kind}:read",
            rate=TIER_2,
            takes_json=False,
        ),
        "conversations.mark": Method(run=at.places.mark, required=("channel", "ts"), scope="{kind}:write"),
        "conversations.members": Method(
            run=at.places.members,
            required=("channel",),
            optional=_words("cursor limit"),
            scope="{kind}:read",
            rate=TIER_4,
            takes_json=False,
        ),
        "conversations.open": Method(
            run=at.places.open,
            optional=_words("channel prevent_creation return_im users"),
            scope="im:write",
        ),
        "conversations.replies": Method(
            run=at.history.replies,
            required=("channel", "ts"),
            optional=_words("cursor include_all_metadata inclusive latest limit oldest"),
            scope="{kind}:history",
            takes_json=False,
        ),
    }


def _files(at: Desks) -> dict[str, Method]:
    return {
        "files.completeUploadExternal": Method(
            run=at.files.complete,
            required=("files",),
            optional=_words(
                "blocks channel_id channels icon_emoji icon_url initial_comment thread_ts username"
            ),
            scope="files:write",
            rate=TIER_4,
        ),
        "files.delete": Method(run=at.shelf.delete, required=("file",), scope="files:write"),
        "files.getUploadURLExternal": Method(
            run=at.files.upload_url,
            required=("length", "filename"),
            optional=_words("alt_txt snippet_type"),
            scope="files:write",
            rate=TIER_4,
            takes_json=False,
        ),
        "files.info": Method(
            run=at.shelf.info,
            required=("file",),
            optional=_words("count cursor limit page"),
            scope="files:read",
            rate=TIER_4,
            takes_json=False,
        ),
        "files.list": Method(
            run=at.shelf.listed,
            optional=_words("channel count page show_files_hidden_by_limit team_id ts_from ts_to types user"),
            scope="files:read",
            takes_json=False,
        ),
    }


def _people(at: Desks) -> dict[str, Method]:
    return {
        "bots.info": Method(
            run=at.directory.bots_info, optional=_words("bot team_id"), scope="users:read", takes_json=False
        ),
        "team.info": Method(run=at.directory.team_info, optional=_words("domain team"), scope="team:read"),
        "users.conversations": Method(
            run=at.places.of_person,
            optional=_words("cursor exclude_archived exclude_muted limit team_id types user"),
            scope="{kind}:read",
            takes_json=False,
        ),
        "users.info": Method(
            run=at.directory.users_info,
            required=("user",),
            optional=_words("include_locale"),
            scope="users:read",
            rate=TIER_4,
            takes_json=False,
        ),
        "users.list": Method(
            run=at.directory.users_list,
            optional=_words("cursor include_locale limit team_id"),
            scope="users:read",
            rate=TIER_2,
            takes_json=False,
        ),
        "users.lookupByEmail": Method(
            run=at.directory.users_lookup, required=("email",), scope="users:read.email", takes_json=False
        ),
    }


def _views(at: Desks) -> dict[str, Method]:
    return {
        "views.open": Method(
            run=at.modals.open,
            required=("view",),
            optional=_words("interactivity_pointer trigger_id"),
            rate=TIER_4,
        ),
        "views.publish": Method(
            run=at.homes.publish,
            required=("user_id", "view"),
            optional=_words("hash interactivity_pointer"),
            rate=TIER_4,
        ),
        "views.push": Method(
            run=at.modals.push,
            required=("view",),
            optional=_words("interactivity_pointer trigger_id"),
            rate=TIER_4,
        ),
        "views.update": Method(
            run=at.modals.update, required=("view",), optional=_words("external_id hash view_id"), rate=TIER_4
        ),
    }


def _words(names: str) -> tuple[str, ...]:
    return tuple(names.split())
