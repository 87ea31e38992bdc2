"""The region pack as frozen data: what differs between cities. Periods are half-open, dates without end are None."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from ayo.region.calendar import Calendar
from ayo.region.neighbourhoods import area_of as area_of
from ayo.region.neighbourhoods import lies_in as lies_in
from ayo.region.neighbourhoods import neighbourhood as neighbourhood
from ayo.region.posts import GivesWay as GivesWay
from ayo.region.posts import Kinship as Kinship
from ayo.region.posts import Longest as Longest
from ayo.region.posts import PostRole as PostRole
from ayo.region.posts import Rank as Rank
from ayo.region.posts import Reach as Reach
from ayo.region.posts import StandIn as StandIn

Labels: TypeAlias = Mapping[str, str]

RECORD_FIELDS: Mapping[str, tuple[str, ...]] = {
    "person": (
        *("nik", "name", "front_title", "back_title", "sex", "birth_place", "birth_on", "religion", "marital_status"),
        *("occupation", "phone", "email", "domicile", "family_id", "family_role", "life_state"),
    ),
    "family": ("number", "head_id", "address"),
    "employee": (
        *("person_id", "nip", "status", "post", "grade", "job_class", "organisation_id", "superior_id"),
        *("started_on", "ended_on"),
    ),
    "organisation": (
        *("code", "name", "short_name", "kind", "parent_id", "siasn_code", "area", "valid_from", "valid_to"),
    ),
}


class AreaLevel(StrEnum):
    """The three levels a pack describes, from the whole to the smallest."""

    CITY = "CITY"
    KECAMATAN = "KECAMATAN"
    KELURAHAN = "KELURAHAN"


class NumberRule(StrEnum):
    """How an employee number is built."""

    NIP = "NIP"
    NI_PPPK = "NI_PPPK"
    LOCAL = "LOCAL"


@dataclass(frozen=True, slots=True)
class Names:
    """What the city and its products are called."""

    city: str
    city_short: str
    province: str
    government: str
    brand: str
    resident_app: str
    employee_app: str
    university: str
    university_short: str
    hall: str
    hall_short: str
    complaints: str
    emergency: str


@dataclass(frozen=True, slots=True)
class Locale:
    """Language, money and time of the place."""

    language: str
    languages: tuple[str, ...]
    country: str
    currency: str
    timezone: str
    timezone_label: str


@dataclass(frozen=True, slots=True)
class AddressRules:
    """What an address of the region looks like."""

    postal_pattern: str
    email_domain: str
    rt_rw_digits: int


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of the city under its Kemendagri code; the BPS code is a second name, never derived from the first."""

    code: str
    name: str
    level: AreaLevel
    parent: str
    bps_code: str
    aliases: tuple[str, ...]


class Areas:
    """All areas, by code and by any name people write for them."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.by_code: Mapping[str, Area] = {area.code: area for area in areas}
        self.kecamatan = tuple(area for area in self if area.level is AreaLevel.KECAMATAN)
        self.kelurahan = tuple(area for area in self if area.level is AreaLevel.KELURAHAN)
        self._by_name: dict[str, list[Area]] = {}
        for area in self:
            for name in dict.fromkeys(plain(name) for name in (area.name, *area.aliases)):
                self._by_name.setdefault(name, []).append(area)

    def __iter__(self) -> Iterator[Area]:
        return iter(self.by_code.values())

    def __len__(self) -> int:
        return len(self.by_code)

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def __getitem__(self, code: str) -> Area:
        return self.by_code[code]

    def get(self, code: str) -> Area | None:
        return self.by_code.get(code)

    def children(self, code: str) -> tuple[Area, ...]:
        return tuple(area for area in self if area.parent == code)

    def path(self, code: str) -> tuple[Area, ...]:
        """Return the area and those around it, the widest first."""
        found: list[Area] = []
        area = self.get(code)
        while area is not None:
            found.insert(0, area)
            area = self.get(area.parent)
        return tuple(found)

    def find(self, name: str, *, level: AreaLevel, within: str) -> tuple[Area, ...]:
        """Return the areas of a level that bear this name or alias under a code ("" = anywhere)."""
        found = self._by_name.get(plain(name), [])
        return tuple(area for area in found if area.level == level and area.code.startswith(within))


@dataclass(frozen=True, slots=True)
class OrgSeed:
    """An organisation as the pack gives it, to be taken into the registry."""

    code: str
    name: str
    short_name: str
    kind: str
    parent: str
    siasn_code: str
    area: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who holds master data; `organisation` is empty when it is the person concerned."""

    code: str
    label: str
    description: str
    organisation: str


