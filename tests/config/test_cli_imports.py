"""`ayo import`: checks, writes, tells, and goes on after a kill."""

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection

from ayo.audit.models import Inbox
from ayo.config import env
from ayo.config.cli import ayo
from ayo.events.models import Outbox
from ayo.registry import models

HEADER = ["NIK", "Nama Lengkap", "L/P", "Tgl Lahir", "Catatan"]


@pytest.fixture
def write(tmp_path):
    def written(rows, header=HEADER):
        file = tmp_path / "warga.csv"
        with file.open("w", newline="", encoding="utf-8") as opened:
            csv.writer(opened, delimiter=";").writerows([header, *rows])
        return str(file)

    return written


def row(number: int) -> list[str]:
    day = number % 28 + 1
    return [f"367101{day:02d}0190{number + 1:04d}", f"Warga {chr(97 + number % 26)}", "L", f"{day:02d}-01-1990", "x"]


def said(*arguments: str) -> dict:
    answer = CliRunner().invoke(ayo, ["import", *arguments, "--json"], catch_exceptions=False)
    return json.loads(answer.output)


PERSON = ("--kind", "person", "--source", "DISDUKCAPIL")


@pytest.mark.django_db
def test_a_file_is_imported_and_the_result_told(write):
    facts = said(write([row(1), ["1", "Salah", "L", "01-01-1990", ""]]), *PERSON)

    assert (facts["state"], facts["rows"]) == ("DONE", 2)
    assert (facts["counts"]["new"], facts["counts"]["rejected"]) == (1, 1)
    assert [one["code"] for one in facts["rejects"]] == ["nik_not_16_digits"]
    assert models.Person.objects.count() == 1


@pytest.mark.django_db
def test_a_dry_run_writes_nothing(write):
    facts = said(write([row(1)]), *PERSON, "--dry-run")

    assert (facts["state"], facts["counts"]["new"]) == ("PREVIEWED", 1)
    assert not models.Person.objects.exists()


@pytest.mark.django_db
def test_columns_are_mapped_by_hand(write):
    facts = said(write([row(1)], header=["NIK", "A", "B", "C", "D"]), *PERSON, "--map", "A=name", "--map", "B=sex",
                 "--map", "C=birth_on", "--map", "D=")  # fmt: skip

    assert facts["mapping"] == {"NIK": "nik", "A": "name", "B": "sex", "C": "birth_on"}
    assert facts["counts"]["new"] == 1


@pytest.mark.django_db
def test_a_person_is_told_in_words_and_gets_the_rejects_as_a_file(write, tmp_path):
    file = write([["1", "Salah", "L", "01-01-1990", ""]])

    answer = CliRunner().invoke(ayo, ["import", file, *PERSON, "--rejects", str(tmp_path / "out.csv")])

    assert answer.exit_code == 0
    assert "1 rows" in answer.output
    assert "NIK terdiri dari 16 angka." in answer.output
    assert len((tmp_path / "out.csv").read_bytes().splitlines()) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("more", [("--map", "Umur=name"), ("--map", "name")])
def test_a_column_that_is_not_there_is_told(write, more):
    answer = CliRunner().invoke(ayo, ["import", write([row(1)]), *PERSON, *more])

    assert answer.exit_code == 2
    assert "the columns are" in answer.output


@pytest.mark.django_db(transaction=True)
@pytest.mark.processes
def test_killed_again_and_again_the_same_command_finishes_without_loss_or_double(write, tmp_path):
    count, chance, kills = 3_000, random.Random(3), 0
    file = write([row(n) for n in range(count)])
    environment = {
        **os.environ,
        "AYO_DATABASE_URL": env.database_url(connection.settings_dict),
        "AYO_HOME": str(tmp_path / "home"),
        "AYO_SECRET_KEY": settings.SECRET_KEY,
    }
    command = [sys.executable, "-m", "ayo", "import", file, *PERSON, "--json"]
    for _ in range(3):
        child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        before = written()
        deadline = time.monotonic() + 60
        while written() == before and child.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.3))
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            kills += 1
        child.wait()
    done = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)

    assert done["state"] == "DONE"
    assert kills
    assert written() == models.PersonAssertion.objects.count() == count
    assert Outbox.objects.filter(type="ayo.registry.person.changed").count() == count
    assert Inbox.objects.filter(act="registry.register_person").count() == count
    # A killed run is taken up by the next; only after one that had finished does the command begin anew.
    assert set(models.Import.objects.values_list("state", flat=True)) == {"DONE"}


def written() -> int:
    return models.Person.objects.count()
