from ayo.common.errors import Conflict, DomainError


class OutsideTransaction(RuntimeError):
    """An event was announced with no transaction around it, so it could outlive or miss its change."""


class PositionGone(DomainError):
    """The log was asked for events that were detached from it: better no answer than one with a gap."""

    code = "position_gone"
    status = 410

    def __init__(self, lowest: int) -> None:
        super().__init__(f"The log begins at {lowest}. Take a snapshot, then go on after its position.")
        self.lowest = lowest


class LogBusy(Conflict):
    """Somebody reads the log for longer than a detachment may wait."""

    code = "log_busy"
