"""How an application misbehaves, and the switches for it."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from typing import Any

NORMAL, SLOW, FLAKY, DYING, LIAR, FLOOD = "NORMAL", "SLOW", "FLAKY", "DYING", "LIAR", "FLOOD"
NAMES = (NORMAL, SLOW, FLAKY, DYING, LIAR, FLOOD)


@dataclass(frozen=True, slots=True)
class Behaviour:
    name: str = NORMAL
    slow_from_ms: int = 300
    slow_to_ms: int = 800
    flaky_share: float = 0.2
    retry_after_s: int = 2
    alive_s: float = 180
    dead_s: float = 60
    lie_share: float = 0.3
    flood_per_s: float = 60
    flood_for_s: float = 10
    flood_every_s: float = 60
    honours_429: bool = True

    @staticmethod
    def of(settings: dict[str, Any]) -> Behaviour:
        known = {field.name for field in fields(Behaviour)}
        behaviour = Behaviour(**{name: value for name, value in settings.items() if name in known})
        if behaviour.name not in NAMES:
            raise ValueError(f"unknown behaviour {behaviour.name!r}")
        return behaviour

    def pause_s(self, chance: random.Random) -> float:
        return chance.uniform(self.slow_from_ms, self.slow_to_ms) / 1000 if self.name == SLOW else 0.0

    def stumble(self, chance: random.Random) -> str:
        """What goes wrong with this request: nothing, or one of five things old applications do."""
        if self.name != FLAKY or chance.random() >= self.flaky_share:
            return ""
        return chance.choice(["error", "error_after_saving", "reset", "too_many", "unavailable"])

    def lies(self, event: dict[str, Any], chance: random.Random) -> bool:
        """Reconciliation is stored even by a liar, or its copy could never be healed."""
        return self.name == LIAR and event.get("ayoreason") != "reconciliation" and chance.random() < self.lie_share
