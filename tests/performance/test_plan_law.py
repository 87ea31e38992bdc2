"""Values, rules and templates of plans are read whole, or told by file, place and reason: every check once."""

from datetime import date

import pytest

from ayo.performance import law
from ayo.performance.law.plans import FILE, _plans
from ayo.performance.rules import plan
from ayo.region.facade import PackError, pack

RULES = "rules[1] 2022-03-01"
SERVED = "behaviour[1] BERORIENTASI_PELAYANAN"
CLERKS = "template[1] Petugas Pelayanan Kelurahan"
FIRST = f"{CLERKS}.result[1] Layanan warga selesai sesuai janji layanan"
GUIDE = '  { id = "Bertindak proaktif", en = "Acts before being asked" },\n'
ELSE = '[[template]]\napproach = "QUANTITATIVE"\n'
APPROACH = '"Operator Layanan Operasional"]\napproach = '
LATER = """
[[rules]]
valid_from = {day}
legal_basis = "test"
statuses = ["PNS"]
set_by = [2, 28]
period_months = 3
object_within = 7
"""
ANOTHER = """
[[template]]
{posts}
approach = "QUALITATIVE"
[[template.result]]
text = "Ada"
indicator = [{{ text = "Ada" }}]
"""


def shipped():
    return (pack().folder / FILE).read_text()


def problems(folder, text):
    """Return what is wrong with a file of plans, as (place, reason)."""
    (folder / FILE).write_text(text)
    with pytest.raises(PackError) as refused:
        _plans(folder)
    assert {one.file for one in refused.value.problems} == {FILE}
    return [(one.where, one.reason) for one in refused.value.problems]


def test_every_shipped_template_may_be_sent_as_it_is():
    found = law.plans()

    assert [plan.refusal(one.results, approach=one.approach) for one in found.templates] == [""] * len(found.templates)
    assert [one.posts for one in found.templates if not one.posts] == [()] == [found.templates[-1].posts]
    assert len(found.behaviours) == 7


@pytest.mark.parametrize(
    ("was", "becomes", "place", "reason"),
    [
        # Rules
        ("valid_from = 2022-03-01\n", "", "rules[1].valid_from", "is missing"),
        ("2022-03-01\n", '"in March"\n', "rules[1] in March.valid_from", "is not a date (YYYY-MM-DD): in March"),
        ("2022-03-01\n", "2022\n", "rules[1] 2022.valid_from", "is not a date (YYYY-MM-DD): 2022"),
        ('legal_basis = "PermenPANRB', 'basis = "PermenPANRB', f"{RULES}.legal_basis", "is missing"),
        ('legal_basis = "PermenPANRB', 'basis = "PermenPANRB', f"{RULES}.basis", "unknown key"),
        ('statuses = ["PNS", ', "statuses = [1, ", f"{RULES}.statuses", "must be a list of texts"),
        ('statuses = ["PNS", "CPNS", "PPPK", "PPPK_PARUH_WAKTU"]', "statuses = []", f"{RULES}.statuses",
         "needs one or more"),
        ("statuses = [", "status = [", f"{RULES}.statuses", "is missing"),
        ("set_by = [1, 31]", 'set_by = ["1", "31"]', f"{RULES}.set_by", "must be a list of whole numbers"),
        *((f"set_by = [{was}]", f"set_by = [{day}]", f"{RULES}.set_by", "needs month and day, such as every year has")
          for was, day in (("1, 31", one) for one in ("", "1", "1, 31, 1", "0, 1", "13, 1", "1, 0", "1, 32", "2, 29",
                                                      "4, 31"))),
        ("period_months = 1", "period_months = 2", f"{RULES}.period_months", "must be 1 or 3"),
        ("period_months = 1", "period_months = true", f"{RULES}.period_months", "must be a whole number, not True"),
        ("object_within = 14", "object_within = 0", f"{RULES}.object_within", "must be 1 or more"),
        ("object_within = 14", 'object_within = "14"', f"{RULES}.object_within", "must be a whole number, not '14'"),
        ("[[rules]]", "[[rule]]", "rules", "is missing"),
        ("[[rules]]", "[[rule]]", "rule", "unknown key"),
        ("[[rules]]", "[rules]", "rules", "must be a list of tables"),
        # Values and their guides
        ("[behaviours]\n", "[values]\n", "behaviours", "is missing"),
        ('legal_basis = "SE MenPANRB', 'legal = "SE MenPANRB', "behaviours.legal_basis", "is missing"),
        ('legal_basis = "SE MenPANRB', 'legal = "SE MenPANRB', "behaviours.legal", "unknown key"),
        ("[[behaviour]]", "[[value]]", "behaviour", "is missing"),
        ('code = "AKUNTABEL"', 'code = "LOYAL"', "behaviour", "LOYAL is there more than once"),
        ('code = "AKUNTABEL"', 'name = "AKUNTABEL"', "behaviour[2].code", "is missing"),
        ('code = "AKUNTABEL"', 'code = " "', "behaviour[2].code", "is empty"),
        ('id = "Berorientasi Pelayanan"', "id = 1", f"{SERVED}.id", "must be text, not 1"),
        ('en = "Service-oriented"\n', "", f"{SERVED}.en", "is missing"),
        (GUIDE, "", "behaviour[6] ADAPTIF.guide", "needs 3"),
        (GUIDE, GUIDE * 2, "behaviour[6] ADAPTIF.guide", "needs 3"),
        (GUIDE, '"Bertindak proaktif"', "behaviour[6] ADAPTIF.guide", "must be a list of tables"),
        (', en = "Acts before', ', su = "Acts before', "behaviour[6] ADAPTIF.guide[3] Bertindak proaktif.en",
         "is missing"),
        (', en = "Acts before', ', su = "Acts before', "behaviour[6] ADAPTIF.guide[3] Bertindak proaktif.su",
         "unknown key"),
        # Templates
        ("[[template]]", "[[form]]", "template", "one without posts is missing, for everybody else"),
        (ELSE, ELSE + 'posts = ["Staf"]\n', "template", "one without posts is missing, for everybody else"),
        ('posts = ["Guru"]', 'posts = "Guru"', "template[4] Guru.posts", "must be a list of texts"),
        ('posts = ["Guru"]', 'posts = ["Guru", ""]', "template[4] Guru.posts", "must be a list of texts"),
        ('posts = ["Guru"]', 'posts = ["guru", "CAMAT"]', "template", "camat is there more than once"),
        ('posts = ["Guru"]\n', "", "template", "everybody else is there more than once"),
        (f'{APPROACH}"QUANTITATIVE"', f'{APPROACH}"MAGIC"', f"{CLERKS}.approach",
         "unknown value MAGIC, expected one of QUANTITATIVE, QUALITATIVE"),
        (f'{APPROACH}"QUANTITATIVE"', '"Staf"]', f"{CLERKS}.approach", "is missing"),
        ("aspect = \"QUANTITY\", text = \"Permohonan", "aspect = \"MANY\", text = \"Permohonan",
         f"{FIRST}.indicator[1] MANY.aspect", "unknown value MANY, expected one of QUANTITY, QUALITY, TIME, COST"),
        ('target = "600", ', "", f"{FIRST}.indicator[1] QUANTITY.target", "is missing"),
        ('target = "600", ', "target = 600, ", f"{FIRST}.indicator[1] QUANTITY.target", "must be text, not 600"),
        (', unit = "permohonan"', ', unit = ""', f"{FIRST}.indicator[1] QUANTITY.unit", "is empty"),
        (', unit = "permohonan"', ', of = "permohonan"', f"{FIRST}.indicator[1] QUANTITY.of", "unknown key"),
        ('text = "Permohonan yang selesai ditangani", ', "", f"{FIRST}.indicator[1] QUANTITY.text", "is missing"),
        ('aspect = "QUANTITY", text = "Permohonan', 'text = "Permohonan', f"{CLERKS}.result[1]",
         "is measured by numbers: every indicator needs an aspect"),
        ('aspect = "QUANTITY", text = "Permohonan', 'text = "Permohonan', f"{FIRST}.indicator[1].target",
         "unknown key"),
        ('text = "Layanan warga selesai', 'kind = "SOME"\ntext = "Layanan warga selesai', f"{FIRST}.kind",
         "unknown value SOME, expected one of MAIN, EXTRA"),
        ('text = "Tugas unit yang', 'name = "Tugas unit yang', "template[7].result[1].text", "is missing"),
    ],
)  # fmt: skip
def test_a_broken_table_is_told_by_place_and_reason(tmp_path, was, becomes, place, reason):
    text = shipped()
    assert was in text

    assert (place, reason) in problems(tmp_path, text.replace(was, becomes))


