"""A fee is worked out line by line, and the lines add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ayo.services.data import Charge
from ayo.services.rules import fees
from tests.services import definitions

SIGN = {"sort": "BILLBOARD", "width": 4, "height": 2.5, "sides": 2, "days": 30, "land": "OWN"}


def test_every_line_says_its_rate_its_factors_and_what_it_comes_to():
    bill = fees.bill(definitions.service("izin-reklame"), SIGN)

    value, tax = bill.lines
    assert (value.rate, [str(one.value) for one in value.factors]) == (6000, ["4", "2.5", "2", "30"])
    assert (value.amount, value.is_charged) == (3_600_000, False)
    assert (tax.rate, tax.percent, tax.amount) == (3_600_000, 25, 900_000)
    assert bill.total == 900_000


def test_a_line_counts_only_where_its_condition_holds():
    bill = fees.bill(definitions.service("izin-reklame"), SIGN | {"land": "CITY"})

    assert [line.code for line in bill.lines] == ["nilai-sewa", "pajak", "lahan"]
    assert bill.total == 900_000 + 1500 * 4 * 30


def test_what_is_not_known_yet_is_named_and_nothing_is_guessed():
    bill = fees.bill(definitions.service("izin-reklame"), {"sort": "SIGN", "width": 2})

    assert bill.missing == ("height", "sides", "days", "land")
    assert (bill.lines, bill.total) == ((), 0)


def test_city_agencies_pay_nothing_for_a_room():
    room = definitions.service("sewa-ruang")

    assert fees.bill(room, {"user": "AGENCY", "room": "HALL", "hours": 4}).total == 0
    assert fees.bill(room, {"user": "SOCIAL", "room": "HALL", "hours": 4}).total == 1_000_000


def test_a_service_without_charges_costs_its_fee():
    free = definitions.service("surat-domisili")

    assert fees.is_free(free)
    assert fees.bill(definitions.other(free, fee=5000), {}).total == 5000
    assert not fees.is_free(definitions.service("izin-reklame"))


@given(
    width=some.decimals("0.1", 50, places=2),
    height=some.decimals("0.1", 50, places=2),
    days=some.integers(1, 365),
    sort=some.sampled_from(["SIGN", "BANNER", "NEON"]),
    land=some.sampled_from(["OWN", "CITY"]),
)
def test_the_total_is_the_sum_of_the_lines_that_are_charged(width, height, days, sort, land):
    answers = {"sort": sort, "width": float(width), "height": float(height), "sides": 1, "days": days, "land": land}

    bill = fees.bill(definitions.service("izin-reklame"), answers)

    assert bill.total == sum(line.amount for line in bill.lines if line.is_charged)
    assert bill.total >= 0


def charge(**changes: object) -> Charge:
    plain = {
        "code": "a", "label": {"id": "a", "en": "a"}, "when": None, "amount": 0, "by": "", "amounts": {}, "of": "",
        "times": (), "percent": 100, "is_charged": True,
    }  # fmt: skip
    return Charge(**(plain | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (charge(), "needs exactly one of amount, amounts and of"),
        (charge(amount=1, of="a"), "there is no line a before this one"),
        (charge(amount=1, times=("nothing",)), "there is no field nothing"),
        (charge(amount=1, times=("text",)), "text is no number"),
        (charge(by="land", amounts={"OWN": 1, "RENTED": 1}), "CITY has no rate"),
        (charge(by="land", amounts={"OWN": 1, "RENTED": 1, "CITY": 1, "SEA": 1}), "land can never be SEA"),
    ],
)
def test_a_charge_that_cannot_be_worked_out_is_refused(wrong: Charge, reason: str):
    made = definitions.other(definitions.service("izin-reklame"), charges=(wrong,))

    assert reason in [said for _place, said in fees.faults(made)]


def test_a_line_is_named_once():
    twice = (charge(amount=1), charge(amount=2))

    made = definitions.other(definitions.service("izin-reklame"), charges=twice)

    assert ("charges.a", "is named twice") in list(fees.faults(made))
