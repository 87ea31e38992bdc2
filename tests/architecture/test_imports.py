"""The house as drawn: who imports whom, by which door, and where foreign keys point."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignKey

ROOT = Path(__file__).resolve().parent.parent.parent
AYO = ROOT / "ayo"
DOORS = {"facade", "data", "events"}
OPEN = {"common", "ui"}
LAYERS = (
    {"config"},
    {"portal"},
    {"insight"},
    {"services", "reports", "performance", "learning"},
    {"venues"},
    {"exchange"},
    {"notices"},
    {"identity"},
    {"registry"},
    {"files"},
    {"ui"},
    {"region"},
    {"audit", "events"},
    {"common"},
)
WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete"}


def sources() -> Iterator[Path]:
    for path in sorted(AYO.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def module_of(path: Path) -> str:
    return path.relative_to(AYO).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of everything a file imports from the house."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("ayo."):
                    yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ayo"):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def door_of(name: str) -> tuple[str, str]:
    parts = name.split(".")
    return parts[1], parts[2] if len(parts) > 2 else ""


def wrong_doors(path: Path) -> list[str]:
    here = module_of(path)
    if here in {"config", "__main__"}:
        return []
    found = []
    for line, name in imports_of(path):
        module, door = door_of(name)
        if module == here or module in OPEN or door in DOORS:
            continue
        found.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    return found


def test_the_contracts_of_the_layers_are_kept():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-3000:]


def test_other_modules_come_in_by_the_doors_only():
    found = [fault for path in sources() for fault in wrong_doors(path)]

    assert found == []


def test_the_door_test_sees_a_back_door(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    monkeypatch.setattr(sys.modules[__name__], "AYO", tmp_path / "ayo")
    bad = tmp_path / "ayo" / "portal" / "views.py"
    bad.parent.mkdir(parents=True)
    bad.write_text("from ayo.registry.models import Person\n", encoding="utf-8")

    assert wrong_doors(bad) == ["ayo/portal/views.py:1 imports ayo.registry.models.Person"]


def test_every_package_has_its_place_in_the_house():
    packages = {path.name for path in AYO.iterdir() if path.is_dir() and (path / "__init__.py").exists()}

    assert packages <= set().union(*LAYERS)


def test_foreign_keys_point_down():
    level = {name: depth for depth, names in enumerate(LAYERS) for name in names}
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("ayo."):
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey):
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if there not in level or here == there:
                continue
            if level[there] <= level[here] or not field.remote_field.hidden:
                found.append(f"{model.__name__}.{field.name} -> {there}")

    assert found == []


def test_only_actions_write():
    found = []
    for path in sources():
        here = path.relative_to(AYO).parts
        if "actions" in here or here[-1] in WRITERS or here[:2] in WRITER_PACKAGES:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                owner = ast.unparse(node.func.value)
                if "objects" in owner or "_default_manager" in owner or node.func.attr == "save":
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {owner}.{node.func.attr}")

    assert found == []


# Who may write beside actions, and why.
WRITERS = {
    "actions.py",
    "kinds.py",  # registry: history rows, called by the actions only
    "inside.py",  # events: cursors of internal subscribers, the relay's own bookkeeping
    "pictures.py",  # files: a picture is saved to memory
    "middleware.py",  # identity: the remembered answer commits with the action it wraps
}
WRITER_PACKAGES = {("exchange", "relay"), ("config", "demo")}


def test_common_stays_small_and_has_no_tables():
    files = [path for path in (AYO / "common").glob("*.py") if path.name != "__init__.py"]

    assert len(files) <= 10
    assert not any("models.CharField" in path.read_text(encoding="utf-8") for path in files)


def test_no_code_names_a_region():
    names = ("Tangerang", "36.71", "Cisadane", "Gorvu")
    found = []
    for path in [*sources(), *AYO.rglob("*.html"), *AYO.rglob("*.js"), *AYO.rglob("*.css")]:
        if (AYO / "config" / "demo") in path.parents:
            continue
        text = path.read_text(encoding="utf-8")
        found += [f"{path.relative_to(ROOT)}: {name}" for name in names if name in text]

    assert found == []