@dataclass(frozen=True, slots=True)
class AuthorityRule:
    """During this period, for these fields of this kind, this source has the last word."""

    kind: str
    source: str
    fields: tuple[str, ...]
    legal_basis: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class EmployeeStatus:
    """A kind of employment and the rule its number follows."""

    code: str
    label: str
    number_rule: NumberRule
    legal_basis: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Grades in ascending order, by code, for some statuses."""

    code: str
    statuses: tuple[str, ...]
    grades: Labels


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything a region gives to the code."""

    folder: Path
    code: str
    slug: str
    bps_code: str
    names: Names
    locale: Locale
    phone_prefix: str
    phone_area_code: str
    address: AddressRules
    agencies: Labels
    area_levels: Labels
    organisation_kinds: Labels
    areas: Areas
    organisations: tuple[OrgSeed, ...]
    calendar: Calendar
    sources: Mapping[str, Source]
    authority_rules: tuple[AuthorityRule, ...]
    employee_statuses: tuple[EmployeeStatus, ...]
    ladders: tuple[Ladder, ...]
    post_roles: tuple[PostRole, ...]
    longest: tuple[Longest, ...]
    gives_way: tuple[GivesWay, ...]
    translations: Mapping[str, Mapping[str, Labels]]

    @property
    def tokens_css(self) -> Path:
        return self.folder / "tokens.css"

    @property
    def logo_svg(self) -> Path:
        return self.folder / "logo.svg"

    @property
    def authority(self) -> Mapping[str, Labels]:
        """The authoritative source per field per kind, as of today in the region."""
        return self.authority_on(datetime.now(ZoneInfo(self.locale.timezone)).date())

    def authority_on(self, day: date) -> Mapping[str, Labels]:
        return _authority(self.authority_rules, day)

    def organisations_on(self, day: date) -> tuple[OrgSeed, ...]:
        return in_force(self.organisations, day)

    def statuses_on(self, day: date) -> tuple[EmployeeStatus, ...]:
        return in_force(self.employee_statuses, day)

    def post_roles_on(self, day: date) -> tuple[PostRole, ...]:
        return in_force(self.post_roles, day)

    def longest_on(self, of: StandIn, day: date) -> int:
        """Return how many days somebody may stand in for another."""
        return next((one.days for one in in_force(self.longest, day) if one.of is of), 0)

    def gives_way_on(self, who: Kinship, day: date) -> bool:
        """Tell whether these do not act for a child that was given a guardian."""
        return any(one.who is who for one in in_force(self.gives_way, day))

    def label(self, group: str, code: str, language: str) -> str:
        """Return the words for a code; the groups are `sources`, `statuses`, `area_levels`, `organisation_kinds`."""
        labels = self.translations.get(language) or self.translations[self.locale.language]
        return labels[group].get(code, code)


Dated = TypeVar("Dated", OrgSeed, AuthorityRule, EmployeeStatus, PostRole, Longest, GivesWay)


def in_force(items: Iterable[Dated], day: date) -> tuple[Dated, ...]:
    return tuple(item for item in items if item.valid_from <= day and (item.valid_to is None or day < item.valid_to))


def plain(name: str) -> str:
    """Reduce a name to its letters, so that Batujaya is Batu Jaya."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


@lru_cache(maxsize=64)
def _authority(rules: tuple[AuthorityRule, ...], day: date) -> Mapping[str, Labels]:
    sources: dict[str, dict[str, str]] = {kind: {} for kind in RECORD_FIELDS}
    for rule in in_force(rules, day):
        sources[rule.kind].update(dict.fromkeys(rule.fields, rule.source))
    return sources
