"""Files for applications that read a folder: written beside, renamed when whole, and acknowledged by a `.done` file.

A file is named after its positions, so a relay that was killed between the file and its note writes the same name
again, or finds it finished.
"""

import asyncio
import hashlib
import os
import re
from pathlib import Path
from typing import Any

import orjson

from ayo.exchange import faults
from ayo.exchange.faults import Fault
from ayo.exchange.relay.channel import Answer
from ayo.exchange.relay.lane import Lane, utc_now
from ayo.exchange.relay.ledger import File
from ayo.exchange.rules import Verdict

LARGEST_FILE = 10_000
LOOKS_EVERY = 1.0
_DONE = re.compile(r"^events-(\d+)-(\d+)\.done$")


class FileLane(Lane):
    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._unread: set[tuple[int, int]] | None = None
        self._next_file = 0.0

    @property
    def folder(self) -> Path:
        return self.house.folder / self.app.slug

    async def step(self) -> bool:
        if self.orders:
            await self.obey(self.orders.popleft())
            self._next_file = 0.0
            return True
        if self._unread is None:
            await self._remember()
        await self._look_for_receipts()
        if self.app.is_paused or self.now() < max(self._next_file, self.not_before):
            return False
        return await self._write()

    def rests_until(self) -> float | None:
        """Looking into a folder is cheap; the events themselves wait for the schedule."""
        return self.now() + LOOKS_EVERY

    async def _remember(self) -> None:
        self._unread = set(await self.house.unread_files(self.app.id))
        last = await self.house.last_file_at(self.app.id)
        if last is not None:
            waited = (utc_now() - last).total_seconds()
            self._next_file = self.now() + max(0.0, self.app.schedule_seconds - waited)

    async def _look_for_receipts(self) -> None:
        if not self._unread:
            return
        for span in await asyncio.to_thread(_done, self.folder):
            if span in self._unread:
                self._unread.discard(span)
                self.house.ledger.read_files.append((self.app.id, *span))

    async def _write(self) -> bool:
        first = self.cursor + 1
        lines, upto = await self._collect()
        again = await self.house.resends(self.app, self.cursor) if self.has_resends else []
        self.has_resends = False
        lines.extend(made.structured() for _, made in again if made is not None)
        if upto < first:
            upto, first = self.cursor, self.cursor
        if not lines:
            if upto > self.cursor:
                self.move_to(upto)
            return False
        try:
            digest = await asyncio.to_thread(_publish, self.folder, first, upto, lines)
        except OSError as error:
            fault = faults.coded(Fault.FILE_NOT_WRITTEN, error.strerror or "")
            await self.failed(Answer(Verdict.APP, 0, fault, 0, utc_now()))
            return False
        self.house.ledger.files.append(File(self.app.id, first, upto, len(lines), digest))
        self.house.ledger.resent.extend(number for number, _ in again)
        self._note(first, upto, len(lines))
        return len(lines) >= LARGEST_FILE

    def _note(self, first: int, upto: int, events: int) -> None:
        answer = Answer(Verdict.TAKEN, 0, "", 0, utc_now())
        self.house.ledger.taken(self.app.id, "FILE", first, upto, events, answer)
        self.succeeded(answer, events)
        self.move_to(max(upto, self.cursor))
        assert self._unread is not None  # noqa: S101  remembered before the first file
        self._unread.add((first, upto))
        if events < LARGEST_FILE:
            self._next_file = self.now() + self.app.schedule_seconds

    async def _collect(self) -> tuple[list[bytes], int]:
        contract, position = self.app.contract, self.cursor
        lines: list[bytes] = []
        while len(lines) < LARGEST_FILE and (page := await self.house.log.after(position)):
            for entry in page:
                position = entry.position
                written = entry.written(contract, self.reason(position)) if contract else None
                if written is not None:
                    lines.append(written)
                if len(lines) == LARGEST_FILE:
                    break
        return lines, position


def _done(folder: Path) -> list[tuple[int, int]]:
    if not folder.is_dir():
        return []
    found = (_DONE.match(path.name) for path in folder.iterdir())
    return [(int(match[1]), int(match[2])) for match in found if match]


def _publish(folder: Path, first: int, last: int, lines: list[bytes]) -> str:
    """Write file and manifest so that a reader only ever sees whole ones; the manifest comes last."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = b"\n".join(lines) + b"\n"
    digest = hashlib.sha256(content).hexdigest()
    manifest = {"from": str(first), "to": str(last), "count": len(lines), "sha256": digest}
    _place(folder / f"events-{first}-{last}.ndjson", content)
    _place(folder / f"events-{first}-{last}.json", orjson.dumps(manifest))
    return digest


def _place(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
