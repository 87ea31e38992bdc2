"""Which office works on a stage: the applicant's kelurahan or kecamatan, or the owner of the service."""

from uuid import UUID

from ayo.common.actor import Role
from ayo.region.data import area_of
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services.data import Definition, Stage, Unit
from ayo.services.errors import NoOffice


def office_for(made: Definition, stage: Stage, *, area: str) -> UUID:
    """Return the organisation that works on the stage for somebody of that kelurahan. Raises NoOffice."""
    unit = stage.office or (stage.unit if stage.unit is not Unit.OWNER else made.owner)
    found = _by_area(str(unit), area) if unit in {Unit.KELURAHAN, Unit.KECAMATAN} else registry.organisation_id(unit)
    if found is None:
        raise NoOffice(f"No office works on {stage.code} for this address.")
    return found


def neighbourhood_for(stage: Stage, *, applicant_id: UUID, area: str) -> str:
    """Return the RT or RW whose head works on the stage, or nothing when an office does."""
    if stage.role not in {Role.RT_HEAD, Role.RW_HEAD}:
        return ""
    found = registry.record(Kind.PERSON, applicant_id)
    home = found.fields.get("domicile") if found else None
    rw, rt = (str(home.get(part) or "") for part in ("rw", "rt")) if isinstance(home, dict) else ("", "")
    return area_of(area, rw=rw, rt=rt if stage.role == Role.RT_HEAD else "")


def code_for(made: Definition, stage: Stage, *, area: str) -> str:
    """Return the code of that organisation."""
    return registry.organisation_code(office_for(made, stage, area=area))


def _by_area(level: str, area: str) -> UUID | None:
    for one in pack().areas.path(area):
        if one.level == level:
            return registry.office_in(level, one.code)
    return None
