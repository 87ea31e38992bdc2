"""Who may open which page: every address of these modules, every role, and a rule for each address written here.

The rules are written from what the roles are for, not from the code; an address without a rule fails.
"""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.files import facade as files
from ayo.identity.models import RoleGrant
from ayo.notices import actions as notices
from ayo.notices.models import Notice
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry.imports import facade as imports
from ayo.services import facade as services
from tests.cast import Cast
from tests.portal import factories
from tests.services import factories as cases

pytestmark = pytest.mark.django_db

MODULES = ("portal", "identity", "notices", "registry", "files", "services")
PEOPLE = ("", "ratna", "joko", "budi", "sari", "nia", "wati", "dewi", "agus", "rini")
SIGNED_IN = set(PEOPLE) - {""}
OFFICERS = {"budi", "sari", "wati", "dewi", "rini"}
# Budi is an officer of Cikokol and Sari its lurah: she appoints its officers and heads of RT.
GIVES_ROLES = {"sari", "nia", "wati", "rini"}
STEWARD, AUDITOR, IMPORTERS = {"wati"}, {"agus"}, {"wati", "rini"}
# Joko lives elsewhere and is nobody's family here: only the whole city's stewards and the population office see him.
SEES_JOKO = {"wati", "dewi"}
# Ratna's proposal about her own name: she made it, the population office and the stewards decide.
SEES_PROPOSAL = {"ratna", "wati", "dewi"}

# Budi is an officer of Cikokol and Sari its lurah, where Ratna's case lies; Dewi verifies for another office.
AT_DESK, LEADING, OF_CIKOKOL = {"budi", "sari", "dewi"}, {"sari"}, {"budi", "sari"}

TO_SIGN_IN, THERE, MOVED, WRONG_WAY, HIDDEN, FORBIDDEN = 302, 200, 302, 405, 404, 403


def everybody(_name: str) -> int:
    return THERE


def people(name: str) -> int:
    return THERE if name else TO_SIGN_IN


def only(allowed: set[str], *, others: int = HIDDEN, there: int = THERE) -> Callable[[str], int]:
    """Those named are let in; strangers are sent to sign in; the rest must not learn what is there."""
    return lambda name: TO_SIGN_IN if not name else there if name in allowed else others


def posted_only(_name: str) -> int:
    """A change is never made by following a link."""
    return WRONG_WAY


