"""The way from a clone to an environment, piece by piece; `.ci/run` in a clean clone proves the whole."""

import gettext
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap


def program(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="ascii")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose PATH has only what the test puts there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(sys, "executable", "")
    monkeypatch.setattr(bootstrap, "ELSEWHERE", ())
    return folder


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Bootstrap working on another root with an empty lock and an environment that notes each call."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
    locks = {name: tmp_path / "requirements" / f"{name}.txt" for name in ("base", "dev")}
    for path in locks.values():
        path.write_text("# nothing\n", encoding="ascii")
    python = program(tmp_path / ".venv" / "bin" / "python", f'echo "$@" >> {tmp_path}/calls')
    for name, value in {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "PYTHON": python, "LOCKS": locks}.items():
        monkeypatch.setattr(bootstrap, name, value)
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    return tmp_path


def installs(root: Path) -> list[str]:
    calls = root / "calls"
    lines = calls.read_text(encoding="ascii").splitlines() if calls.exists() else []
    return [line for line in lines if " install " in line]


def test_a_shim_with_nothing_behind_and_an_old_python_are_passed_over(machine):
    program(machine / "python3", "echo 'no such version' >&2; exit 127")
    program(machine / "python3.11", "exit 1")
    good = program(machine / "python3.12", "exit 0")

    assert bootstrap.find_python() == str(good)


def test_of_several_pythons_a_clearly_faster_one_is_taken(machine, monkeypatch):
    slow = program(machine / "python3", "echo 0.20")
    fast = program(machine / "python3.12", "echo 0.13")
    monkeypatch.setattr(bootstrap.sys, "executable", str(slow))

    assert bootstrap.find_python() == str(fast)


@pytest.mark.parametrize(
    "other", ["echo 0.18", "echo no number", "case $2 in *ensurepip*) exit 1;; *) echo 0.1;; esac"]
)
def test_the_first_python_stays_unless_another_is_clearly_faster_and_ready(machine, monkeypatch, other):
    first = program(machine / "python3", "echo 0.20")
    program(machine / "python3.12", other)
    monkeypatch.setattr(bootstrap.sys, "executable", str(first))

    assert bootstrap.find_python() == str(first)


def test_a_machine_without_any_python_is_told_what_to_install(machine, monkeypatch):
    monkeypatch.setattr(bootstrap, "works", lambda python: False)

    with pytest.raises(bootstrap.Trouble, match=r"3\.11 or newer.*apt-get install"):
        bootstrap.find_python()


def test_uv_may_bring_a_python_where_there_is_none(machine, monkeypatch):
    monkeypatch.setattr(bootstrap, "works", lambda python: False)
    program(machine / "uv", "exit 0")

    assert bootstrap.find_python() == ""


def test_an_ordinary_user_is_told_the_one_line_that_brings_venv(machine, monkeypatch):
    python = program(machine / "python3", "echo 3.11")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)

    with pytest.raises(bootstrap.Trouble, match="sudo apt-get install python3.11-venv"):
        bootstrap.bring_venv(str(python))


def test_packages_are_installed_strictly_and_only_when_the_lock_has_changed(ours):
    bootstrap.install("base")
    bootstrap.install("base")
    assert len(installs(ours)) == 1
    assert "--no-deps --require-hashes --only-binary :all:" in installs(ours)[0]

    bootstrap.LOCKS["base"].write_text("# changed\n", encoding="ascii")
    bootstrap.install("base")
    assert len(installs(ours)) == 2


def test_the_tools_for_developers_include_what_the_house_needs(ours):
    bootstrap.install("dev")
    bootstrap.install("base")

    assert len(installs(ours)) == 1
    assert "dev.txt" in installs(ours)[0]


def test_a_failed_install_is_tried_again_the_next_time(ours):
    program(bootstrap.PYTHON, "exit 1")
    with pytest.raises(bootstrap.Trouble):
        bootstrap.install("base")

    assert not bootstrap.STAMP.exists()


def test_the_command_ayo_belongs_to_the_environment(ours):
    bootstrap.make_command()

    assert (ours / ".venv" / "lib" / "python3.11" / "site-packages" / "ayo.pth").read_text() == f"{ours}\n"
    assert (ours / ".venv" / "bin" / "ayo").stat().st_mode & 0o111


def test_catalogues_are_compiled_when_they_changed(ours):
    folder = ours / "ayo" / "portal" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Beranda"\nmsgstr "Home"\n'
    )

    assert bootstrap.stale_catalogues() == [source]
    bootstrap.compile_catalogues([source])

    assert bootstrap.stale_catalogues() == []
    with (folder / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Beranda") == "Home"


def test_a_broken_catalogue_is_named(ours):
    folder = ours / "ayo" / "portal" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "Beranda"\nnot a catalogue\n')

    with pytest.raises(bootstrap.Trouble, match="ayo/portal/locale/en/LC_MESSAGES/django.po"):
        bootstrap.compile_catalogues(bootstrap.stale_catalogues())


def test_a_browser_that_cannot_start_is_no_browser(machine, monkeypatch):
    monkeypatch.setattr(bootstrap, "output", lambda *command: "")
    monkeypatch.delenv("AYO_CHROMIUM", raising=False)
    program(machine / "chromium-browser", "echo install the snap >&2; exit 1")
    assert bootstrap.browser() == ""

    good = program(machine / "google-chrome", "exit 0")
    assert bootstrap.browser() == str(good)


def test_without_a_browser_and_without_means_the_tests_do_not_pass_silently(monkeypatch):
    monkeypatch.setattr(bootstrap, "browser", lambda: "")
    monkeypatch.setattr(bootstrap, "apt_install", lambda package: False)
    monkeypatch.setattr(bootstrap, "succeeds", lambda *command: False)

    with pytest.raises(bootstrap.Trouble, match="the tests need a Chromium"):
        bootstrap.bring_browser()


def test_apt_is_asked_again_after_an_update_and_only_as_root(machine, monkeypatch):
    program(machine / "apt-get", f'echo "$@" >> {machine}/calls; [ "$1" = update ] || [ -e {machine}/lists ]')
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    assert not bootstrap.apt_install("chromium")
    assert not (machine / "calls").exists()

    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0)
    assert not bootstrap.apt_install("chromium")
    asked = [line.split()[0] for line in (machine / "calls").read_text().splitlines()]
    assert asked == ["install", "update", "install"]


def test_nothing_in_it_needs_more_than_an_old_python():
    source = Path(bootstrap.__file__).read_text(encoding="utf-8")

    import ast

    ast.parse(source, feature_version=(3, 7))


def test_help_lists_every_command_a_newcomer_needs():
    done = subprocess.run(["make", "help"], cwd=bootstrap.ROOT, capture_output=True, text=True, check=True)

    for word in ("run", "test", "check", "bench", "journeys", "ayo"):
        assert f"make {word} " in done.stdout
