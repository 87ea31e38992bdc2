"""A letter the city wrote is a paper of other forms: held while it stands, and by nobody but whom it is about."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.identity import facade as identity
from ayo.services import actions, issued
from ayo.services.data import About, LetterState
from ayo.services.models import Case, CaseDocument, Draft, HeldDocument, Letter
from ayo.services.rules import issued as rules
from ayo.services.rules.issued import Fit
from tests import cast
from tests.cast import Cast
from tests.portal.factories import visitor
from tests.services import definitions, desk, factories
from tests.services.test_held import accepted

pytestmark = pytest.mark.django_db
AID = {"aid": "FOOD", "occupation": "Buruh", "income": 1_500_000, "story": "Berat", "true": True}


@pytest.fixture
def letter(city: Cast) -> Letter:
    """Ratna has a certificate of limited means, valid for half a year."""
    made = factories.letter_of(accepted(city, "sktm", {}), city.actor("sari"))
    made.valid_until = clock.today() + timedelta(days=180)
    made.save(update_fields=["valid_until"])
    return made


@pytest.fixture
def ratna(city: Cast) -> Client:
    return visitor(city, "ratna")


@pytest.fixture
def draft(city: Cast) -> Draft:
    cast.organisation("DINSOS", "Dinas Sosial", "DINAS")
    return factories.begun(city.actor("ratna"), AID, code="bantuan-sosial")


def page(client: Client, draft: Draft) -> str:
    return client.get(reverse("services:papers", args=[draft.pk])).content.decode()


def let_apply(city: Cast, whom: str) -> None:
    _made, code = identity.delegate(
        delegate_id=None, scopes=["APPLY"], valid_from=clock.today(), valid_to=clock.today() + timedelta(days=30),
        actor=city.actor("ratna"),
    )  # fmt: skip
    identity.accept_by_code(code=code, actor=city.actor(whom))


def held(city: Cast, whom: str = "ratna") -> dict[str, issued.Issued]:
    made = definitions.service("bantuan-sosial")
    return issued.held(issued.letters_for(made, applicant=getattr(city, whom), subject=None))


def sent(city: Cast, draft: Draft) -> Case:
    return actions.submit_case(draft_id=draft.pk, actor=city.actor("ratna"))


def test_the_form_shows_it_with_number_source_and_day_and_asks_for_no_file(ratna: Client, draft: Draft, letter: Letter):
    shown = page(ratna, draft)

    assert letter.number in shown and "Surat yang kota terbitkan" in shown and "Berlaku sampai" not in shown
    assert "berlaku sampai" in shown and "Tidak perlu mengunggah apa pun." in shown
    assert 'type="file"' not in shown
    assert reverse("services:letter", args=[letter.case_id, letter.pk]) in shown


def test_the_page_of_the_service_says_beforehand_that_it_is_there(ratna: Client, letter: Letter):
    assert f"No. {letter.number}, kami lampirkan." in ratna.get("/layanan/bantuan-sosial/").content.decode()
    assert letter.number not in Client().get("/layanan/bantuan-sosial/").content.decode()


def test_it_goes_into_the_case_and_lies_open_before_the_office(city: Cast, draft: Draft, letter: Letter):
    case = sent(city, draft)

    paper = CaseDocument.objects.get(case=case)
    assert (paper.kind, paper.letter_id, paper.file_id) == ("sktm", letter.pk, letter.file_id)
    assert paper.accepted_at is not None and paper.held_id is None
    address = reverse("services:bench_document", args=[case.pk, paper.pk])
    budi = visitor(city, "budi")
    assert letter.number in budi.get(f"{desk.page_of(desk.task_of(case))}?bagian=berkas").content.decode()
    assert budi.get(budi.get(address)["Location"]).status_code == 200
    assert visitor(city, "dewi").get(address).status_code == 404


@pytest.mark.parametrize(
    "ended",
    [
        {"state": LetterState.REVOKED, "ended_at": clock.now()},
        {"state": LetterState.REPLACED, "ended_at": clock.now()},
        {"valid_until": clock.today() - timedelta(days=1)},
        {"signed_at": clock.now() - timedelta(days=181)},
    ],
)
def test_what_ended_or_ran_out_is_no_paper_any_more(city: Cast, draft: Draft, letter: Letter, ended: dict[str, object]):
    Letter.objects.filter(pk=letter.pk).update(**ended)

    assert held(city) == {}
    assert not CaseDocument.objects.filter(case=sent(city, draft)).exists()


def test_nobody_gets_another_persons_letter(city: Cast, letter: Letter):
    assert set(held(city)) == {"sktm"}
    assert held(city, "joko") == {}


def test_whoever_acts_for_somebody_uses_their_letter_and_nobody_without_that_right(
    city: Cast, draft: Draft, letter: Letter
):
    own = factories.begun(city.actor("joko"), AID, code="bantuan-sosial")
    joko = visitor(city, "joko")
    assert letter.number not in page(joko, own)
    with pytest.raises(NotFound):
        actions.use_letter(draft_id=own.pk, kind="sktm", letter_id=letter.pk, actor=city.actor("joko"))

    let_apply(city, "joko")
    joko.post("/saya/untuk/", {"whom": str(city.ratna)})

    assert letter.number in page(joko, draft)
    assert joko.get(reverse("services:letter", args=[letter.case_id, letter.pk])).status_code == 200


def test_a_certificate_about_somebody_else_is_offered_by_name_and_chosen(city: Cast, ratna: Client):
    """The death certificate of a relative: the form cannot know whom the applicant means."""
    case = accepted(city, "pindah-sekolah", {})
    Case.objects.filter(pk=case.pk).update(subject_id=city.joko)
    letter = factories.letter_of(case, city.actor("sari"))
    made = definitions.with_papers(
        definitions.service("surat-domisili"),
        definitions.paper("pindah", "Rekomendasi pindah sekolah", produced_by="pindah-sekolah"),
    )

    found = issued.letters_for(made, applicant=city.ratna, subject=None)

    assert [(one.id, one.fit, one.about) for one in found["pindah"]] == [(letter.pk, Fit.OFFERED, "Joko Susilo")]
    assert issued.given({}, found, needed={"pindah"}) == {}
    chosen = {"pindah": found["pindah"][0].as_paper()}
    assert issued.given(chosen, found, needed={"pindah"}) == chosen
    assert issued.given(chosen, {}, needed={"pindah"}) == {}
    about_joko = issued.letters_for(made, applicant=city.ratna, subject=city.joko)
    assert issued.given({}, about_joko, needed={"pindah"}) == chosen


def test_where_a_family_from_elsewhere_lives_is_shown_by_the_letter_of_its_lurah(city: Cast, ratna: Client):
    """Ratna's child comes from a school in another town; she had her certificate of residence from the city before."""
    letter = factories.letter_of(accepted(city, "surat-domisili", {}), city.actor("sari"))
    assert f"No. {letter.number}, kami lampirkan." in ratna.get("/layanan/pindah-sekolah/").content.decode()
    draft = actions.begin_draft(code="pindah-sekolah", subject_id=city.bima, actor=city.actor("ratna"))

    shown = {}
    for way in ("WITHIN", "IN"):
        actions.save_draft(
            draft_id=draft.pk, answers={"way": way}, expected=None, page="", actor=city.actor("ratna")
        )  # fmt: skip
        shown[way] = page(ratna, draft)

    assert letter.number not in shown["WITHIN"]
    assert letter.number in shown["IN"] and shown["IN"].count('type="file"') == 2


