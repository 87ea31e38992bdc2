"""Backup, restore and status of a real database, through `ayo db` as a person runs it."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ayo.config import embedded, env
from ayo.config.embedded import Cluster
from tests.config.house import House

pytestmark = pytest.mark.processes


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "home")
    Cluster(house.home, {"shared_buffers": "16MB"}).start()
    yield house
    Cluster(house.home).stop()


def query(house: House, statement: str) -> list[tuple[object, ...]]:
    url = env.database_url(embedded.connection_settings(house.home))
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)  # type: ignore[arg-type]
        return cursor.fetchall() if cursor.description else []


def test_a_backup_brings_everything_back_and_removes_what_came_later(house, tmp_path):
    query(house, "create extension btree_gist")
    query(house, "create table city (name text primary key)")
    query(house, "insert into city values ('Tangerang')")
    file = tmp_path / "city.dump"

    saved = house.command("db", "backup", str(file), "--json")
    query(house, "update city set name = 'lost'")
    query(house, "create table later (n int)")
    restored = house.command("db", "restore", str(file), "--yes", "--json")

    assert json.loads(saved.stdout) == {"file": str(file), "bytes": file.stat().st_size}
    assert json.loads(restored.stdout) == {"restored": str(file)}
    assert query(house, "select name from city") == [("Tangerang",)]
    assert query(house, "select to_regclass('later')") == [(None,)]


def test_a_backup_is_readable_by_its_owner_only_and_says_that_keys_are_apart(house):
    done = house.command("db", "backup")

    [file] = (house.home / "backups").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert str(house.home / "keys") in done.stdout


@pytest.mark.parametrize("kept", [0.5, 0.95])
def test_a_torn_backup_changes_nothing(house, tmp_path, kept):
    query(house, "create table city as select md5(n::text) as name from generate_series(1, 5000) n")
    file = tmp_path / "city.dump"
    house.command("db", "backup", str(file))
    os.truncate(file, int(file.stat().st_size * kept))

    done = house.command("db", "restore", str(file), "--yes")

    assert done.returncode == 2
    assert done.stderr.startswith("Error: nothing was changed")
    assert len(done.stderr.splitlines()) == 1
    assert query(house, "select count(*) from city") == [(5000,)]


def test_a_restore_is_refused_while_somebody_works(house, tmp_path):
    file = tmp_path / "city.dump"
    house.command("db", "backup", str(file))

    with psycopg.connect(env.database_url(embedded.connection_settings(house.home))):
        done = house.command("db", "restore", str(file), "--yes")

    assert done.returncode == 2
    assert "1 other sessions use the database" in done.stderr


def test_status_tells_scripts_and_people_whether_it_runs(house):
    running = json.loads(house.command("db", "status", "--json").stdout)

    assert running["running"] and running["bundled"]
    assert running["version"].startswith("18.")
    assert running["pid"] == house.server()

    assert house.command("db", "stop").returncode == 0
    stopped = house.command("db", "status", "--json")
    assert stopped.returncode == 1
    assert json.loads(stopped.stdout) == {"bundled": True, "pid": None, "running": False}


def test_the_shell_passes_its_arguments_to_psql(house):
    assert house.command("db", "shell", "-Atc", "select 6 * 7").stdout == "42\n"
