"""What the demo city worked: whole days of the last month and this one, and a slip for whoever has an allowance."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.test import Client
from django.urls import reverse

from ayo.common import clock
from ayo.config.demo import payday, work
from ayo.identity import facade as identity
from ayo.identity.models import Account
from ayo.performance.models import Activity, AllowanceRun, AllowanceSlip
from ayo.region.facade import pack
from tests.config.demo.test_load import load_quietly


def test_everybody_worked_the_last_month_and_has_a_slip_that_opens(db):
    load_quietly()
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    first = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    days = work.load()

    slips = payday.hold()

    run, budi = AllowanceRun.objects.get(), _person("Budi")
    assert (run.month, run.state, slips) == (first, "APPROVED", AllowanceSlip.objects.count())
    assert days > 0 and slips > 0
    assert AllowanceSlip.objects.filter(net__lte=0).count() == 0
    worked = set(Activity.objects.filter(person_id=budi).values_list("on", flat=True))
    one_day, until = timedelta(days=1), clock.today().replace(day=1)
    working = pack().calendar.working_days_between(first - one_day, until - one_day)
    assert sum(on.month == first.month for on in worked) == working
    browser = Client()
    browser.force_login(Account.objects.get(person_id=budi), backend="ayo.identity.backends.LoginBackend")
    page = browser.get(reverse("performance:slip", args=[f"{first:%Y-%m}"]))
    assert page.status_code == 200 and "Setiap rupiah dan sebabnya" in page.text


def _person(name: str) -> UUID:
    return next(person.person_id for person in identity.demo_people() if person.name.startswith(name))