@pytest.mark.parametrize(
    ("more", "place", "reason"),
    [
        ("\n[[template]]\n" + 'approach = "QUALITATIVE"\nposts = ["Staf"]\n', "template[8] Staf.result",
         "needs one that belongs to the post"),
        (ANOTHER.format(posts='posts = ["Staf"]').replace("text = \"Ada\"\n", 'text = "Ada"\nkind = "EXTRA"\n'),
         "template[8] Staf.result", "needs one that belongs to the post"),
        (ANOTHER.format(posts='posts = ["Staf"]').replace('[{ text = "Ada" }]', "[]"),
         "template[8] Staf.result[1] Ada.indicator", "is missing"),
        (ANOTHER.format(posts="posts = []"), "template", "everybody else is there more than once"),
        (LATER.format(day="2022-03-01"), "rules", "2022-03-01 is there more than once"),
    ],
    ids=["no result", "no main result", "no indicator", "two for everybody else", "two rules of one day"],
)  # fmt: skip
def test_what_is_added_wrongly_is_told_alone(tmp_path, more, place, reason):
    assert problems(tmp_path, shipped() + more) == [(place, reason)]


def test_the_same_fault_in_two_results_is_told_twice(tmp_path):
    told = problems(tmp_path, shipped().replace('target = "4", ', ""))

    assert [reason for _place, reason in told] == ["is missing"] * 2
    assert [place.split(" ")[:2] for place, _reason in told] == [
        ["template[2]", "Lurah.result[3]"], ["template[3]", "Kepala.result[3]"],
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), [("[[rules]\n", "is not TOML"), (None, "the file is missing")])
def test_no_file_and_no_toml_are_told(tmp_path, text, reason):
    if text:
        (tmp_path / FILE).write_text(text)

    with pytest.raises(PackError) as refused:
        _plans(tmp_path)

    assert str(refused.value.problems[0]).find(reason) > 0


def test_later_rules_stand_after_earlier_ones_and_the_template_for_everybody_else_last(tmp_path):
    more = ANOTHER.format(posts='posts = ["Staf"]')
    (tmp_path / FILE).write_text(LATER.format(day="2027-01-01") + shipped() + more)

    found = _plans(tmp_path)

    assert [one.valid_from for one in found.rules] == [date(2022, 3, 1), date(2027, 1, 1)]
    assert [one.posts for one in found.templates[-2:]] == [("Staf",), ()]
