"""The command line as a script and a person meet it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ayo.common.errors import Invalid
from ayo.config import cli, env, terminal
from ayo.config.cli import bench


def run(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    words = [sys.executable, "-m", "ayo", *arguments]
    return subprocess.run(
        words, env={**os.environ, **variables}, cwd=env.ROOT, capture_output=True, text=True, check=False
    )


def test_every_file_in_the_folder_is_a_noun_with_help():
    files = {path.stem for path in Path(cli.__file__).parent.glob("[!_]*.py")}
    house = click.Context(cli.ayo)

    nouns = cli.ayo.list_commands(house)

    assert {cli.FILES.get(noun, noun) for noun in nouns} == files
    for noun in nouns:
        command = cli.ayo.get_command(house, noun)
        assert command
        assert command.name == noun
        assert command.help


def test_every_verb_of_every_noun_explains_itself():
    house = click.Context(cli.ayo)
    for noun in cli.ayo.list_commands(house):
        command = cli.ayo.get_command(house, noun)
        for verb, below in getattr(command, "commands", {}).items():
            assert below.help, f"ayo {noun} {verb}"
            assert CliRunner().invoke(below, ["--help"]).exit_code == 0


def test_an_unknown_noun_is_one_clear_answer_with_exit_code_2():
    done = run("nonsense")

    assert done.returncode == 2
    assert "No such command 'nonsense'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_setting_is_named(tmp_path):
    done = run("run", PORT="eighty", AYO_HOME=str(tmp_path))

    assert done.returncode == 2
    assert done.stderr == "Error: PORT='eighty': expected a whole number\n"


def test_a_database_that_is_not_running_is_one_line_with_what_to_do(tmp_path):
    done = run("migrate", AYO_HOME=str(tmp_path))

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "start it with `ayo run` or `ayo db start`" in done.stderr


@pytest.mark.parametrize("noun", ["start", "stop"])
def test_an_external_database_is_not_ours_to_start_or_stop(noun):
    done = run("db", noun, AYO_DATABASE_URL="postgresql://ayo@10.0.0.1/ayo")

    assert done.returncode == 2
    assert "external" in done.stderr


def test_a_refusal_of_the_domain_names_its_fields(monkeypatch, capsys):
    def refuse(**_: object) -> None:
        raise Invalid("not well formed", fields={"nik": "16 digits"})

    monkeypatch.setattr(cli.ayo, "main", refuse)

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 2
    assert capsys.readouterr().err == "Error: not well formed; nik: 16 digits\n"


def test_a_fault_of_the_program_is_not_dressed_up(monkeypatch):
    def fail(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli.ayo, "main", fail)

    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_bench_lists_what_there_is_when_the_name_is_unknown(monkeypatch, tmp_path):
    (tmp_path / "fanout.py").touch()
    (tmp_path / "_helpers.py").touch()
    monkeypatch.setattr(bench, "FOLDER", tmp_path)

    done = CliRunner().invoke(bench.command, ["speed"])

    assert done.exit_code == 2
    assert "there are: fanout" in done.output


def test_json_prints_one_object_and_a_person_gets_aligned_lines(capsys):
    rows = terminal.table(["app", "lag"], [["pbb-p2", 3], ["e-kir", 12]])

    terminal.say({"apps": ["pbb-p2"]}, rows, as_json=True)
    terminal.say({"apps": ["pbb-p2"]}, rows, as_json=False)

    first, *lines = capsys.readouterr().out.splitlines()
    assert json.loads(first) == {"apps": ["pbb-p2"]}
    assert lines == ["app     lag", "pbb-p2  3", "e-kir   12"]
