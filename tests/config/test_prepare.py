"""What must have happened before the house opens."""

import pytest

from ayo.config.cli import prepare

pytestmark = pytest.mark.django_db


class Answering:
    """A connection that describes some database of a city's own."""

    def __init__(self, *row: object) -> None:
        self.row = row

    def cursor(self) -> "Answering":
        return self

    def __enter__(self) -> "Answering":
        return self

    def __exit__(self, *error: object) -> None: ...

    def execute(self, statement: str) -> None: ...

    def fetchone(self) -> tuple[object, ...]:
        return self.row


def test_the_bundled_database_sorts_as_it_should(capsys):
    prepare.warn_of_slow_sorting()

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("row", "warned"), [(("c", "C"), False), (("c", "id_ID.UTF-8"), True), (("i", "en-US"), True)])
def test_a_database_that_sorts_by_a_language_is_warned_of(monkeypatch, capsys, row, warned):
    monkeypatch.setattr(prepare, "connection", Answering(*row))

    prepare.warn_of_slow_sorting()

    assert ("Warning: this database sorts by" in capsys.readouterr().out) is warned


def test_an_old_server_is_refused(monkeypatch):
    monkeypatch.setattr(prepare, "connection", Answering("140011"))

    with pytest.raises(prepare.Refusal, match="version 15"):
        prepare.refuse_old_server()
