from hypothesis import given
from hypothesis import strategies as st

from ayo.ui import draw

amounts = st.lists(st.integers(min_value=0, max_value=10_000_000), max_size=40)


def test_the_largest_bar_fills_the_height_and_zero_is_a_thin_line():
    tall, none = draw.bars([9, 0])

    assert tall.top == 16
    assert none.top == 76.5


def test_a_calm_line_keeps_noise_near_the_ground():
    calm = draw.line([4, 4, 5, 4], calm=True)
    lively = draw.line([4, 4, 5, 4])

    assert calm.line.split()[5] == "18.0"
    assert lively.line.split()[5] == "2.0"


def test_an_aim_is_inside_the_picture():
    assert draw.line([1, 2], aim=4).aim == "M0 2.0H84"
    assert draw.line([1, 2]).aim == ""


@given(amounts)
def test_any_series_can_be_drawn(values):
    assert draw.line(values).line.startswith("M0.0 ")
    assert len(draw.bars(values)) == len(values)
    for side in ("left", "right"):
        slots = draw.slots(values, side=side)
        assert len(slots) == len(values)
        assert all(0 < slot.middle < 372 and slot.width >= 2 for slot in slots)


def test_a_ring_lights_as_many_segments_as_there_are_units():
    assert draw.segments(3, start=2).count("0.8 0.2") == 3
    assert draw.segments(3, start=2).startswith("0 2 ")