LURAH_ONLY = only({"sari"}, others=FORBIDDEN)
RULES: dict[str, Callable[[str], int]] = {
    "portal:home": people,
    "portal:search": people,
    "portal:help": everybody,
    "portal:tokens": everybody,
    "portal:manifest": everybody,
    "portal:worker": everybody,
    "portal:offline": everybody,
    "portal:topic": everybody,
    "portal:accessibility": everybody,
    "portal:privacy": everybody,
    "portal:about": everybody,
    "portal:settings": people,
    "portal:mine": people,
    "portal:show_nik": posted_only,
    "portal:change": people,
    "portal:history": people,
    "portal:receipts": people,
    "portal:receipt": only({"joko"}),
    "portal:undo": posted_only,
    "portal:reads": people,
    "portal:delegated": people,
    "portal:export": people,
    "portal:people": only(OFFICERS, others=FORBIDDEN),
    "portal:person": lambda name: MOVED if name == "joko" else only(SEES_JOKO)(name),
    "portal:purpose": posted_only,
    "portal:as_known": only(SEES_JOKO | {"joko"}),
    "portal:person_history": only(SEES_JOKO | {"joko"}),
    "portal:person_change": only(SEES_JOKO | {"joko"}),
    "portal:person_receipts": only(SEES_JOKO | {"joko"}),
    "portal:person_receipt": only(SEES_JOKO | {"joko"}),
    "portal:person_undo": posted_only,
    "portal:neighbours": only(set(), others=FORBIDDEN),
    "portal:audit": only(AUDITOR, others=FORBIDDEN),
    "portal:audit_verify": posted_only,
    "portal:audit_export": posted_only,
    "portal:audit_entry": lambda name: HIDDEN if name == "agus" else only(AUDITOR, others=FORBIDDEN)(name),
    "identity:sign_in": lambda name: MOVED if name else THERE,
    "identity:sign_in_as": posted_only,
    "identity:code_ask": everybody,
    "identity:code_enter": lambda _name: MOVED,
    "identity:reset": everybody,
    "identity:reset_code": lambda _name: MOVED,
    "identity:reset_password": lambda _name: MOVED,
    "identity:sign_out": posted_only,
    "identity:join": lambda name: MOVED if name else THERE,
    # Opened out of turn they lead to the first question.
    "identity:join_address": lambda _name: MOVED,
    "identity:join_code": lambda _name: MOVED,
    "identity:join_name": lambda _name: MOVED,
    "identity:join_password": lambda _name: MOVED,
    "identity:account": people,
    "identity:login_add": people,
    "identity:login_code": lambda _name: MOVED,
    "identity:login_change": posted_only,
    "identity:language": posted_only,
    "identity:close": people,
    # Everybody of the cast is verified; there is nothing left to do.
    "identity:verify": lambda _name: MOVED,
    "identity:verified": people,
    "identity:check_ask": lambda _name: MOVED,
    "identity:invitations": only({"rini"}, others=FORBIDDEN),
    "identity:invite": lambda name: HIDDEN if name == "rini" else only({"rini"}, others=FORBIDDEN)(name),
    # What is in the link is made up here; it opens nothing to anybody.
    "identity:invitation": lambda _name: HIDDEN,
    "identity:checks": only({"budi", "sari", "dewi"}, others=FORBIDDEN),
    "identity:check": only({"budi", "sari", "dewi"}, others=FORBIDDEN),
    "identity:devices": people,
    "identity:end_device": posted_only,
    "identity:rename_passkey": lambda name: HIDDEN if name else TO_SIGN_IN,
    "identity:password": people,
    "identity:assistances": people,
    "identity:assistance": posted_only,
    "identity:end_assistance": posted_only,
    "identity:delegations": people,
    "identity:delegate": people,
    "identity:take_delegation": people,
    "identity:accept_delegation": posted_only,
    "identity:end_delegation": posted_only,
    "identity:acting": lambda name: MOVED,
    "identity:stop_acting": posted_only,
    "identity:my_roles": people,
    "identity:roles": only(GIVES_ROLES, others=FORBIDDEN),
    "identity:choose_role": only(GIVES_ROLES, others=FORBIDDEN),
    "identity:give_role": lambda name: (
        HIDDEN if name in GIVES_ROLES - {"sari"} else only({"sari"}, others=FORBIDDEN)(name)
    ),
    "identity:end_role": lambda name: (
        HIDDEN if name in GIVES_ROLES - {"sari"} else only({"sari"}, others=FORBIDDEN)(name)
    ),
    "notices:inbox": people,
    "notices:read_all": posted_only,
    "notices:settings": people,
    "notices:carriers": only({"nia"}, others=FORBIDDEN),
    # Without htmx it leads to the inbox, or to the sign-in page.
    "notices:unread": lambda _name: MOVED,
    "notices:open": only({"ratna"}, there=MOVED),
    "files:open": only({"joko"}),
    "registry:proposals": people,
    "registry:accept_many": posted_only,
    "registry:proposal": only(SEES_PROPOSAL),
    "registry:decide": posted_only,
    "registry:organisations": people,
    "registry:organisation": people,
    "registry:posts": only({"rini"}, others=FORBIDDEN),
    "registry:new_post": only({"rini"}, others=FORBIDDEN),
    "registry:post": only({"rini"}, others=FORBIDDEN),
    "registry:end_acting": posted_only,
    "registry:guardians": only({"dewi"}, others=FORBIDDEN),
    "registry:end_guardian": posted_only,
    "registry:merge": only(STEWARD, others=FORBIDDEN),
    "registry:unmerge": posted_only,
    "registry:imports": only(IMPORTERS, others=FORBIDDEN),
    "registry:import_upload": only(IMPORTERS, others=FORBIDDEN),
    "registry:import": lambda name: HIDDEN if name == "rini" else only(STEWARD, others=FORBIDDEN, there=MOVED)(name),
    "registry:import_columns": lambda name: HIDDEN if name == "rini" else only(STEWARD, others=FORBIDDEN)(name),
    "registry:import_rejected": posted_only,
    "registry:import_step": posted_only,
    # Ratna's form and her case in Cikokol: hers alone, the papers also for the office and the auditor.
    "services:begin": people,
    "services:satisfaction": everybody,
    "services:satisfaction_csv": everybody,
    "services:satisfaction_of": everybody,
    "services:affairs": people,
    "services:draft": only({"ratna"}, there=MOVED),
    "services:step": only({"ratna"}),
    "services:papers": only({"ratna"}, there=MOVED),
    "services:check": only({"ratna"}),
    "services:correct": only({"ratna"}),
    "services:discard": posted_only,
    "services:restore": posted_only,
    "services:case": only({"ratna"}),
    "services:sent": only({"ratna"}),
    "services:write": posted_only,
    "services:cancel": posted_only,
    "services:confirm": posted_only,
    "services:reopen": posted_only,
    "services:answer": only({"ratna"}, there=MOVED),
    "services:rate": only({"ratna"}, there=MOVED),
    "services:my_help": people,
    "services:ask_help": people,
    "services:withdraw_need": posted_only,
    "services:object_help": only({"ratna"}),
    "services:needs": only(AT_DESK, others=FORBIDDEN),
    "services:need": lambda name: HIDDEN if name in {"sari", "dewi"} else only({"budi"}, others=FORBIDDEN)(name),
    "services:take_need": posted_only,
    "services:help_need": posted_only,
    "services:give_back_need": posted_only,
    "services:finish_need": posted_only,
    "services:helping": only(AT_DESK, others=FORBIDDEN),
    "services:help": only({"budi"}),
    "services:judge_help": only(AUDITOR),
    "services:bench": only(AT_DESK, others=FORBIDDEN),
    "services:bench_search": posted_only,
    "services:save_filter": posted_only,
    "services:remove_filter": posted_only,
    "services:phrases": only(AT_DESK, others=FORBIDDEN),
    "services:remove_phrase": posted_only,
    "services:bulk": posted_only,
    "services:unit": only(LEADING, others=FORBIDDEN),
    "services:assign": posted_only,
    "services:bench_document": lambda name: (
        HIDDEN if name == "dewi" else only(OF_CIKOKOL, others=FORBIDDEN, there=MOVED)(name)
    ),
    "services:bench_task": lambda name: HIDDEN if name == "dewi" else only(OF_CIKOKOL, others=FORBIDDEN)(name),
    "services:bench_news": lambda name: 204 if name == "dewi" else only(OF_CIKOKOL, others=FORBIDDEN)(name),
    "services:talk": posted_only,
    "services:paper": posted_only,
    "services:deed": posted_only,
    "services:office_cases": only(AT_DESK, others=FORBIDDEN),
    "services:cases_csv": posted_only,
    # An auditor says why before the case opens.
    "services:office_case": lambda name: (
        HIDDEN if name == "dewi" else only(OF_CIKOKOL | {"agus"}, others=FORBIDDEN)(name)
    ),
    "services:case_reason": posted_only,
    "services:document": only({"ratna"}, there=MOVED),
    # The letter of her case, which is for everybody only by its code.
    "services:letter": only({"ratna"}),
    "services:office_letter": lambda name: HIDDEN if name == "dewi" else only(OF_CIKOKOL, others=FORBIDDEN)(name),
    # A letter is ended by who signs for its office, which is Sari; the officers beside her only read it.
    "services:revoke_letter": lambda name: HIDDEN if name in {"budi", "dewi"} else LURAH_ONLY(name),
    "services:reissue_letter": lambda name: HIDDEN if name in {"budi", "dewi"} else LURAH_ONLY(name),
    "services:reissue_preview": lambda name: HIDDEN if name in {"budi", "dewi"} else LURAH_ONLY(name),
    # Nothing is signed at the stage where the case stands.
    "services:letter_preview": lambda name: HIDDEN if name in AT_DESK else only(set(), others=FORBIDDEN)(name),
    "services:check_letters": everybody,
    "services:check_letter": everybody,
    "services:services": everybody,
    "services:service": everybody,
    "services:redundancy": only({"nia", "wati"}, others=FORBIDDEN),
}
# What is posted by people who must be kept out: the same walls stand there, whatever the body says.
POSTED: dict[str, set[str]] = {
    "identity:assistance": {"ratna"},
    "identity:end_assistance": {"ratna", "budi"},
    "services:withdraw_need": {"ratna"},
    "services:object_help": {"ratna"},
    "services:take_need": {"budi", "sari", "dewi"},
    "services:help_need": {"budi"},
    "services:give_back_need": {"budi"},
    "services:finish_need": {"budi"},
    "services:helping": AT_DESK,
    "services:help": {"budi"},
    "services:judge_help": AUDITOR,
    "services:bench_search": AT_DESK,
    "services:save_filter": AT_DESK,
    "services:remove_filter": set(),
    "services:phrases": AT_DESK,
    "services:remove_phrase": set(),
    "services:bulk": set(),
    "services:assign": LEADING,
    "services:talk": OF_CIKOKOL,
    "services:paper": OF_CIKOKOL,
    "services:deed": OF_CIKOKOL,
    "services:revoke_letter": {"sari"},
    "services:reissue_letter": {"sari"},
    "services:cases_csv": AT_DESK,
    "services:case_reason": AUDITOR,
    "services:step": {"ratna"},
    "services:check": {"ratna"},
    "services:correct": {"ratna"},
    "services:discard": {"ratna"},
    "services:restore": {"ratna"},
    "services:write": {"ratna"},
    "services:cancel": {"ratna"},
    "services:confirm": {"ratna"},
    "services:reopen": {"ratna"},
    "services:answer": {"ratna"},
    "services:rate": {"ratna"},
    "portal:undo": {"joko"},
    "portal:purpose": SEES_JOKO | {"joko"},
    "portal:person_undo": SEES_JOKO | {"joko"},
    "portal:person_change": SEES_JOKO | {"joko"},
    "portal:audit_verify": AUDITOR,
    "portal:audit_export": AUDITOR,
    "portal:people": OFFICERS,
    "portal:neighbours": set(),
    "identity:give_role": {"sari"},
    "identity:end_role": {"sari"},
    "registry:decide": SEES_PROPOSAL,
    "registry:new_post": {"rini"},
    "registry:post": {"rini"},
    "registry:end_acting": set(),
    "registry:guardians": {"dewi"},
    "registry:end_guardian": set(),
    "registry:merge": STEWARD,
    "registry:unmerge": STEWARD,
    "registry:import_upload": IMPORTERS,
    "registry:import_columns": STEWARD,
    "registry:import_rejected": STEWARD,
    "registry:import_step": STEWARD,
}


