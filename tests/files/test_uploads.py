"""What people send: judged by content, made harmless, refused with a reason they can do something about."""

import io
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some
from PIL import Image
from pyhanko.pdf_utils import generic

from ayo.audit.models import Inbox
from ayo.common.actor import Actor, ActorKind
from ayo.files import facade as files
from ayo.files import words
from ayo.files.data import FileCard
from ayo.files.errors import FileRefused
from ayo.files.models import StoredFile
from ayo.files.uploads import kinds, papers, taking
from tests.files import samples

pytestmark = pytest.mark.django_db
RATNA = Actor(kind=ActorKind.PERSON, id=uuid4(), label="Ratna")
TEXT = generic.TextStringObject
table = samples.table


def take(content: bytes, name: str = "kk.jpg", accepted: Any = files.PAPERS) -> FileCard:
    return files.take_upload(name=name, chunks=[content], purpose="test", accepted=accepted, actor=RATNA)


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        take(content)
    assert not StoredFile.objects.exists()
    assert not [one for one in django_settings.MEDIA_ROOT.rglob("*") if one.is_file()]
    return caught.value.fields["file"]


@pytest.mark.parametrize(("kind", "kept"), [("JPEG", kinds.JPEG), ("PNG", kinds.PNG), ("WEBP", kinds.JPEG)])
def test_a_picture_keeps_its_pixels_and_loses_its_notes(kind: str, kept: str):
    sent = samples.picture(kind)
    assert b"Kamera Rahasia" in sent

    card = take(sent, "foto KK 3671015203890001.heic")

    content = card.path.read_bytes()
    assert b"Kamera" not in content
    with Image.open(io.BytesIO(content)) as drawn:
        assert drawn.size == (320, 200)
        assert not drawn.getexif() and "icc_profile" not in drawn.info
    assert card.content_type == kept
    assert card.name == f"foto KK ….{'png' if kept == kinds.PNG else 'jpg'}"


def test_a_picture_taken_sideways_stands_upright():
    card = take(samples.picture(orientation=6))

    with Image.open(card.path) as drawn:
        assert drawn.size == (200, 320)
        left, right = drawn.getpixel((10, 160)), drawn.getpixel((190, 160))
    assert left[2] > left[0] and right[0] > right[2]


def test_what_hides_behind_a_picture_is_gone():
    card = take(samples.picture("PNG") + b"PK\x03\x04<script>alert(1)</script>")

    assert b"script" not in card.path.read_bytes()


def test_a_large_picture_is_made_smaller():
    card = take(samples.picture(size=(6000, 1000)))

    with Image.open(card.path) as drawn:
        assert drawn.size == (4096, 683)


def test_a_transparent_picture_stays_so():
    out = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(out, "PNG")

    with Image.open(take(out.getvalue()).path) as drawn:
        assert drawn.mode == "RGBA"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 not a picture", "bad_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bad_kind"),
        (b"GIF89a" + b"\0" * 20, "bad_kind"),
        (b"\xff\xd8\xff" + b"nonsense" * 20, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "damaged"),
        (samples.picture()[:2000], "damaged"),
        (samples.bomb(), "too_many_pixels"),
        (samples.picture(size=(20, 20)), "too_small"),
        (samples.paper(locked=True), "locked"),
        (samples.paper(root=table(OpenAction=table(S="JavaScript", JS=TEXT("app.alert(1)")))), "active"),
        (samples.paper(page=table(AA=table(O=table(S="Launch")))), "active"),
        (samples.paper(root=table(AcroForm=table(XFA=TEXT("x")))), "active"),
        (samples.paper(root=table(Names=table(EmbeddedFiles=table()))), "carries_files"),
        (samples.noted(Subtype="FileAttachment"), "carries_files"),
        (samples.noted(A=table(S="SubmitForm")), "active"),
        (samples.paper(pages=201), "too_many_pages"),
        (samples.with_archive(), "two_in_one"),
        (samples.paper() + b"<script>alert(1)</script>", "two_in_one"),
        (samples.paper()[:-30], "damaged"),
        (b"%PDF-1.7\n1 0 obj nonsense\nstartxref\n99999\n%%EOF", "damaged"),
        (samples.inflated(), "damaged"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)  # fmt: skip
def test_what_is_refused_says_why_and_leaves_nothing_behind(content: bytes, code: str):
    assert refusal(content) == code


def test_too_much_is_refused_before_all_of_it_is_read(settings):
    settings.AYO_UPLOAD_LARGEST = 1000
    read = []

    def endless():
        while True:
            read.append(1)
            yield b"x" * 400

    with pytest.raises(FileRefused) as caught:
        files.take_upload(name="x", chunks=endless(), purpose="test", accepted=files.PAPERS, actor=RATNA)

    assert caught.value.code == "too_large"
    assert len(read) == 3


def test_an_ordinary_pdf_is_kept_to_the_byte():
    sent = samples.paper(pages=3)

    card = take(sent, "akta.PDF")

    assert card.path.read_bytes() == sent
    assert (card.content_type, card.name) == (kinds.PDF, "akta.pdf")


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(papers, "MOST_OBJECTS", 5)

    assert refusal(samples.paper(pages=10)) == "too_complex"


def test_only_what_is_accepted_here_is_taken():
    with pytest.raises(FileRefused) as caught:
        take(samples.paper(), accepted=files.PICTURES)

    assert caught.value.code == "bad_kind"


def test_every_refusal_is_said_in_both_languages():
    codes = ["too_large", *words._FAULTS]
    for language in ("id", "en"):
        with translation.override(language):
            said = {code: words.fault(code) for code in codes}
        assert all(len(text) > 20 for text in said.values())
        assert len(set(said.values())) == len(codes)


@hypothesis_settings(max_examples=150, deadline=None)
@given(
    some.binary(max_size=400),
    some.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"RIFF0000WEBP"]),
)
def test_nonsense_is_refused_and_never_breaks_anything(rest: bytes, head: bytes):
    with pytest.raises(FileRefused):
        taking.judged(head + rest + b"\n%%EOF", kinds.claimed(head + rest))


@hypothesis_settings(max_examples=60, deadline=None)
@given(some.integers(0, 1200), some.binary(min_size=1, max_size=6))
@example(22, b"\x00\x00.")  # a number that is no number
def test_a_broken_pdf_is_kept_or_refused_and_never_breaks_anything(place: int, noise: bytes):
    whole = samples.paper()
    place %= len(whole)
    try:
        taking.judged(whole[:place] + noise + whole[place + len(noise) :], kinds.PDF)
    except FileRefused as error:
        assert error.code


def test_who_stored_what_is_written_down():
    take(samples.picture())

    entry = Inbox.objects.get(act="files.store")
    assert entry.actor_id == RATNA.id
