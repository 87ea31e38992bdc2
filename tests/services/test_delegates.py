"""Whoever was let apply for somebody goes the whole way: form, paper, case, and opens what was handed in."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from ayo.common import clock
from ayo.identity import facade as identity
from ayo.services.models import Case, Line
from tests.cast import Cast
from tests.portal.factories import visitor
from tests.services import factories
from tests.services.helping import deeds
from tests.services.test_views_filling import REST, fill


def test_a_delegate_applies_from_the_form_to_the_papers_of_the_case(city: Cast):
    _made, code = identity.delegate(
        delegate_id=None, scopes=["APPLY"], valid_from=clock.today(), valid_to=clock.today() + timedelta(days=30),
        actor=city.actor("ratna"),
    )  # fmt: skip
    identity.accept_by_code(code=code, actor=city.actor("joko"))
    joko, ratna = visitor(city, "joko"), visitor(city, "ratna")
    joko.post("/saya/untuk/", {"whom": str(city.ratna)})

    draft = joko.post(f"/layanan/{factories.SERVICE}/mulai/")["Location"]
    step = joko.get(draft)["Location"]
    assert "Anda bertindak untuk Ratna." in joko.get(step).content.decode()
    shown = joko.get(step).content.decode()
    assert "betulkan/" not in shown and "Ratna sendiri yang membetulkannya" in shown
    refused = joko.get(f"{draft}betulkan/name/", follow=True)
    assert "hanya dapat dibetulkan oleh Ratna sendiri" in refused.content.decode()
    fill(joko, step, purpose="BANK", **REST)
    joko.post(f"{draft}periksa/", {"isian-benar": "on"})

    case = Case.objects.get()
    line = Line.objects.get(case=case)
    assert (case.applicant_id, line.actor_id, line.on_behalf_of) == (city.ratna, city.joko, city.ratna)
    assert "dengan kuasa" in ratna.get(f"/urusan/{case.pk}/").content.decode()
    paper = factories.paper_of(case, city.actor("ratna"))
    link = joko.get(f"/urusan/{case.pk}/dokumen/{paper}/")["Location"]
    assert joko.get(link).status_code == 200
    assert ratna.get(link).status_code == 404
    letter = factories.letter_of(factories.done(city, case), city.actor("sari"))
    signed = reverse("services:letter", args=[case.pk, letter.pk])
    assert signed in joko.get(f"/urusan/{case.pk}/").content.decode()
    assert joko.get(signed).status_code == 200
    joko.post("/saya/untuk/selesai/")
    assert joko.get(signed).status_code == 404
    assert joko.get(link).status_code == 404
    assert joko.get(f"/urusan/{case.pk}/").status_code == 404


def test_a_delegate_who_may_correct_puts_right_what_is_known(city: Cast):
    _made, code = identity.delegate(
        delegate_id=None, scopes=["APPLY", "CORRECT"], valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=30), actor=city.actor("ratna"),
    )  # fmt: skip
    identity.accept_by_code(code=code, actor=city.actor("joko"))
    joko = visitor(city, "joko")
    joko.post("/saya/untuk/", {"whom": str(city.ratna)})
    draft = joko.post(f"/layanan/{factories.SERVICE}/mulai/")["Location"]

    assert f"{draft}betulkan/name/" in joko.get(joko.get(draft)["Location"]).content.decode()
    assert joko.get(f"{draft}betulkan/name/").status_code == 200


def test_a_helper_opens_what_came_of_the_one_case_of_this_help_while_it_lasts(city: Cast, settings: Any):
    settings.AYO_GATEWAY_URL = "http://127.0.0.1:1"
    other = factories.handed_in(city.actor("ratna"))
    helped = deeds.handed_in(city)
    case = Case.objects.get(pk=helped.case_id)
    budi = visitor(city, "budi")
    paper = factories.paper_of(case, city.actor("ratna"))
    letters = {one: factories.letter_of(one, city.actor("sari")) for one in (case, other)}
    papers = f"/urusan/{case.pk}/dokumen/{paper}/"
    opened = reverse("services:letter", args=[case.pk, letters[case].pk])
    assert budi.get(papers).status_code == 404

    budi.post(f"/bantu/{helped.pk}/", {"do": "mulai"})

    link = budi.get(papers)["Location"]
    assert budi.get(link).status_code == 200
    assert budi.get(opened).status_code == 200
    assert budi.get(reverse("services:letter", args=[other.pk, letters[other].pk])).status_code == 404
    visitor(city, "ratna").post(f"/saya/bantuan/{helped.assistance_id}/akhiri/")
    for address in (papers, link, opened):
        assert budi.get(address).status_code != 200
