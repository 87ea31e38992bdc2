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
from ayo.services.errors import CatalogueRewritten, ChangedMeanwhile
from ayo.services.models import Case, Draft, Service, ServiceVersion

SEARCH = "indonesian"
BESIDE = frozenset({"valid_to", "sample_rates", "keywords", "life_events"})
"""What may be said of a standing version at any time: its end, that its rates are no real ones yet, how it is found."""
HOW_TO_GO_ON = (
    "The region's catalogue rewrites versions that cases or forms rest on; nothing was taken over. For each of them put"
    " the old file back, give it a valid_to, and add the new text as a file with the next number (docs/services.md)."
    " A house for trying things may instead begin anew with another AYO_HOME (`make run AYO_HOME=~/ayo-baru`)."
)


@transaction.atomic
def settle_catalogue(*, actor: Actor) -> int:
    """Take over what the region offers; return how many versions are new.

    Raises CatalogueRewritten when a version that a case or a form rests on says something else: law that was in force
    is not rewritten, a change gets a number and a day of its own. Then nothing is taken over.
    """
    new, rewritten = 0, {}
    for made, values in loading.shipped():
        service = _service(made)
        try:
            new += _version(service, made, values, actor=actor)
        except ChangedMeanwhile as error:
            rewritten[f"{made.code} {made.number}"] = error.message
    if rewritten:
        raise CatalogueRewritten(HOW_TO_GO_ON, fields=rewritten)
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
    digest = jsons.digest(binding(kept))
    known = ServiceVersion.objects.filter(service=service, number=made.number).first()
    if known is not None:
        _settle_known(known, made, kept, digest, actor=actor)
        return False
    version = ServiceVersion.objects.create(
        service=service, number=made.number, valid_from=made.valid_from, valid_to=made.valid_to, definition=kept,
        digest=digest,
    )  # fmt: skip
    audit.record("services.add_version", actor=actor, subject_kind="service", subject_id=service.pk,
                 label=f"{made.code} {version.number}", after={"digest": digest})  # fmt: skip
    return True


def _settle_known(
    known: ServiceVersion, made: Definition, kept: Any, digest: str, *, actor: Actor
) -> None:  # fmt: skip
    """Take over what may change of a version that stands. Raises ChangedMeanwhile when a case or form rests on it."""
    if known.definition == kept:
        return
    is_rewritten = binding(known.definition) != binding(kept)
    if is_rewritten and _is_used(known):
        raise ChangedMeanwhile("stands already and says something else")
    known.valid_from, known.valid_to, known.definition, known.digest = made.valid_from, made.valid_to, kept, digest
    known.save(update_fields=["valid_from", "valid_to", "definition", "digest"])
    versions.forget()
    audit.record("services.rewrite_version" if is_rewritten else "services.mend_version", actor=actor,
                 subject_kind="service", subject_id=known.service_id, label=f"{made.code} {made.number}",
                 after={"digest": digest, "valid_to": made.valid_to})  # fmt: skip


def _is_used(version: ServiceVersion) -> bool:
    rests = (
        Case.objects.filter(service_id=version.service_id, service_version=version),
        Draft.objects.filter(service_version=version),
    )
    return any(found.exists() for found in rests)


def binding(values: Any) -> dict[str, Any]:
    """Return what cases rest on: everything but what may be said of a standing version at any time."""
    return {name: value for name, value in values.items() if name not in BESIDE}


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
