"""Faults in a pack's calendar, translations, colours and mark."""

import pytest

from tests.region import factories

BROKEN = {
    "unknown key": (
        "calendar.toml",
        'country = "ID"',
        'country = "ID"\nstate = "X"',
        "calendar.toml: national.state: unknown key",
    ),
    "bad work days": (
        "calendar.toml",
        "[1, 2, 3, 4, 5, 6]",
        "[1, 8]",
        "calendar.toml: work_days: must be different numbers from 1",
    ),
    "work days of another type": (
        "calendar.toml",
        "[1, 2, 3, 4, 5, 6]",
        '["monday"]',
        "calendar.toml: work_days: must be a list of whole numbers",
    ),
    "two decrees": (
        "calendar.toml",
        "[[holiday]]",
        '[[decree]]\nyear = 2026\nlegal_basis = "x"\n[[holiday]]',
        "calendar.toml: decree[2] 2026.year: has two decrees",
    ),
    "day decided twice": (
        "calendar.toml",
        "on = 2026-02-06",
        "on = 2026-02-05",
        "calendar.toml: joint_leave[1] 2026-02-05.on: is already a holiday",
    ),
    "list that is none": ("calendar.toml", "[[decree]]", "[decree]", "calendar.toml: decree: must be a list of tables"),
    "missing translation": (
        "locale/en.toml",
        'HONORER = "Temporary employee"\n',
        "",
        "locale/en.toml: statuses.HONORER: is missing",
    ),
    "translation of nothing": (
        "locale/en.toml",
        "[statuses]",
        '[statuses]\nX = "x"',
        "locale/en.toml: statuses.X: unknown key",
    ),
    "bad colour": ("tokens.css", "#005b6b", "teal-ish", "tokens.css: --river: is not a colour: teal-ish"),
    "colour out of range": ("tokens.css", "83%", "183%", "tokens.css: --river-night: is not a colour"),
    "nested pair": (
        "tokens.css",
        "light-dark(#013744,",
        "light-dark(light-dark(#000, #fff),",
        "tokens.css: --deep: is not a colour",
    ),
    "missing token": ("tokens.css", "--gold: #f2b541;", "", "tokens.css: --gold: is missing"),
    "unknown token": ("tokens.css", "--gold", "--golden", "tokens.css: --golden: unknown token"),
    "token twice": (
        "tokens.css",
        "--gold: #f2b541;",
        "--gold: #f2b541; --gold: #fff;",
        "tokens.css: --gold: is set twice",
    ),
    "style beyond tokens": ("tokens.css", "}\n", "}\nbody { color: red }\n", "tokens.css: must be one :root"),
    "script in the mark": ("logo.svg", "<path", "<script/><path", "logo.svg: script: is not allowed"),
    "handler in the mark": ("logo.svg", "<path", '<path onclick="x()"', "logo.svg: path.onclick: is not allowed"),
    "entities in the mark": ("logo.svg", "<svg", "<!DOCTYPE svg><svg", "logo.svg: must not declare a document type"),
    "mark that is no XML": ("logo.svg", "</svg>", "", "logo.svg: is not XML"),
    "mark without a box": ("logo.svg", 'viewBox="0 0 28 28"', "", "logo.svg: must be an <svg> with a viewBox"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_pack_is_refused_and_says_where(folder, case):
    file, old, new, message = BROKEN[case]

    told = factories.refusal(folder, file, old, new)

    assert any(line.startswith(message) for line in told), told
