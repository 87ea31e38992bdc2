"""What stands in one cell, in the registry's words. Spreadsheets and people write the same thing in many ways."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from ayo.registry.imports.data import Cell
from ayo.registry.rules.values import Fault

_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
_LONGEST_EXACT = 10**15
_SPACING = re.compile(r"[\s.\-'’`]+")
_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: 0{1,2}[:.]00(?:[:.]00)?)?")
_WORDY = re.compile(r"(\d{1,2})[-/. ]+([a-z]+)[-/., ]+(\d{4})", re.IGNORECASE)
_WORDS = re.compile(r"[^a-z]+")
_MONTHS = (
    ("januari", "january", "jan"), ("februari", "pebruari", "february", "feb", "peb"), ("maret", "march", "mar", "mrt"),
    ("april", "apr"), ("mei", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"),
    ("agustus", "august", "agu", "ags", "agt", "aug"), ("september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"), ("november", "nopember", "nov", "nop"),
    ("desember", "december", "des", "dec"),
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_LOWER = frozenset({"bin", "binti", "bt", "al", "el", "van", "de", "dan"})

SEX = {
    "MALE": ("l", "lakilaki", "lk", "laki", "pria", "m", "male", "cowok"),
    "FEMALE": ("p", "perempuan", "pr", "wanita", "w", "f", "female"),
}
MARITAL = {
    "SINGLE": ("belumkawin", "belummenikah", "bk", "b", "single", "lajang", "tidakkawin"),
    "MARRIED": ("kawin", "menikah", "k", "married", "kawintercatat", "kawinbelumtercatat", "nikah"),
    "DIVORCED": ("ceraihidup", "ch", "cerai", "divorced", "ceraihiduptercatat", "ceraihidupbelumtercatat"),
    "WIDOWED": ("ceraimati", "cm", "janda", "duda", "widowed"),
}
FAMILY_ROLE = {
    "HEAD": ("kepalakeluarga", "kk", "kepala", "head"),
    "SPOUSE": ("istri", "isteri", "suami", "spouse", "wife", "husband"),
    "CHILD": ("anak", "child", "anakkandung", "anakangkat", "anaktiri"),
    "PARENT": ("orangtua", "mertua", "ayah", "ibu", "parent", "ayahkandung", "ibukandung"),
    "OTHER": (
        "menantu", "cucu", "famililain", "pembantu", "lainnya", "lain", "other", "saudara", "kakek", "nenek",
    ),
}  # fmt: skip
LIFE = {
    "ALIVE": ("hidup", "alive", "masihhidup", "aktif"),
    "DECEASED": ("meninggal", "wafat", "mati", "meninggaldunia", "almarhum", "almarhumah", "deceased"),
}


def text(cell: Cell) -> str:
    """Return what a person sees in the cell, with single spaces."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat(" ")
    return str(cell)


def number(cell: Cell) -> str:
    """Return a long number as digits; raises Fault when a spreadsheet has rounded it: the last digits are lost."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if abs(cell) >= _LONGEST_EXACT:
            raise Fault("number_rounded")
        return text(float(cell))
    written = text(cell)
    if _SCIENTIFIC.fullmatch(written):
        raise Fault("number_rounded")
    return _SPACING.sub("", written)


def day(cell: Cell) -> str:
    """Return a date as ISO text: day first, as people here write it; the year always with four digits."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    written = text(cell)
    if not written:
        return ""
    try:
        return date.fromisoformat(written[:10] if written[10:].strip(" 0:.") == "" else written).isoformat()
    except ValueError:
        pass
    found = _DATE.fullmatch(written)
    if found:
        return _date(found[3], int(found[2]), found[1])
    wordy = _WORDY.fullmatch(written)
    if wordy and wordy[2].casefold() in _MONTH:
        return _date(wordy[3], _MONTH[wordy[2].casefold()], wordy[1])
    raise Fault("not_a_date")


def _date(year: str, month: int, day_of_month: str) -> str:
    try:
        return date(int(year), month, int(day_of_month)).isoformat()
    except ValueError as error:
        raise Fault("not_a_date") from error


def place_and_day(cell: Cell) -> tuple[str, str]:
    """Return birth place and date from one cell: `Bandung, 12-03-1989`."""
    place, comma, rest = text(cell).rpartition(",")
    if not comma:
        place, _, rest = text(cell).partition("/") if "/ " in text(cell) else (place, "", rest)
    return name(place), day(rest.strip())


def one_of(words: Mapping[str, tuple[str, ...]]) -> Callable[[Cell], str]:
    """Return a reader that knows the ways to write each choice; the code itself is always one of them."""
    known = {way: code for code, ways in words.items() for way in (*ways, letters(code))}

    def read(cell: Cell) -> str:
        written = letters(text(cell))
        if not written:
            return ""
        if written not in known:
            raise Fault("not_a_choice")
        return known[written]

    return read


def letters(written: str) -> str:
    return _WORDS.sub("", written.casefold())


def name(cell: Cell) -> str:
    """Return words as people write them: a text all in capitals is set in title case, `NUR'AINI BINTI ALI`."""
    written = text(cell)
    if len(written) < 4 or not written.isupper():
        return written
    words = [word.capitalize() if word.casefold() not in _LOWER else word.casefold() for word in written.split(" ")]
    joined = " ".join(words)
    return re.sub(r"(?<=[-/.(])[^\W\d_]", lambda found: found[0].upper(), joined[:1].upper() + joined[1:])


sex = one_of(SEX)
marital_status = one_of(MARITAL)
family_role = one_of(FAMILY_ROLE)
life_state = one_of(LIFE)


def masked(written: str) -> str:
    """Hide the middle of anything that holds a long number, so that lists and logs never show a NIK."""
    return re.sub(r"\d{9,}", lambda found: found[0][:4] + "*" * (len(found[0]) - 6) + found[0][-2:], written)[:60]