def test_whoever_has_no_certificate_of_residence_goes_on_without_one(city: Cast, ratna: Client):
    draft = actions.begin_draft(code="pindah-sekolah", subject_id=city.bima, actor=city.actor("ratna"))
    actions.save_draft(draft_id=draft.pk, answers={"way": "IN"}, expected=None, page="", actor=city.actor("ratna"))

    shown = page(ratna, draft)

    assert "Hanya bila kartu keluarga masih dari kota lain." in shown
    assert 'Surat keterangan domisili orang tua atau wali <span class="maybe">(boleh kosong)</span>' in shown


APPLICANT, MEMBER, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(
    ("letter_about", "form_about", "issued_about", "expected"),
    [
        (APPLICANT, APPLICANT, About.APPLICANT, Fit.HELD),
        (APPLICANT, MEMBER, About.APPLICANT, Fit.HELD),
        (MEMBER, MEMBER, About.MEMBER, Fit.HELD),
        (MEMBER, APPLICANT, About.MEMBER, Fit.OFFERED),
        (OTHER, MEMBER, About.MEMBER, None),
        (OTHER, APPLICANT, About.APPLICANT, None),
    ],
)
def test_a_letter_serves_whom_it_is_about(letter_about: UUID, form_about: UUID, issued_about: About, expected: Fit):
    found = rules.fit(
        letter_about=letter_about, form_about=form_about, issued_about=issued_about, applicant=APPLICANT
    )  # fmt: skip

    assert found == expected


