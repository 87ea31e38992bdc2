"""Every write of the file import."""

from ayo.registry.imports.actions.chunk import check_rows, finish, settle_check, take_rows
from ayo.registry.imports.actions.lifecycle import (
    begin_leg,
    cancel_import,
    check_here,
    check_import,
    create_import,
    fail_import,
    forget_files,
    map_columns,
    pause_import,
    read_rejects_file,
    resume_here,
    resume_import,
    start_here,
    start_import,
)

__all__ = [
    "begin_leg",
    "cancel_import",
    "check_here",
    "check_import",
    "check_rows",
    "create_import",
    "fail_import",
    "finish",
    "forget_files",
    "map_columns",
    "pause_import",
    "read_rejects_file",
    "resume_here",
    "resume_import",
    "settle_check",
    "start_here",
    "start_import",
    "take_rows",
]
