"""The ledger's tables, as a list of steps that is only ever added to."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.ledger.schema import SENDER

migrations = Migrations("room-bot")

_REQUEST = """
    requester TEXT NOT NULL,
    provider TEXT NOT NULL,
    provider_name TEXT NOT NULL,
    provider_email TEXT,
    channel TEXT NOT NULL,
    patient_email TEXT,
    patient_phone TEXT,
    reference TEXT,
    clinic TEXT,
    reply_url TEXT,
"""


@migrations()
def rooms_tasks_and_messages(db: Database) -> None:
    """The first tables. Instants are ISO 8601 in UTC with microseconds, so that text sorts as time."""
    for statement in (
        f"""CREATE TABLE drafts (
            id TEXT PRIMARY KEY, {_REQUEST}
            words TEXT NOT NULL, start TEXT, zone TEXT NOT NULL, created TEXT NOT NULL) STRICT""",
        f"""CREATE TABLE rooms (
            id TEXT PRIMARY KEY, {_REQUEST}
            version INTEGER NOT NULL, state TEXT NOT NULL,
            start TEXT NOT NULL, zone TEXT NOT NULL, created TEXT NOT NULL,
            uid TEXT, video_start TEXT, video_zone TEXT, patient_link TEXT, provider_link TEXT,
            status TEXT, provider_attended INTEGER, provider_duration INTEGER,
            patient_attended INTEGER, patient_duration INTEGER,
            pending_start TEXT, changed_by TEXT, is_attempted INTEGER NOT NULL,
            problem TEXT, told_at TEXT) STRICT""",
        "CREATE INDEX rooms_by_start ON rooms (start)",
        "CREATE INDEX rooms_by_uid ON rooms (uid)",
        """CREATE TABLE tasks (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, room_id TEXT NOT NULL,
            due TEXT NOT NULL, promised TEXT NOT NULL, details TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, epoch INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL DEFAULT 'waiting', lease TEXT, why TEXT) STRICT""",
        "CREATE INDEX tasks_waiting ON tasks (due) WHERE state = 'waiting'",
        """CREATE TABLE messages (
            key TEXT PRIMARY KEY, room_id TEXT NOT NULL, channel TEXT NOT NULL,
            thread_ts TEXT, ts TEXT, tried_at TEXT) STRICT""",
        """CREATE TABLE people (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT, time_zone TEXT, locale TEXT NOT NULL,
            is_guest INTEGER NOT NULL, told TEXT NOT NULL) STRICT""",
        "CREATE TABLE deliveries (key TEXT PRIMARY KEY, arrived TEXT NOT NULL) STRICT",
        "CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    ):
        db.conn.execute(statement)


@migrations()
def series_histories_and_choices(db: Database) -> None:
    """Several sessions asked for at once, what happened to each room, and what people chose in Slack."""
    for statement in (
        "ALTER TABLE drafts ADD COLUMN thread TEXT",
        "ALTER TABLE drafts ADD COLUMN starts TEXT NOT NULL DEFAULT '[]'",
        "UPDATE drafts SET starts = json_array(start) WHERE start IS NOT NULL",
        "ALTER TABLE drafts DROP COLUMN start",
        "ALTER TABLE drafts ADD COLUMN offered TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE drafts ADD COLUMN replaces TEXT",
        *(
            f"ALTER TABLE rooms ADD COLUMN {name} TEXT"
            for name in (
                "thread",
                "series",
                "moved_from",
                "replaces",
                "handed_to",
                "correction",
                "video_read",
            )
        ),
        "CREATE INDEX rooms_by_series ON rooms (series)",
        "CREATE INDEX messages_by_ts ON messages (ts)",
        "CREATE INDEX messages_by_thread ON messages (thread_ts)",
        "ALTER TABLE tasks ADD COLUMN lane TEXT NOT NULL DEFAULT ''",
        "UPDATE tasks SET lane = room_id",
        """CREATE TABLE events (
            id INTEGER PRIMARY KEY, room_id TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL,
            who TEXT, details TEXT NOT NULL) STRICT""",
        "CREATE INDEX events_by_room ON events (room_id)",
        """CREATE TABLE choices (
            id INTEGER PRIMARY KEY, scope TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
            who TEXT NOT NULL, at TEXT NOT NULL) STRICT""",
        "CREATE INDEX choices_by_scope ON choices (scope, name)",
    ):
        db.conn.execute(statement)


@migrations()
def leases_turns_and_facts(db: Database) -> None:
    """Leases by the ledger's own clock, whose turn it is to call, and what is true of the ledger itself."""
    for statement in (
        "ALTER TABLE tasks DROP COLUMN lease",
        "ALTER TABLE tasks ADD COLUMN lease REAL",
        "DROP INDEX tasks_waiting",
        "CREATE INDEX tasks_by_due ON tasks (due, id, lane) WHERE state = 'waiting'",
        "CREATE INDEX tasks_by_lane ON tasks (lane, due, id) WHERE state = 'waiting'",
        "CREATE INDEX tasks_held ON tasks (lease, lane) WHERE state = 'waiting' AND lease IS NOT NULL",
        "CREATE INDEX tasks_parked ON tasks (due, id) WHERE state = 'parked'",
        "ALTER TABLE deliveries ADD COLUMN lease REAL",
        "CREATE INDEX deliveries_by_arrival ON deliveries (arrived)",
        "ALTER TABLE rooms ADD COLUMN digest TEXT",
        "CREATE INDEX rooms_by_digest ON rooms (digest)",
        """CREATE TABLE turns (
            name TEXT PRIMARY KEY, urgent TEXT NOT NULL, late TEXT NOT NULL, held TEXT NOT NULL) STRICT""",
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    ):
        db.conn.execute(statement)


