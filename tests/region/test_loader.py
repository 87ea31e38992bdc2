"""A pack is taken whole or refused with every reason. The faults of each file stand in test_loader_*.py."""

import pytest

from ayo.region import loader
from ayo.region.errors import PackError
from tests.region.factories import change


def test_an_empty_folder_is_refused_with_the_name_of_every_missing_file(tmp_path):
    with pytest.raises(PackError) as refused:
        loader.load(tmp_path)

    missing = {problem.file for problem in refused.value.problems if problem.reason == "the file is missing"}
    assert missing == {
        *(
            "region.toml",
            "areas.csv",
            "organisations.csv",
            "calendar.toml",
            "sources.toml",
            "statuses.toml",
            "posts.toml",
        ),
        *("tokens.css", "logo.svg"),
    }


def test_all_problems_are_told_at_once_with_file_place_and_reason(folder):
    change(folder, "region.toml", 'slug = "tepi-laut"', 'slug = "Tepi Laut"\ncolour = "red"')
    change(
        folder,
        "organisations.csv",
        "LAUT,Dinas Kelautan,Kelautan,DINAS,PEMKAB",
        "LAUT,Dinas Kelautan,Kelautan,DINAS,PEMDA",
    )
    change(folder, "statuses.toml", "valid_from = 2001-01-01", 'valid_from = "2001-13-01"')

    with pytest.raises(PackError) as refused:
        loader.load(folder)

    assert [str(problem) for problem in refused.value.problems] == [
        "statuses.toml: status[2] HONORER.valid_from: is not a date (YYYY-MM-DD): 2001-13-01",
        "region.toml: colour: unknown key",
        "region.toml: slug: must be lower-case letters, digits and hyphens: Tepi Laut",
        "organisations.csv: LAUT: unknown parent PEMDA",
    ]
    assert "has 4 problem(s)" in str(refused.value)


@pytest.mark.parametrize("file", ["areas.csv", "tokens.css", "region.toml"])
def test_bytes_that_are_no_text_are_refused(folder, file):
    (folder / file).write_bytes(b"\xff\xfe\x80")

    with pytest.raises(PackError) as refused:
        loader.load(folder)

    assert any(problem.file == file for problem in refused.value.problems)
