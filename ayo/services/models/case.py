"""A case, the work it makes, whom it reaches and what happened to it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ayo.common.record import Record
from ayo.services.data import ENDED, Deed, State, TaskState


def _choices(enumeration: type[State] | type[TaskState] | type[Deed]) -> list[tuple[str, str]]:
    return [(member.value, member.name) for member in enumeration]


class Case(Record):
    """Somebody's affair with the city, pinned to the version of the service it began with.

    `answers` is what the person said, `known` what the registry held when it was handed in, each with source and date;
    `version` grows with every change, so that two officers never overwrite each other.
    """

    number = models.CharField(max_length=60)
    service = models.ForeignKey("services.Service", on_delete=models.PROTECT, related_name="+", db_index=False)
    service_version = models.ForeignKey(
        "services.ServiceVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # The draft it came from: a form sent twice finds its case here.
    draft_id = models.UUIDField(unique=True)
    applicant = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.ForeignKey(
        "registry.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    helper_id = models.UUIDField(null=True)
    # The office that answers for it and numbers it: that of the last stage.
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    area = models.CharField(max_length=13)
    state = models.CharField(max_length=20, choices=_choices(State), default=State.SUBMITTED)
    answers = models.JSONField(default=dict)
    known = models.JSONField(default=dict)
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    due_on = models.DateField()
    stopped_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirm_until = models.DateField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager()

    class Meta:
        constraints = [
            # As a constraint of its own: a unique field would bring a second index, for searches nobody makes.
            models.UniqueConstraint(fields=["number"], name="case_number_once"),
            models.CheckConstraint(
                condition=Q(state=State.NEEDS_FIX, stopped_on__isnull=False)
                | (~Q(state=State.NEEDS_FIX) & Q(stopped_on__isnull=True)),
                name="case_clock_stands_still_when_waiting",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ENDED), ended_at__isnull=False)
                | (~Q(state__in=sorted(ENDED)) & Q(ended_at__isnull=True)),
                name="case_ended_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-submitted_at", "-id"], name="case_of_applicant"),
            models.Index(
                fields=["subject", "-submitted_at", "-id"], name="case_of_subject", condition=Q(subject__isnull=False)
            ),
            models.Index(fields=["service", "submitted_at"], name="case_of_service"),
            models.Index(fields=["changed_at", "id"], name="case_changed"),
            models.Index(fields=["organisation", "changed_at", "id"], name="case_of_office"),
            models.Index(
                fields=["confirm_until"], name="case_to_confirm", condition=Q(confirmed_at__isnull=True, state="DONE")
            ),
            models.Index(fields=["due_on"], name="case_running", condition=Q(ended_at__isnull=True)),
            models.Index(
                fields=["service", "organisation", "ended_at"],
                name="case_closed",
                condition=Q(state__in=("DONE", "REJECTED")),
            ),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"


class Task(Record):
    """A stage of a case in an office's hands. Parallel stages are several open tasks; one done again is a new one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    stage = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=_choices(TaskState), default=TaskState.OPEN)
    role = models.CharField(max_length=30)
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # The neighbourhood whose head works on it, `<kelurahan>/<rw>/<rt>`; empty for the work of an office.
    area = models.CharField(max_length=24, default="")
    holder = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    due_on = models.DateField()
    escalated_at = models.DateTimeField(null=True)
    # While the resident has the next word the task stays, and leaves the queue.
    is_waiting = models.BooleanField(default=False)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "stage", "round"], name="task_once_a_round"),
            models.UniqueConstraint(
                fields=["case", "stage"], condition=Q(state=TaskState.OPEN), name="task_one_open_per_stage"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "role", "due_on", "id"], name="task_queue", condition=Q(state=TaskState.OPEN)
            ),
            models.Index(fields=["holder", "due_on", "id"], name="task_held", condition=Q(state=TaskState.OPEN)),
            models.Index(fields=["due_on"], name="task_late", condition=Q(state=TaskState.OPEN, is_waiting=False)),
        ]

    def __str__(self) -> str:
        return f"Task {self.pk}"


class CaseReach(models.Model):
    """An office that has or had a part in a case: whoever may read that office's cases may read it.

    State and service are the case's own, kept here too: so a list of an office is one walk along an index, however
    many cases the city has.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reach", db_index=False)
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    submitted_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=_choices(State))
    service = models.ForeignKey("services.Service", on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "organisation"], name="case_reaches_an_office_once")]
        indexes = [
            models.Index(fields=["organisation", "-submitted_at", "-case"], name="case_list"),
            models.Index(fields=["organisation", "state", "-submitted_at", "-case"], name="case_list_by_state"),
            models.Index(fields=["organisation", "service", "-submitted_at", "-case"], name="case_list_by_service"),
        ]

    def __str__(self) -> str:
        return f"Reach {self.pk}"


class Line(Record):
    """One line of a case's history; nothing is ever taken from it. `facts` are what the deed needs to be told."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lines", db_index=False)
    at = models.DateTimeField()
    deed = models.CharField(max_length=20, choices=_choices(Deed))
    stage = models.CharField(max_length=40, default="")
    actor_id = models.UUIDField()
    actor_label = models.CharField(max_length=200)
    on_behalf_of = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    text = models.TextField(default="")
    fields = ArrayField(models.CharField(max_length=60), default=list)
    facts = models.JSONField(default=dict)
    event_id = models.UUIDField(null=True)
    is_internal = models.BooleanField(default=False)

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["case", "at", "id"], name="line_of_case")]

    def __str__(self) -> str:
        return f"Line {self.pk}"


class Counter(models.Model):
    """The last number an office gave under an archive code in a year (Permendagri 83/2022)."""

    id = models.BigAutoField(primary_key=True)
    archive_code = models.CharField(max_length=20)
    unit = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    last = models.PositiveIntegerField(default=0)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["archive_code", "unit", "year", "kind"], name="counter_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.archive_code} {self.unit} {self.year}"
