"""Leading posts of organisations, and who stands in for their holders. An employee's own record says who holds one."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from ayo.common.record import Record
from ayo.region.data import Rank
from ayo.registry.data import ActingKind
from ayo.registry.models.person import choices


class PostQuerySet(models.QuerySet["Post"]):
    def standing_on(self, day: date) -> "PostQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Post(Record):
    """The head of an organisation, or the deputy. Its holder is the employee there whose post bears this title."""

    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="posts")
    rank = models.CharField(max_length=10, choices=choices(Rank))
    title = models.CharField(max_length=160)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="post_dates"
            ),
            ExclusionConstraint(
                name="post_once_per_rank",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("rank", RangeOperators.EQUAL),
                    (Func("valid_from", "valid_to", function="daterange", output_field=DateRangeField()),
                     RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation", "title"], name="post_by_title")]

    def __str__(self) -> str:
        return self.title


class ActingQuerySet(models.QuerySet["Acting"]):
    def standing_on(self, day: date) -> "ActingQuerySet":
        return self.filter(cancelled_at__isnull=True, valid_from__lte=day, valid_to__gt=day)


class Acting(Record):
    """Somebody stands in for the holder of a post: PLT in a vacant one, PLH while the holder is away.

    `valid_to` is the first day after. Ended before it began, or on its first day, it is cancelled and never held.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="acting")
    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="acting")
    kind = models.CharField(max_length=3, choices=choices(ActingKind))
    valid_from = models.DateField()
    valid_to = models.DateField()
    basis = models.CharField(max_length=120)
    recorded_by = models.UUIDField()
    cancelled_at = models.DateTimeField(null=True)

    objects = ActingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="acting_dates"),
            models.CheckConstraint(condition=~Q(basis=""), name="acting_has_a_basis"),
            # Two offices can send the order for the same day; only one person signs for a post.
            ExclusionConstraint(
                name="acting_one_at_a_time",
                condition=Q(cancelled_at__isnull=True),
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (Func("valid_from", "valid_to", function="daterange", output_field=DateRangeField()),
                     RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} of {self.post_id}"
