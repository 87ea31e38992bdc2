"""Which office works on a stage: the applicant's kelurahan or kecamatan, or the owner of the service."""

from uuid import UUID

from ayo.common.actor import Role
from ayo.region.data import area_of
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services.data import Definition, Stage, Unit
from ayo.services.errors import NoOffice


class Offices:
    """The organisations that work on the stages of a service for somebody of one kelurahan; each is looked up once."""

    def __init__(self, made: Definition, *, area: str) -> None:
        self._made, self._area = made, area
        self._found: dict[str, tuple[UUID, str] | None] = {}

    def of(self, stage: Stage) -> tuple[UUID, str]:
        """Return id and code of the organisation that works on a stage. Raises NoOffice."""
        unit = str(stage.office or (stage.unit if stage.unit is not Unit.OWNER else self._made.owner))
        if unit not in self._found:
            self._found[unit] = self._look_up(unit)
        found = self._found[unit]
        if found is None:
            raise NoOffice(f"No office works on {stage.code} for this address.")
        return found

    def _look_up(self, unit: str) -> tuple[UUID, str] | None:
        if unit not in {Unit.KELURAHAN, Unit.KECAMATAN}:
            found = registry.organisation_id(unit)
            return (found, unit) if found else None
        for one in pack().areas.path(self._area):
            if one.level == unit:
                return registry.office_in(unit, one.code)
        return None


def office_for(made: Definition, stage: Stage, *, area: str) -> UUID:
    """Return the organisation that works on the stage for somebody of that kelurahan. Raises NoOffice."""
    return Offices(made, area=area).of(stage)[0]


def neighbourhood_for(stage: Stage, *, applicant_id: UUID, area: str) -> str:
    """Return the RT or RW whose head works on the stage, or nothing when an office does."""
    if stage.role not in {Role.RT_HEAD, Role.RW_HEAD}:
        return ""
    found = registry.record(Kind.PERSON, applicant_id)
    home = found.fields.get("domicile") if found else None
    rw, rt = (str(home.get(part) or "") for part in ("rw", "rt")) if isinstance(home, dict) else ("", "")
    return area_of(area, rw=rw, rt=rt if stage.role == Role.RT_HEAD else "")
