"""Files of family cards: address and head."""

import pytest

from ayo.registry import models
from tests import cast as people
from tests.registry.imported import codes, imported

pytestmark = pytest.mark.django_db

HEADER = ["No. KK", "NIK Kepala Keluarga", "Alamat", "RT", "RW", "Kecamatan", "Kelurahan", "Kode Pos"]
CARD = "3671010101100001"


def families(*rows, **more):
    return imported([HEADER, *rows], kind="family", **more)


def test_a_new_card_has_its_head_and_address(cast):
    row = families(["3671010202150001", "3671051007850003", "JL. MAULANA 3", "2", "3", "Tangerang", "Cikokol", "15117"])

    card = models.Family.objects.get(number="3671010202150001")
    assert row.counts["new"] == 1, codes(row)
    assert card.head_id == cast.joko
    assert (card.kelurahan, card.rt, card.rw, card.street) == (people.CIKOKOL, "002", "003", "Jl. Maulana 3")


def test_an_existing_card_is_changed_where_it_differs(cast):
    row = families([CARD, "3671015203890001", "", "", "", "", "", ""])

    assert row.counts["changed"] == 1
    assert models.Family.objects.get(number=CARD).head_id == cast.ratna
    assert families([CARD, "3671015203890001", "", "", "", "", "", ""]).counts["same"] == 1


def test_a_head_nobody_knows_is_refused(cast):
    row = families([CARD, "3671015507910011", "", "", "", "", "", ""])

    assert codes(row) == [(2, "unknown_person")]


def test_another_office_registers_no_card(cast):
    row = families(["3671010202150001", "", "Jl. A", "1", "1", "", "Cikokol", ""], source="BKPSDM")

    assert codes(row) == [(2, "not_registered")]


def test_a_card_without_number_is_refused(cast):
    row = families(["", "3671015203890001", "Jl. A", "1", "1", "", "Cikokol", ""])

    assert codes(row) == [(2, "missing")]


def test_the_first_address_of_a_card_must_be_whole(cast):
    row = families(["3671010202150001", "", "", "1", "1", "", "Cikokol", ""])

    assert codes(row) == [(2, "missing_street")]
