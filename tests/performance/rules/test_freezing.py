"""What measures become among the facts of a slip, and what another version of the tables makes of them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from ayo.common.ids import uuid7
from ayo.performance.data.allowance import Basis, Group, Punishment, Source, Tariff
from ayo.performance.data.pay import Measure, Month, Refusal, Service, Stretch
from ayo.performance.rules import freezing, outlook

TARIFF = Tariff(
    version="test", valid_from=date(2026, 1, 1), legal_basis="test", basic={8: 1_000_000}, indices={},
    criteria={"ALL": {"BK": Fraction(1)}}, productivity=Fraction(60, 100), basis=Basis.ALL, cuts={}, deductions=(),
    groups=(Group("ALL", "All", frozenset({8})),), statuses=frozenset({"PNS"}),
    punishments={"CUT_6": Fraction(1, 4), "WRITTEN": Fraction(0)},
)  # fmt: skip
OCTOBER = Month(date(2026, 10, 1), date(2026, 11, 1), (date(2026, 10, 1), date(2026, 10, 2)), 300)


def service(*measures: Measure) -> Service:
    stretch = Stretch(OCTOBER.since, OCTOBER.until, "PNS", "Analis", "III/c", 8, uuid7(), uuid7())
    return Service(uuid7(), uuid7(), (stretch,), measures=measures)


def test_measures_become_punishments_with_the_share_of_the_tables():
    made = [Measure("CUT_6", uuid7()), Measure("WRITTEN", uuid7())]

    facts = freezing.frozen(TARIFF, OCTOBER, service(*made)).facts

    assert facts is not None
    assert facts.punishments == (
        Punishment("CUT_6", Fraction(1, 4), Source("measure", made[0].id)),
        Punishment("WRITTEN", Fraction(0), Source("measure", made[1].id)),
    )


def test_a_measure_the_tables_do_not_know_is_no_slip_rather_than_one_without_it():
    found = freezing.frozen(TARIFF, OCTOBER, service(Measure("GONE", uuid7())))

    assert (found.facts, found.refusal) == (None, Refusal.NOT_IN_TABLES)


def test_proposed_tables_are_laid_on_the_same_measures():
    facts = freezing.frozen(TARIFF, OCTOBER, service(Measure("CUT_6", uuid7()))).facts
    assert facts is not None

    other = freezing.grouped(replace(TARIFF, punishments={"CUT_6": Fraction(1, 2)}), facts)

    assert [one.share for one in other.punishments] == [Fraction(1, 2)]


def test_what_an_hour_adds_is_less_by_what_a_measure_takes():
    """60 of 600 minutes are a tenth of the 60 % of 1,000,000; a quarter of these 60,000 is taken."""
    facts = freezing.frozen(TARIFF, OCTOBER, service(Measure("CUT_6", uuid7()))).facts
    assert facts is not None

    assert outlook.worth_of(TARIFF, facts, 60, ceiling=1_000_000) == 45_000
