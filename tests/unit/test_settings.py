"""The environment: everything that is wrong is named at once, and nothing secret is shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import NAMES, read_settings, read_whereabouts

GOOD = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "BETTERPT_API_URL": "https://api.example.com/graphql",
    "BETTERPT_AUTH_URL": "https://auth.example.com/oauth/token",
    "BETTERPT_CLIENT_ID": "id",
    "BETTERPT_CLIENT_SECRET": "hush",
    "BETTERPT_AUDIENCE": "aud",
}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name.name, raising=False)


def give(monkeypatch: pytest.MonkeyPatch, **names: str) -> None:
    for name, value in (GOOD | names).items():
        monkeypatch.setenv(name, value)


def test_what_is_not_set_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, CLINIC_NAME=" ", SLACK_API_URL="")
    settings = read_settings()

    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///rooms.db"
    assert (settings.clinic_name, settings.clinic_channel, settings.coordinators) == (None, None, frozenset())


def test_lists_and_addresses_are_read_as_people_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, COORDINATORS="U0CASEY, U0ALEX,", SLACK_API_URL="http://127.0.0.1:1/api")
    settings = read_settings()

    assert settings.coordinators == {"U0CASEY", "U0ALEX"}
    assert settings.slack_api_url == "http://127.0.0.1:1/api/"


def test_every_missing_name_is_told_at_once_with_what_to_do() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert set(caught.value.problems) == set(GOOD)
    assert all("is missing: " in what for what in caught.value.problems.values())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1"),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("BETTERPT_API_URL", "http://api.example.com"),
        ("BETTERPT_AUTH_URL", "auth.example.com"),
        ("BETTERPT_API_URL", "https://[bad"),
        ("BETTERPT_AUTH_URL", "https://api.example.com:port/x"),
        ("SLACK_API_URL", "https://slack.com:99999/api/"),
        ("SLACK_API_URL", "https://sla ck.com/api/"),
        ("SANDBOX_CLOCK_URL", "http://127.0.0.1:port/clock"),
        ("SANDBOX_CLOCK_URL", "http://[::1/clock"),
        ("SANDBOX_CLOCK_URL", "127.0.0.1"),
        ("BETTERPT_AUDIENCE", "  "),
        ("DATABASE_URL", "postgresql://db"),
        ("DATABASE_URL", "postgres://dana:hush@db.example.com/"),
        ("DATABASE_URL", "postgresql://dana:hush@db.example.com:many/clinic"),
        ("DATABASE_URL", "postgresql://dana:hush%@db.example.com/clinic"),
        ("DATABASE_URL", "postgresql://dana:hu/sh@db.example.com/clinic"),
        ("DATABASE_URL", "postgresql://dana:12/hush@db.example.com/clinic"),
        ("DATABASE_URL", "postgresql://dana:hush@hush@127.0.0.1:9/clinic"),
        ("DATABASE_URL", "mysql://db.example.com/clinic"),
        ("DATABASE_URL", "clinic.sqlite"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///rooms.db?mode=ro"),
        ("CLINIC_CHANNEL", "#team"),
        ("CLINIC_TIME_ZONE", "EST5"),
        ("COORDINATORS", "@casey"),
        ("SANDBOX_CLOCK_URL", "http://clock.example.com"),
    ],
)
def test_a_malformed_name_is_told_and_its_value_is_not(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    give(monkeypatch, **{name: value})
    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert set(caught.value.problems) == {name}
    assert value.strip() not in caught.value.problems[name] or not value.strip()
    assert "hush" not in caught.value.problems[name]


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////var/lib/rooms.db",
        "postgres://dana:hush@db.example.com/clinic",
        "postgresql://dana:p%40ss@[::1]:5433/clinic?sslmode=require",
        "postgresql:///clinic?host=/var/run/postgresql",
    ],
)
def test_a_ledger_is_a_file_or_a_database(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    give(monkeypatch, DATABASE_URL=url)

    assert read_settings().database_url == url


def test_where_the_ledger_is_can_be_read_without_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_whereabouts() == ("sqlite:///rooms.db", None)
    monkeypatch.setenv("CLINIC_TIME_ZONE", "America/New_York")
    assert read_whereabouts().time_zone == "America/New_York"
    monkeypatch.setenv("DATABASE_URL", "rooms.db")
    with pytest.raises(SettingsError) as caught:
        read_whereabouts()

    assert set(caught.value.problems) == {"DATABASE_URL"}


def test_a_file_stands_behind_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    give(monkeypatch, CLINIC_NAME="From the environment")
    file = tmp_path / ".env"
    file.write_text("CLINIC_NAME=From the file\nCLINIC_CHANNEL=C0FILE\n", encoding="utf8")
    settings = read_settings(file)

    assert (settings.clinic_name, settings.clinic_channel) == ("From the environment", "C0FILE")


@pytest.mark.parametrize("blank", ["", " "])
def test_a_name_that_is_blank_in_the_environment_is_not_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, blank: str
) -> None:
    """Or the ledger would be another one than the file names, without a word."""
    monkeypatch.setenv("DATABASE_URL", blank)
    monkeypatch.setenv("ROOM_TEST_PROXY", blank)
    file = tmp_path / ".env"
    file.write_text(
        "DATABASE_URL=sqlite:////srv/${HOME}.db\nexport ROOM_TEST_PROXY=p\nROOM_TEST_MORE=m\n",
        encoding="utf-8-sig",
    )
    monkeypatch.delenv("ROOM_TEST_MORE", raising=False)

    assert read_whereabouts(file).database_url == "sqlite:////srv/${HOME}.db", "nothing is put in"
    assert os.environ["ROOM_TEST_PROXY"] == blank, "for names of others it may mean something"
    assert os.environ.pop("ROOM_TEST_MORE") == "m"


@pytest.mark.parametrize(
    ("damaged", "line"),
    [
        (b"# ours\n<<<<<<< HEAD\nDATABASE_URL=sqlite:///hush.db\n", 2),
        (b"CLINIC_NAME=Ours\nDATABASE_URL sqlite:///hush.db\n", 2),
        (b"CLINIC_NAME=Ours\n\nDATABASE_URL:sqlite:///hush.db\n", 3),
        (b'CLINIC_NAME="Ours\nDATABASE_URL=sqlite:///hush.db\n', 1),
        (b"DATABASE_URL=sqlite:///hush\0.db\n", 1),
        (b"CLINIC_NAME=Ours\n\0\0\0\0", 2),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_not_passed_over(
    tmp_path: Path, damaged: bytes, line: int
) -> None:
    file = tmp_path / ".env"
    file.write_bytes(damaged)
    with pytest.raises(SettingsError) as caught:
        read_whereabouts(file)

    assert caught.value.problems == {str(file): f"line {line} is no NAME=value: mend it, or begin it with #"}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    latin, lost = tmp_path / "latin", tmp_path / "lost"
    latin.write_bytes(b"CLINIC_NAME=Cl\xednica\n")
    lost.symlink_to(tmp_path / "missing")
    for file, what in ((latin, "is not in UTF-8: save it"), (lost, "cannot be read: No such file")):
        with pytest.raises(SettingsError) as caught:
            read_whereabouts(file)
        assert caught.value.problems[str(file)].startswith(what)

    assert read_whereabouts(tmp_path), "a folder of that name is none of ours"


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch)

    assert "hush" not in repr(read_settings())
