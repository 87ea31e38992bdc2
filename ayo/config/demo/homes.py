"""Where people live: a kelurahan by its weight, a neighbourhood, an invented street."""

from ayo.config.demo.chance import Roll, between
from ayo.config.demo.data import Home
from ayo.config.demo.place import Place, Spot


class Homes:
    def __init__(self, place: Place, roll: Roll) -> None:
        self._place = place
        self._roll = roll

    def anywhere(self) -> Home:
        """Return a home of chance."""
        roll = self._roll
        return self.in_spot(self._place.spots.pick(roll), between(roll, 1, 12), between(roll, 1, 8), "")

    def in_spot(self, spot: Spot, rw: int, rt: int, street: str) -> Home:
        """Return a home in a neighbourhood; each RT has two streets of its own when none is given."""
        roll = self._roll
        if not street:
            streets = self._place.streets
            turn = spot.number * 131 + rw * 17 + rt * 2 + int(roll() * 2)
            street = f"{streets[turn * 7 % len(streets)]} No. {between(roll, 1, 120)}"
        latitude = longitude = None
        if roll() < 0.3:
            latitude = round(spot.latitude + (roll() - 0.5) * 0.009, 6)
            longitude = round(spot.longitude + (roll() - 0.5) * 0.009, 6)
        return Home(spot.code, f"{rw:03d}", f"{rt:03d}", street, spot.postal_code, latitude, longitude)
