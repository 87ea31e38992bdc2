"""The bundled PostgreSQL: real servers in folders of their own, started, killed and stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from ayo.config import embedded, env, postgres
from ayo.config.embedded import Cluster
from ayo.config.postgres import DatabaseTrouble

pytestmark = pytest.mark.processes

ROOT = Path(__file__).resolve().parents[2]
SMALL = {"shared_buffers": "16MB", "max_connections": "20"}
STARTER = """
import sys
from pathlib import Path
from ayo.config.embedded import Cluster
cluster = Cluster(Path(sys.argv[1]), {"shared_buffers": "16MB", "max_connections": "20"})
print(cluster.start(), cluster.pid())
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path / "home", SMALL)
    yield cluster
    cluster.stop()


@pytest.fixture
def no_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "namespaces_work", lambda: False)


def connect(cluster: Cluster, database: str = embedded.NAME) -> psycopg.Connection[tuple[object, ...]]:
    wanted = {**embedded.connection_settings(cluster.home), "NAME": database}
    return psycopg.connect(env.database_url(wanted), autocommit=True)


def value(cluster: Cluster, question: str) -> object:
    with connect(cluster) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[arg-type]
    assert row
    return row[0]


def starter(home: Path, *before: str) -> list[str]:
    return [*before, sys.executable, "-c", STARTER, str(home)]


def run_starter(home: Path, *before: str) -> str:
    done = subprocess.run(starter(home, *before), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def ordinary_user() -> tuple[int, list[str]]:
    """Return a user that is not root, and the words that make a program run as that user."""
    if os.geteuid():
        return os.geteuid(), []
    # The right to read closed folders only lets the test live below root's home; writing stays an ordinary user's.
    read = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return 65534, ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *read, "--"]


def test_a_fresh_folder_becomes_a_server_of_our_version_with_durable_commits(cluster):
    assert cluster.start()

    assert str(value(cluster, "show server_version")).startswith("18.")
    assert value(cluster, "show fsync") == "on"
    assert value(cluster, "select upper('straße')") == "STRASSE"


def test_nobody_reaches_it_but_its_owner_through_the_socket(cluster):
    cluster.start()

    assert value(cluster, "show listen_addresses") == ""
    assert cluster.data.stat().st_mode & 0o077 == 0
    assert (cluster.socket_folder / ".s.PGSQL.5432").stat().st_mode & 0o077 == 0


def test_data_is_kept_between_runs(cluster):
    cluster.start()
    with connect(cluster) as connection:
        connection.execute("create table kept as select 42 as answer")

    assert cluster.stop()
    assert cluster.start()

    assert value(cluster, "select answer from kept") == 42


def test_starting_twice_and_stopping_twice_is_harmless(cluster):
    assert cluster.start()
    assert not cluster.start()

    assert cluster.stop()
    assert not cluster.stop()


def test_eight_starters_at_once_give_one_server(cluster):
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(run_starter, [cluster.home] * 8))

    assert sorted(line.split()[0] for line in said) == ["False"] * 7 + ["True"]
    assert {int(line.split()[1]) for line in said} == {cluster.pid()}


def test_a_killed_server_comes_back_with_everything_it_acknowledged(cluster):
    cluster.start()
    with connect(cluster) as connection:
        connection.execute("create table kept (n int)")
        for n in range(50):
            connection.execute("insert into kept values (%s)", [n])
        killed = cluster.pid()
        assert killed
        os.kill(killed, signal.SIGKILL)

    assert cluster.start()

    assert cluster.pid() != killed
    assert value(cluster, "select count(*) from kept") == 50


def test_a_starter_killed_in_the_middle_leaves_nothing_half_made(cluster):
    for delay in (0.15, 0.3, 0.6):
        process = subprocess.Popen(starter(cluster.home), cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(delay)
        process.kill()
        process.wait()

    cluster.start()

    assert value(cluster, "select current_database()") == "ayo"


def test_a_starter_killed_before_it_made_the_database_is_made_good_by_the_next(cluster):
    cluster.start()
    with connect(cluster, "template1") as connection:
        connection.execute("drop database ayo")

    assert cluster.start() is False
    assert value(cluster, "select current_database()") == "ayo"


@pytest.mark.parametrize("note", ["", "not a number", "{somebody}\n/elsewhere\n"])
def test_a_stale_note_of_a_server_does_not_stop_the_next_start(cluster, note):
    cluster.start()
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(note.format(somebody=os.getpid()), encoding="ascii")

    assert cluster.pid() is None
    assert cluster.start()


def test_a_zombie_is_not_a_server(cluster):
    cluster.start()
    process = subprocess.Popen([sys.executable, "-c", ""], cwd=cluster.data)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    real = (cluster.data / "postmaster.pid").read_text(encoding="ascii")

    (cluster.data / "postmaster.pid").write_text(f"{process.pid}\n", encoding="ascii")

    assert cluster.pid() is None
    (cluster.data / "postmaster.pid").write_text(real, encoding="ascii")
    process.wait()


def test_a_path_too_long_for_a_socket_still_works(tmp_path):
    cluster = Cluster(tmp_path / ("deep" * 30), SMALL)
    try:
        cluster.start()

        assert value(cluster, "select 1") == 1
        assert cluster.socket_folder != cluster.data
        assert cluster.socket_folder.stat().st_mode & 0o077 == 0
    finally:
        cluster.stop()
        cluster.socket_folder.rmdir()


def test_a_server_that_cannot_start_says_why_in_one_line(tmp_path):
    cluster = Cluster(tmp_path, {**SMALL, "shared_buffers": "nonsense"})

    with pytest.raises(DatabaseTrouble, match="shared_buffers|configuration file") as refusal:
        cluster.start()

    assert "\n" not in str(refusal.value)


def test_the_servers_log_never_repeats_what_a_statement_held(cluster):
    cluster.start()
    with connect(cluster) as connection, pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute("create table person (nik text primary key)")
        connection.execute("insert into person values ('3671010101900001'), ('3671010101900001')")

    assert "3671010101900001" not in cluster.log.read_text(encoding="utf-8")


def test_without_user_namespaces_root_lends_the_server_another_user(cluster, no_namespaces):
    cluster.start()

    assert cluster.data.stat().st_uid != 0
    assert value(cluster, "select 1") == 1
    assert cluster.stop()


def test_data_made_by_root_in_a_namespace_moves_to_a_machine_without(cluster, monkeypatch):
    cluster.start()
    cluster.stop()
    monkeypatch.setattr(postgres, "namespaces_work", lambda: False)

    assert cluster.start()

    assert value(cluster, "select 1") == 1


def test_an_ordinary_user_starts_it_and_root_may_help(cluster):
    cluster.home.mkdir()
    uid, become = ordinary_user()
    os.chown(cluster.home, uid, -1)

    assert run_starter(cluster.home, *become).startswith("True")
    assert cluster.data.stat().st_uid == uid
    assert value(cluster, "select 1") == 1

    assert cluster.stop()
    assert cluster.start()
    assert cluster.data.stat().st_uid == uid
    assert run_starter(cluster.home, *become).startswith("False")
