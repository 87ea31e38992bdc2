"""The geometry of the small pictures: numbers in, path data out. No Django, no text, so it is easy to test."""

from collections.abc import Sequence
from typing import NamedTuple

Number = int | float


class Bar(NamedTuple):
    path: str
    x: float
    top: float


class Line(NamedTuple):
    line: str
    fill: str
    end: str
    aim: str


class Slot(NamedTuple):
    """One node of a flow picture: the top and middle of its box, and the ribbon that joins it to the hub."""

    top: float
    middle: float
    ribbon: str
    width: float


def line(
    values: Sequence[Number], *, width: int = 84, height: int = 24, aim: Number | None = None, calm: bool = False
) -> Line:
    """A line that fills its box. A calm one is drawn against its largest value, so that noise stays near the ground."""
    series = list(values) or [0]
    if len(series) == 1:
        series = series * 2
    low, high = min(series), max(series)
    if aim is not None:
        low, high = min(low, aim), max(high, aim)
    span = max(high - low, abs(high) if calm else 0) or 1
    pad = height / 12

    def y(value: Number) -> str:
        return f"{height - pad - (value - low) / span * (height - 2 * pad):.1f}"

    step = width / (len(series) - 1)
    points = [f"{step * index:.1f} {y(value)}" for index, value in enumerate(series)]
    path = " ".join(points)
    return Line(
        line=f"M{path}",
        fill=f"M{path} {width} {height} 0 {height}z",
        end=f"M{points[-1]}h0",
        aim=f"M0 {y(aim)}H{width}" if aim is not None else "",
    )


def bars(values: Sequence[Number], *, width: int = 220, high: int = 62, ground: int = 78) -> list[Bar]:
    """Bars with a rounded top, scaled to the largest; a zero is a thin line, not a gap."""
    if not values:
        return []
    largest = max(*values, 0) or 1
    pitch = width / len(values)
    wide = round(pitch * 0.72, 1)
    shapes = []
    for index, value in enumerate(values):
        tall = max(value, 0) / largest * high
        round_by = min(5.0, wide / 2, tall)
        left = pitch * index + (pitch - wide) / 2
        top = ground - max(tall, 1.5)
        arc = f"a{round_by:.1f} {round_by:.1f} 0 0 1 {round_by:.1f}"
        side = f"M{left:.1f} {ground}V{top + round_by:.1f}"
        path = f"{side}{arc} -{round_by:.1f}h{wide - 2 * round_by:.1f}{arc} {round_by:.1f}V{ground}z"
        shapes.append(Bar(path=path, x=left + wide / 2, top=top))
    return shapes


def segments(count: int, *, start: int = 0) -> str:
    """The dashes that light `count` segments of a ring from `start` on; its pathLength is its number of segments."""
    return f"0 {start} " + "0.8 0.2 " * count + "0 1000"


def slots(weights: Sequence[Number], *, side: str, height: int = 372) -> list[Slot]:
    """Boxes spread over the height of the picture, joined to the hub by ribbons as thick as their weight."""
    if not weights:
        return []
    tall = 54 if side == "left" else 38
    gap = (height - 14 - tall) / max(len(weights) - 1, 1) if len(weights) > 1 else 0
    first = 7.0 if len(weights) > 1 else (height - tall) / 2
    heaviest = max(*weights, 0) or 1
    placed = []
    for index, weight in enumerate(weights):
        top = first + gap * index
        middle = top + tall / 2
        door = 110 + 150 * (index / (len(weights) - 1) if len(weights) > 1 else 0.5)
        if side == "left":
            ribbon = f"M216 {middle:.0f}C320 {middle:.0f} 330 {door:.0f} 420 {door:.0f}"
        else:
            ribbon = f"M640 {door:.0f}C730 {door:.0f} 740 {middle:.0f} 846 {middle:.0f}"
        placed.append(Slot(top=top, middle=middle, ribbon=ribbon, width=round(2 + 11 * weight / heaviest, 1)))
    return placed
