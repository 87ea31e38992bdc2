"""`ayo import`: a file of persons, families or employees, taken in this process; the same command again goes on."""

import hashlib
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.config.terminal import Refusal, json_option, say
from ayo.registry.facade import imports

BLOCK = 1 << 20
SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kind", required=True, type=click.Choice([kind.value for kind in imports.KINDS]))
@click.option("--source", required=True, help="Who says what is in the file, such as DISDUKCAPIL.")
@click.option(
    "--from", "valid_from", type=click.DateTime(["%Y-%m-%d"]), help="Since when it holds; today if not given."
)
@click.option(
    "--map", "pairs", multiple=True, help='Which column is which: "Nama Lengkap=name"; "Catatan=" ignores one.'
)
@click.option("--rejects", type=click.Path(path_type=Path, dir_okay=False), help="Where to write the refused rows.")
@click.option("--dry-run", is_flag=True, help="Check the whole file and write nothing.")
@json_option
def command(
    *, file: Path, kind: str, source: str, valid_from: datetime | None, pairs: tuple[str, ...], rejects: Path | None,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Import FILE (CSV or XLSX). Stopped or killed, the same command goes on where it was."""
    day = valid_from.date() if valid_from else clock.today()
    row = _begun(file, kind, source) if not dry_run else None
    if row is None:
        row = _created(file, kind, source, day, pairs)
        imports.check_here(import_id=row.pk, actor=SYSTEM)
        _work(row, quiet=as_json)
    row = imports.import_for(SYSTEM, row.pk)
    if not dry_run and row.state != "FAILED":
        row = _run(row, quiet=as_json)
    if rejects is not None and not dry_run:
        rejects.write_bytes(b"".join(imports.read_rejects_file(import_id=row.pk, actor=SYSTEM)))
    _report(row, as_json=as_json)


def _begun(file: Path, kind: str, source: str) -> imports.Import | None:
    """Return the import of this very file that was begun and did not end."""
    digest = hashlib.sha256()
    for block in _blocks(file):
        digest.update(block)
    return imports.unfinished_twin(sha256=digest.hexdigest(), kind=kind, source=source, by=SYSTEM.id)


def _created(file: Path, kind: str, source: str, day: date, pairs: tuple[str, ...]) -> imports.Import:
    row = imports.create_import(
        name=file.name, chunks=_blocks(file), kind=kind, source=source, valid_from=day, actor=SYSTEM
    )
    if not pairs:
        return row
    mapping = {int(index): name for index, name in row.mapping.items()}
    for pair in pairs:
        header, equals, name = pair.rpartition("=")
        if not equals or header not in row.headers:
            raise Refusal(f"--map {pair!r}: the columns are {', '.join(row.headers)}")
        mapping = {index: one for index, one in mapping.items() if one != name}
        mapping[row.headers.index(header)] = name
    return imports.map_columns(import_id=row.pk, mapping=mapping, actor=SYSTEM)


def _run(row: imports.Import, *, quiet: bool) -> imports.Import:
    if row.may_start:
        imports.start_here(import_id=row.pk, actor=SYSTEM)
    else:
        imports.resume_here(import_id=row.pk, actor=SYSTEM)
    try:
        _work(row, quiet=quiet)
    except KeyboardInterrupt:
        imports.pause_import(import_id=row.pk, actor=SYSTEM)
        raise
    return imports.import_for(SYSTEM, row.pk)


def _work(row: imports.Import, *, quiet: bool) -> None:
    """Go through the file, with one line on the terminal that tells how far it is."""
    shown = 0.0

    def tell() -> None:
        nonlocal shown
        if quiet or not sys.stderr.isatty() or time.monotonic() - shown < 0.5:
            return
        shown = time.monotonic()
        now = imports.progress(imports.import_for(SYSTEM, row.pk))
        left = "" if now.seconds_left is None else f", {now.seconds_left} s left"
        text = f"{now.done:,} of {now.total:,} ({now.percent}%), {now.per_second:,.0f}/s{left}"
        click.echo(f"\r\x1b[K{imports.words.state(now.state)}: {text}", nl=False, err=True)

    imports.work(row.pk, after_each=tell)
    if shown:
        click.echo(err=True)


def _report(row: imports.Import, *, as_json: bool) -> None:
    checked_only = row.state == "PREVIEWED"
    counts = row.forecast if checked_only else row.counts
    found = imports.rejects(row, limit=SHOWN)
    facts = {
        "import": str(row.pk), "state": row.state, "problem": row.problem, "rows": row.total, "counts": counts,
        "mapping": {row.headers[int(index)]: name for index, name in row.mapping.items()},
        "rejects": [{"row": one.number, "column": one.column, "code": one.code, "reason": one.reason} for one in found],
    }  # fmt: skip
    lines = [
        f"{imports.words.state(row.state)}: {row.total} rows: {', '.join(f'{name} {n}' for name, n in counts.items())}."
    ]
    lines += [f"  row {one.number}, {one.column or '-'}: {one.reason}" for one in found]
    say(facts, lines, as_json=as_json)
    if row.state == "FAILED":
        raise Refusal(imports.words.reason(row.problem))


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            yield block