def routes() -> list[str]:
    """Return the names of every address of these modules, as the URL configuration has them."""
    found = []

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(one.url_patterns, one.namespace or space)
            elif space in MODULES:
                found.append(f"{space}:{one.name}")

    walk(get_resolver().url_patterns, "")
    return sorted(found)


@pytest.fixture
def address(cast: Cast) -> Callable[[str], str]:
    """Return a function that gives the address of a route for things that exist: Joko, his change, an entry, a file."""
    services.settle_catalogue(actor=SYSTEM)
    event_id = factories.change(cast, "joko", {"phone": "081234567899"}).event_id
    proposal_id = factories.change(cast, "ratna", {"name": "Ratna Dewi"}).proposal_id
    notices.tell(person_id=cast.ratna, code="proposal_refused", facts={"reason": "-"}, url="/saya/", about="x")
    letter = Notice.objects.get(person_id=cast.ratna).pk
    file = imports.create_import(
        name="orang.csv",
        chunks=[b"NIK;Nama;JK;Tanggal Lahir\n3671011203890777;Ujang;L;12-03-1989\n"],
        kind="person",
        source="DISDUKCAPIL",
        valid_from=clock.today(),
        actor=cast.actor("wati"),
    )
    paper = files.store_made(
        content=b"%PDF-1.7", content_type=files.PDF, name="akta.pdf", purpose="test", actor=cast.actor("joko")
    )
    services.settle_catalogue(actor=SYSTEM)
    case = cases.handed_in(cast.actor("ratna"))
    helped = cases.helped(case, cast.actor("budi"), judges=[cast.agus])
    letter_made = cases.letter_of(case, cast.actor("sari"))
    from ayo.registry.models import Organisation

    unit = Organisation.objects.get(code="BKPSDM").pk
    given: dict[str, UUID | str | int | None] = {
        "field": "phone",
        "kind": "person",
        "name": "batal",
        "topic": "pindah-rumah",
        "language": "id",
        "seq": 7,
        "post_id": registry.make_post(
            organisation_id=unit, rank=Rank.HEAD, title="Kepala BKPSDM", valid_from=clock.today(), actor=SYSTEM
        ).pk,
        "delegation_id": factories.NOBODY_KNOWS,
        "guardianship_id": factories.NOBODY_KNOWS,
        "acting_id": factories.NOBODY_KNOWS,
        "code": "RT_HEAD",
        "token": "nobody-made-this",
        "passkey_id": 999_999,
        "grant_id": RoleGrant.objects.get(person_id=cast.budi).pk,
        "event_id": event_id,
        "person_id": cast.joko,
        "proposal_id": proposal_id,
        "notice_id": letter,
        "organisation_id": unit,
        "merge_id": factories.NOBODY_KNOWS,
        "import_id": file.pk,
        "login_id": factories.NOBODY_KNOWS,
        "link": files.link_for(paper.id, person_id=cast.joko).split("/")[2],
        "check_id": factories.waiting_check().pk,
        "case_id": case.pk,
        "task_id": cases.only_task(case).pk,
        "deed": "ambil",
        "need_id": helped.request_id,
        "help_id": helped.pk,
        "assistance_id": helped.assistance_id,
        "filter_id": factories.NOBODY_KNOWS,
        "phrase_id": factories.NOBODY_KNOWS,
        "document_id": cases.paper_of(case, cast.actor("ratna")),
        "letter_id": letter_made.pk,
        "letter_code": letter_made.code,
        "draft_id": cases.begun(cast.actor("ratna")).pk,
        "service": cases.SERVICE,
        "step": "keperluan",
        "known": "name",
    }

    def of(route: str) -> str:
        pattern = next(iter(get_resolver_for(route).reverse_dict.getlist(route.partition(":")[2])))
        return reverse(route, kwargs={name: given[name] for name in pattern[0][0][1]})

    return of


