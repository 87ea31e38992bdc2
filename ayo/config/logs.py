"""Structured logs: one JSON object a line on standard error, without anything that identifies a person.

Nobody should log personal data in the first place; `scrub` is the net below that rule.
"""

import json
import logging
import re
from datetime import UTC, datetime

# NIK and family card number (16 digits), NIP (18): in one piece wherever they stand, in groups as a word of their own.
NUMBER = re.compile(r"(?<!\d)\d{16,}(?!\d)|(?<![\w.-])\d(?:[ .-]?\d){15,}(?![\w-])")
PHONE = re.compile(r"(?<![\w-])(?:\+?62|0)[ .-]?8\d(?:[ .-]?\d){6,11}(?![\w-])")
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
HIDDEN = ((EMAIL, "[email]"), (NUMBER, "[number]"), (PHONE, "[phone]"))

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def scrub(text: str) -> str:
    """Replace whatever is shaped like a person's number, phone or e-mail."""
    for shape, replacement in HIDDEN:
        text = shape.sub(replacement, text)
    return text


class JsonFormatter(logging.Formatter):
    """Write a record and the extra fields given to it as one line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        line |= {key: _clean(value) for key, value in vars(record).items() if key not in STANDARD}
        if record.exc_info:
            line["error"] = scrub(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _clean(value: object) -> object:
    """Numbers and truth values as they are; everything else as clean text, for an extra field may hold an object."""
    return value if isinstance(value, bool | int | float | None) and len(str(value)) < 16 else scrub(str(value))
