"""Whoever was let apply for somebody goes the whole way: form, paper, case, and opens what was handed in."""

from datetime import timedelta

from ayo.common import clock
from ayo.identity import facade as identity
from ayo.services.models import Case, Line
from tests.cast import Cast
from tests.portal.factories import visitor
from tests.services import factories
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
    assert joko.get(f"{draft}betulkan/name/").status_code == 302
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
    joko.post("/saya/untuk/selesai/")
    assert joko.get(link).status_code == 404
    assert joko.get(f"/urusan/{case.pk}/").status_code == 404
