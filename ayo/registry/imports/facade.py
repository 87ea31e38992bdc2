"""The door of the file import, reached by other modules as `registry.facade.imports`."""

from ayo.registry.imports import words
from ayo.registry.imports.access import may_import
from ayo.registry.imports.actions import (
    cancel_import,
    check_here,
    check_import,
    create_import,
    map_columns,
    pause_import,
    read_rejects_file,
    resume_here,
    resume_import,
    start_here,
    start_import,
)
from ayo.registry.imports.queries import (
    columns,
    fields,
    import_for,
    imports_visible_to,
    kinds_for,
    preview,
    progress,
    rejects,
    rejects_name,
    sources_for,
    unfinished_twin,
)
from ayo.registry.imports.running import work
from ayo.registry.imports.targets import KINDS
from ayo.registry.models import Import

__all__ = [
    "KINDS",
    "Import",
    "cancel_import",
    "check_here",
    "check_import",
    "columns",
    "create_import",
    "fields",
    "import_for",
    "imports_visible_to",
    "kinds_for",
    "map_columns",
    "may_import",
    "pause_import",
    "preview",
    "progress",
    "read_rejects_file",
    "rejects",
    "rejects_name",
    "resume_here",
    "resume_import",
    "sources_for",
    "start_here",
    "start_import",
    "unfinished_twin",
    "words",
    "work",
]