def get_resolver_for(route: str) -> URLResolver:
    space = route.partition(":")[0]
    return next(one for one in get_resolver().url_patterns if isinstance(one, URLResolver) and one.namespace == space)


def test_every_address_has_a_rule_and_every_rule_an_address():
    assert sorted(RULES) == routes()


@pytest.mark.parametrize("name", PEOPLE, ids=lambda name: name or "nobody")
def test_each_person_sees_exactly_what_the_rules_say(cast: Cast, address: Callable[[str], str], name: str):
    client = factories.visitor(cast, name)

    found = {route: client.get(address(route)).status_code for route in RULES}

    assert found == {route: rule(name) for route, rule in RULES.items()}


@pytest.mark.parametrize("name", PEOPLE, ids=lambda name: name or "nobody")
def test_nobody_posts_what_they_may_not_see(cast: Cast, address: Callable[[str], str], name: str):
    client = factories.visitor(cast, name)

    let_in = {
        route for route, allowed in POSTED.items() if name not in allowed and not refused(client, address(route), name)
    }

    assert let_in == set()


def refused(client: Client, url: str, name: str) -> bool:
    answer = client.post(url, {"q": "Joko"})
    if not name:
        return answer.status_code == TO_SIGN_IN and answer["Location"].startswith("/masuk/")
    return answer.status_code in {HIDDEN, FORBIDDEN}


@pytest.mark.parametrize("url", ["/", "/saya/", "/warga/", "/audit/", "/usulan/", "/impor/", "/kotak-masuk/"])
def test_a_key_of_an_application_opens_no_page(cast: Cast, url: str):
    from ayo.identity import facade as identity

    plain, _card = identity.create_key(
        app_id=factories.NOBODY_KNOWS, app_name="PBB", label="", scopes=["persons:read"], sources=[], limits={},
        per_minute=600, actor=SYSTEM,
    )  # fmt: skip

    assert Client(headers={"Authorization": f"Bearer {plain}"}).get(url).status_code == FORBIDDEN


def test_a_stranger_comes_back_to_where_they_wanted_to_go():
    assert Client().get("/saya/ubah/phone/")["Location"] == "/masuk/?next=/saya/ubah/phone/"
