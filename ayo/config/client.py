"""PostgreSQL's own client programs, pointed at Ayo's database: psql, pg_dump, pg_restore."""

import os
import shutil
import subprocess
from pathlib import Path

from ayo.config import env, postgres
from ayo.config.postgres import DatabaseTrouble

# Written by our pg_restore near the top of its output, and unknown to servers before version 17.
NEWER_ONLY = b"SET transaction_timeout = 0;\n"
PREAMBLE_LINES = 60
SESSIONS = """
select count(*) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
"""


def command(program: str, *arguments: str) -> list[str]:
    """Return the words that run a client program against the database of this environment."""
    found = env.database()
    where = {"-h": found["HOST"], "-p": found["PORT"], "-U": found["USER"], "-d": found["NAME"]}
    options = [word for option, value in where.items() if value for word in (option, str(value))]
    return [_path(program), *options, *arguments]


def environment() -> dict[str, str]:
    """Return the environment for a client program: the password goes here, where no list of processes shows it."""
    password = str(env.database()["PASSWORD"] or "")
    return {**postgres.environment(), **({"PGPASSWORD": password} if password else {})}


def version_and_size() -> tuple[str, int] | None:
    """Return the server's version and the bytes of the database, or None when it does not answer."""
    try:
        answer = ask("select current_setting('server_version') || ' ' || pg_database_size(current_database())")
    except DatabaseTrouble:
        return None
    version, _, size = answer.rpartition(" ")
    return version, int(size)


def other_sessions() -> int:
    return int(ask(SESSIONS))


def ask(question: str) -> str:
    words = command("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", question)
    done = subprocess.run(words, check=False, capture_output=True, text=True, env=environment())
    if done.returncode:
        raise DatabaseTrouble(f"the database does not answer ({_line(done.stderr)})")
    return done.stdout.strip()


def dump(file: Path) -> None:
    """Write the database to a file that is complete or not there, and readable by its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = file.with_name(file.name + ".part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    words = command("pg_dump", "-Fc", "--no-owner", "--no-acl", "-f", str(unfinished))
    done = subprocess.run(words, check=False, capture_output=True, text=True, env=environment())
    if done.returncode:
        unfinished.unlink()
        raise DatabaseTrouble(f"the backup failed ({_line(done.stderr)})")
    unfinished.rename(file)


def restore(file: Path) -> None:
    """Empty the schema and fill it from the file in one transaction: a failed restore changes nothing."""
    empty = "set client_min_messages = warning; drop schema public cascade; create schema public"
    words = command("psql", "-Xq1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-c", empty, "-f", "-")
    reading = [_path("pg_restore"), "--no-owner", "--no-acl", "-f", "-", str(file)]
    with (
        subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as reader,
        subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as writer,
    ):
        complete = _pass_on(reader, writer)
        said = _line("".join(pipe.read().decode("utf-8", "replace") for pipe in (reader.stderr, writer.stderr) if pipe))
    if not complete or writer.returncode or reader.returncode:
        raise DatabaseTrouble(f"nothing was changed: the file could not be restored ({said})")


def _pass_on(reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes]) -> bool:
    """Give the writer all that the reader says; when the reader fails, end with an error so that nothing is kept."""
    assert reader.stdout and writer.stdin  # noqa: S101  both were asked for
    try:
        for _ in range(PREAMBLE_LINES):
            line = reader.stdout.readline()
            if line != NEWER_ONLY:
                writer.stdin.write(line)
        shutil.copyfileobj(reader.stdout, writer.stdin)
        if reader.wait():
            writer.stdin.write(b"\n\\.\nselect 1/0;\n")
        writer.stdin.close()
    except BrokenPipeError:
        reader.kill()
        return False
    return True


def _path(program: str) -> str:
    """Our own programs for our own server; an external one may want TLS, so there those of the machine come first."""
    if env.text("AYO_DATABASE_URL") and (installed := shutil.which(program)):
        return installed
    return postgres.program(program)


def _line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0] if lines else "no message"
