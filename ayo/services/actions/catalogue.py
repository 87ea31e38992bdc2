"""The region's catalogue into the database: new versions are added, those that stand are never changed."""

from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value

from ayo.audit import facade as audit
from ayo.common import clock, jsons
from ayo.common.actor import Actor
from ayo.services import versions
from ayo.services.catalogue import loading
from ayo.services.data import Definition
from ayo.services.errors import ChangedMeanwhile
from ayo.services.models import Service, ServiceVersion

SEARCH = "indonesian"


@transaction.atomic
def settle_catalogue(*, actor: Actor) -> int:
    """Take over what the region offers; return how many versions are new.

    Raises ChangedMeanwhile when a version that is known already says something else: law that was in force is not
    rewritten, a change gets a number and a day of its own.
    """
    new = 0
    for made, values in loading.shipped():
        service = _service(made)
        new += _version(service, made, values, actor=actor)
    for service in Service.objects.all():
        _make_findable(service)
    return new


def _service(made: Definition) -> Service:
    service, _created = Service.objects.update_or_create(
        code=made.code, defaults={"owner": made.owner, "life_events": list(made.life_events)}
    )
    return service


def _version(service: Service, made: Definition, values: dict[str, Any], *, actor: Actor) -> bool:
    kept = jsons.read(jsons.canonical(values))
    digest = jsons.digest(_without_end(kept))
    known = ServiceVersion.objects.filter(service=service, number=made.number).first()
    if known is not None:
        if known.digest != digest:
            raise ChangedMeanwhile(f"{made.code} version {made.number} stands already and says something else.")
        if known.valid_to != made.valid_to:
            known.valid_to = made.valid_to
            known.save(update_fields=["valid_to"])
            audit.record("services.end_version", actor=actor, subject_kind="service", subject_id=service.pk,
                         label=made.code, after={"valid_to": made.valid_to})  # fmt: skip
        return False
    version = ServiceVersion.objects.create(
        service=service, number=made.number, valid_from=made.valid_from, valid_to=made.valid_to, definition=kept,
        digest=digest,
    )  # fmt: skip
    audit.record("services.add_version", actor=actor, subject_kind="service", subject_id=service.pk,
                 label=f"{made.code} {version.number}", after={"digest": digest})  # fmt: skip
    return True


def _without_end(values: Any) -> dict[str, Any]:
    """A version may be given an end; everything else of it stays as it was."""
    return {name: value for name, value in values.items() if name != "valid_to"}


def _make_findable(service: Service) -> None:
    """Keep what search looks through: names first, then everyday words, then the summary."""
    version = ServiceVersion.objects.in_force_on(clock.today()).filter(service=service).first()
    if version is None:
        Service.objects.filter(pk=service.pk).update(found_by=None, plain="")
        return
    made = versions.definition_of(version.pk)
    names, words, summary = (" ".join(made.name.values()), " ".join(made.keywords), " ".join(made.summary.values()))
    vector = (
        SearchVector(Value(names), weight="A", config=SEARCH)
        + SearchVector(Value(words), weight="B", config=SEARCH)
        + SearchVector(Value(summary), weight="C", config=SEARCH)
    )
    Service.objects.filter(pk=service.pk).update(found_by=vector, plain=f"{names} {words}".casefold())