@migrations()
def rooms_of_a_provider(db: Database) -> None:
    """A provider's rooms are found without looking at all of them."""
    db.conn.execute("CREATE INDEX rooms_by_provider ON rooms (provider, start)")


@migrations()
def what_reports_count(db: Database) -> None:
    """When rooms were cancelled and how long before, and what was corrected, where it can be summed up."""
    for statement in (
        "ALTER TABLE rooms ADD COLUMN cancelled_at TEXT",
        "ALTER TABLE rooms ADD COLUMN notice INTEGER",
        "ALTER TABLE rooms ADD COLUMN corrected TEXT",
        """UPDATE rooms SET cancelled_at = (
            SELECT max(at) FROM events WHERE events.room_id = rooms.id AND kind = 'asked'
            AND details LIKE '%"what": "cancel"%') WHERE state IN ('cancelling', 'cancelled')""",
        """UPDATE rooms SET notice =
            CAST(round((julianday(start) - julianday(cancelled_at)) * 86400) AS INTEGER)
            WHERE cancelled_at IS NOT NULL""",
        "UPDATE rooms SET corrected = json_extract(correction, '$.outcome') WHERE correction IS NOT NULL",
    ):
        db.conn.execute(statement)


@migrations()
def changes_in_doubt(db: Database) -> None:
    """Since when nobody knows what came of a change; what an earlier version was about may just have left."""
    for statement in (
        "ALTER TABLE rooms ADD COLUMN in_doubt_since TEXT",
        "ALTER TABLE rooms ADD COLUMN in_doubt_by TEXT",
        f"""UPDATE rooms SET in_doubt_by = {SENDER},
            in_doubt_since = strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')
            WHERE problem = 'unconfirmed' OR state IN ('moving', 'cancelling')""",
    ):
        db.conn.execute(statement)


@migrations()
def tasks_begun_without_an_end(db: Database) -> None:
    """How often a task was begun since it last came to an end of any kind."""
    db.conn.execute("ALTER TABLE tasks ADD COLUMN begun INTEGER NOT NULL DEFAULT 0")


@migrations()
def rooms_in_place_of_others(db: Database) -> None:
    """What takes a room's place is found wherever that room is by now."""
    db.conn.execute("CREATE INDEX rooms_by_replaced ON rooms (replaces) WHERE replaces IS NOT NULL")


def known() -> frozenset[str]:
    """The names of all steps that this version knows."""
    return frozenset(step.name for step in migrations.pending(Database(memory=True)))
