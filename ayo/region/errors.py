"""What is wrong with a region pack: every problem at once, each with its file and place."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the file, the key or row in it, and what is wrong there."""

    file: str
    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.reason}" if self.where else f"{self.file}: {self.reason}"


class PackError(Exception):
    """The pack cannot be used; `problems` says why, completely."""

    def __init__(self, folder: str, problems: Sequence[Problem]) -> None:
        self.folder = folder
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"region pack {folder} has {len(self.problems)} problem(s)\n{lines}")