def test_what_an_office_says_of_it_makes_no_second_paper_of_it(city: Cast, draft: Draft, letter: Letter):
    """A letter may be revoked: what was accepted of it must not live on by itself."""
    case = sent(city, draft)
    paper, task, budi = CaseDocument.objects.get(case=case), desk.task_of(case), city.actor("budi")
    common = {"task_id": task.pk, "document_id": paper.pk, "expected": None, "actor": budi}

    actions.refuse_document(reason="Sudah lama", **common)
    actions.accept_document(valid_until=None, **common)

    assert not HeldDocument.objects.exists()
    assert Letter.objects.get(pk=letter.pk).state == LetterState.VALID


def test_one_revoked_while_the_case_runs_is_seen_at_the_desk(city: Cast, draft: Draft, letter: Letter):
    case = sent(city, draft)
    Letter.objects.filter(pk=letter.pk).update(
        state=LetterState.REVOKED, ended_at=clock.now(), reason="Penghasilan keliru"
    )

    shown = visitor(city, "budi").get(f"{desk.page_of(desk.task_of(case))}?bagian=berkas").content.decode()

    assert "Dicabut" in shown and "Penghasilan keliru" in shown


def test_an_office_that_asks_for_it_later_is_answered_without_a_file(city: Cast, ratna: Client, draft: Draft):
    case = sent(city, draft)
    factories.returned(city, case, "document:sktm", text="Urus SKTM dulu")
    letter = factories.letter_of(accepted(city, "sktm", {}), city.actor("sari"))
    address = reverse("services:answer", args=[case.pk])

    shown = ratna.get(address).content.decode()
    ratna.post(address, {"isian-text": ""})

    assert letter.number in shown and 'type="file"' not in shown
    assert CaseDocument.objects.get(case=case, replaced_at__isnull=True).letter_id == letter.pk


def test_a_file_of_ones_own_goes_before_it_and_throwing_it_away_leaves_the_letter(
    city: Cast, draft: Draft, letter: Letter
):
    ratna = city.actor("ratna")
    actions.use_letter(draft_id=draft.pk, kind="sktm", letter_id=letter.pk, actor=ratna)
    actions.drop_document(draft_id=draft.pk, kind="sktm", actor=ratna)

    assert set(held(city)) == {"sktm"}
    assert Letter.objects.get(pk=letter.pk).file is not None


def test_many_letters_cost_one_query_and_a_form_that_asks_for_none_costs_none(city: Cast, letter: Letter):
    factories.letter_of(accepted(city, "sktm", {}), city.actor("sari"))
    held(city)

    with CaptureQueriesContext(connection) as asked:
        held(city)
    with CaptureQueriesContext(connection) as not_asked:
        issued.letters_for(definitions.service("surat-domisili"), applicant=city.ratna, subject=None)

    assert (len(asked), len(not_asked)) == (1, 0)
