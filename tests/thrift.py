"""What costs much and proves nothing where it stands: made once by each worker, or made cheaply."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

NUMBERS = ("time_cost", "memory_cost", "parallelism")


class Keys:
    """Signing keys as the house makes them. Each test begins again with the first, and never gets one twice."""

    def __init__(self, make: Callable[[], str]) -> None:
        self.make, self.made, self.given = make, list[str](), 0

    def __call__(self) -> str:
        if self.given == len(self.made):
            self.made.append(self.make())
        self.given += 1
        return self.made[self.given - 1]


class Thrift:
    """The cheap ways, and what a test needs that asks for the dear one."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        from ayo.identity.guards.passwords import Hasher
        from ayo.identity.oidc import keys

        self.hasher, self.numbers = Hasher, {name: getattr(Hasher, name) for name in NUMBERS}
        self.keys = Keys(keys.new_pem)
        patch.setattr(keys, "new_pem", self.keys)
        for name, value in zip(NUMBERS, (1, 1024, 1), strict=True):
            patch.setattr(Hasher, name, value)
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", _found_once())

    def spare_no_password(self, patch: pytest.MonkeyPatch) -> None:
        for name, value in self.numbers.items():
            patch.setattr(self.hasher, name, value)


@contextmanager
def thrifty() -> Iterator[Thrift]:
    with pytest.MonkeyPatch.context() as patch:
        yield Thrift(patch)


def _found_once() -> Callable[[WhiteNoiseMiddleware], None]:
    """Every client of a test has a chain of middleware of its own, which would look for the same static files again."""
    look, found = WhiteNoiseMiddleware.add_files_from_finders, dict[str, dict[str, StaticFile]]()

    def add(self: WhiteNoiseMiddleware) -> None:
        if self.static_prefix not in found:
            others, self.files = self.files, {}
            look(self)
            found[self.static_prefix], self.files = self.files, others
        self.files.update(found[self.static_prefix])

    return add
