"""The help by needs: complete in both languages, found by everyday words, leading only where the reader may go."""

import pytest
from django.utils import translation

from ayo.portal import likeness, topics
from tests.cast import Cast
from tests.portal import factories

EVERYBODY = ("ratna", "joko", "budi", "sari", "nia", "wati", "dewi", "agus", "rini")


def test_every_topic_is_complete_in_both_languages_and_named_once():
    every = topics.every()

    assert len({topic.slug for topic in every}) == len(every)
    assert all(topic.group in topics.GROUPS for topic in every)
    for topic in every:
        for language in topics.LANGUAGES:
            words = topic.words[language]
            assert words.title and words.short and words.says and words.do and words.also, topic.slug


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("saya mau ganti nomer hp", "ganti-nomor"),
        ("pindha rumah", "pindah-rumah"),
        ("kawn", "menikah"),
        ("siapa yang baca data saya", "siapa-membaca"),
        ("hp hilang", "ponsel-hilang"),
        ("my phone was stolen", "ponsel-hilang"),
        ("dark mode", "tampilan-dan-bahasa"),
    ],
)
def test_a_need_is_found_in_the_words_people_use_typing_mistakes_and_all(words: str, finds: str):
    assert finds in [topic.slug for topic in topics.found(words, topics.every(), limit=3)]


def test_what_the_city_does_not_do_here_yet_is_not_promised():
    assert topics.found("lampu mati", topics.every(), limit=5) == []
    assert topics.found("   ", topics.every(), limit=5) == []


def test_what_somebody_typed_is_kept_nowhere():
    likeness.share("3671015203890001 rahasia", "alamat rumah")

    assert likeness._known.cache_parameters()["maxsize"] == 512
    assert "rahasia" not in repr(likeness._known("alamat rumah"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVERYBODY)
def test_every_topic_and_every_place_of_the_shell_may_be_opened_by_whoever_is_shown_it(cast: Cast, name: str):
    client = factories.visitor(cast, name)
    page = client.get("/bantuan/")
    frame = page.wsgi_request.frame
    shown = [topic for topic in topics.every() if f'href="{topic.url}"' in page.text]
    assert shown

    places = [item.url for item in (*frame.nav, *frame.dock)]
    places += [topic.url for topic in shown] + [topic.place for topic in shown]

    assert {url: answer for url in places if (answer := client.get(url.partition("#")[0]).status_code) != 200} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVERYBODY)
def test_no_link_of_the_first_page_is_dead(cast: Cast, name: str):
    factories.change(cast, "ratna", {"phone": "081299990001"})
    factories.change(cast, "budi", {"email": "ratna@contoh.id"}, whom="ratna")
    factories.change(cast, "ratna", {"name": "Ratna Dewi"})
    client = factories.visitor(cast, name)

    links = {link.partition("#")[0] for link in factories.links(client.get("/").text)} - {"/static/ui/mark.svg"}
    answers = {link: client.get(link).status_code for link in links if not link.startswith(("/static/", "/wilayah/"))}

    assert len(answers) > 8
    assert {link: status for link, status in answers.items() if status not in {200, 302}} == {}


@pytest.mark.django_db
def test_the_work_of_others_is_no_topic_of_mine(cast: Cast):
    page = factories.visitor(cast, "ratna").get("/bantuan/").text

    assert "mengimpor-berkas" not in page
    assert factories.visitor(cast, "ratna").get("/bantuan/mengimpor-berkas/").status_code == 404
    assert factories.visitor(cast, "wati").get("/bantuan/mengimpor-berkas/").status_code == 200


@pytest.mark.django_db
def test_a_topic_is_told_in_the_language_of_the_reader(cast: Cast):
    client = factories.visitor(cast, "")
    client.cookies["ayo_language"] = "en"

    assert "Moving house" in client.get("/bantuan/pindah-rumah/").text
    with translation.override("en"):
        assert topics.every()[0].said.title == "Moving house"
