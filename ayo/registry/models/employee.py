"""Employees: the present post of a person in the city's service."""

from django.db import models
from django.db.models import F, Q

from ayo.registry.models.master import Master


class Employee(Master):
    """A person in service. The status is a word of the region pack; moves within the year are in the assertions."""

    person = models.OneToOneField("registry.Person", on_delete=models.PROTECT, related_name="employee")
    nip = models.CharField(max_length=24, unique=True)
    status = models.CharField(max_length=30)
    post = models.CharField(max_length=160)
    grade = models.CharField(max_length=10, default="")
    job_class = models.PositiveSmallIntegerField(null=True)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="employees")
    superior = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="subordinates")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    search_name = models.CharField(max_length=120, default="", editable=False)
    """The person's, kept by triggers (migration 0011): thousands of an office are walked by name along an index."""

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="employee_dates"
            ),
            models.CheckConstraint(condition=~Q(superior=F("id")), name="employee_not_own_superior"),
            models.CheckConstraint(
                condition=Q(job_class__isnull=True) | Q(job_class__range=(1, 17)), name="employee_job_class"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "id"], name="employee_by_organisation"),
            models.Index(fields=["organisation", "post"], name="employee_by_post"),
            models.Index(fields=["updated_at", "id"], name="employee_by_update"),
            models.Index(fields=["search_name", "person"], name="employee_by_name"),
            models.Index(fields=["organisation", "search_name", "person"], name="employee_by_unit_name"),
        ]

    def __str__(self) -> str:
        return f"Employee {self.pk}"
