"""What an officer's desk knows beside the cases: what a kept text is for."""

from enum import StrEnum


class For(StrEnum):
    """The deed that a text goes with."""

    FINISH = "FINISH"
    ASK = "ASK"
    REJECT = "REJECT"
    TRANSFER = "TRANSFER"
    MESSAGE = "MESSAGE"
