"""The people of the oracle in a real database, with everything that can be about somebody."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.test import Client

from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor, Level, Role
from ayo.exchange import actions as exchange
from ayo.exchange.models import App
from ayo.files import facade as files
from ayo.identity import facade as identity
from ayo.identity.assisting import actions as assisting
from ayo.identity.delegating import actions as delegating
from ayo.identity.delegating.queries import ACTING_FOR
from ayo.identity.joining import actions as joining
from ayo.identity.models import Account, ApiKey, Check, Delegation, RoleGrant
from ayo.identity.oidc import actions as signing
from ayo.identity.queries import actor_of_account
from ayo.notices import actions as notices
from ayo.notices.models import Notice
from ayo.performance import actions as performance
from ayo.performance.models import Template
from ayo.performance.pay import job as paying
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry.data import ActingKind, Kind
from ayo.registry.imports import facade as imports
from ayo.registry.models import Acting
from ayo.services import actions as working
from ayo.services import facade as services
from ayo.services.data.desk import For
from tests import cast
from tests.access import plans
from tests.access.acting import ACTING
from tests.access.people import APPS, ASKS_IN, CIKOKOL, CIPONDOH, GUESTS, JUDGES, OWNERS, PEOPLE, SERVED_BY, Facts
from tests.exchange import desk, factories
from tests.performance.factories import entry
from tests.portal.factories import chain_everything
from tests.services import factories as cases

ELSEWHERE = "203.0.113.9"
NOWHERE = UUID("01900000-0000-7000-8000-000000000000")
UNITS = {
    "KEL-CIKOKOL": ("Kelurahan Cikokol", "KELURAHAN", CIKOKOL),
    "KEL-CIPONDOH": ("Kelurahan Cipondoh", "KELURAHAN", CIPONDOH),
    "DISKOMINFO": ("Dinas Komunikasi dan Informatika", "DINAS", ""),
    "DISDUKCAPIL": ("Dinas Kependudukan dan Pencatatan Sipil", "DINAS", ""),
    "INSPEKTORAT": ("Inspektorat", "INSPEKTORAT", ""),
    "BKPSDM": ("Badan Kepegawaian dan Pengembangan SDM", "BADAN", ""),
}
FAMILIES = {"A": ("3671010101100001", CIKOKOL), "B": ("3671010101100002", CIPONDOH)}
SCOPES = (
    "persons:read", "persons:write", "families:read", "employees:read", "organisations:read", "cases:read",
    "cases:write", "events:read", "snapshot:read",
)  # fmt: skip
CONTRACT = factories.terms("nik", "name", "phone", "birth_on", "domicile", areas=(CIKOKOL,))
FILE = b"NIK;Nama;JK;Tanggal Lahir\n3671011203890777;Ujang;L;12-03-1989\n"


@dataclass
class World:
    """Ids by what they are of and about whom, and a browser or key for each who asks."""

    ids: dict[str, dict[str, Any]] = field(default_factory=dict)
    callers: dict[str, "Caller"] = field(default_factory=dict)


@dataclass
class Caller:
    client: Client
    cookies: dict[str, str]

    def fresh(self) -> Client:
        """Return the client as it was in the beginning: nothing that one answer set is known to the next."""
        self.client.cookies = SimpleCookie(self.cookies)
        return self.client


def build() -> World:
    world = World()
    services.settle_catalogue(actor=SYSTEM)
    signing.make_first_key()
    units = {code: cast.organisation(code, *given) for code, given in UNITS.items()}
    families = {key: _family(*given) for key, given in FAMILIES.items()}
    people = {key: _person(one, families) for key, one in PEOPLE.items()}
    posts = {key: _post(one, people[key], units) for key, one in PEOPLE.items() if one.unit}
    for key, one in PEOPLE.items():
        if one.superior:
            _say(Kind.EMPLOYEE, posts[key], {"superior_id": str(posts[one.superior])}, SYSTEM)
        if one.role and not one.by:
            _role(one, people[key], units)
    world.ids = {
        "person_id": people,
        "family_id": {key: families[one.family] for key, one in PEOPLE.items() if one.family},
        "employee_id": posts,
        "organisation_id": {"unit": units["DISKOMINFO"]},
        "event_id": {},
        "proposal_id": {},
        "check_id": {},
        "notice_id": {key: _letter(person_id) for key, person_id in people.items()},
        "import_id": {key: _import(identity.actor_of(people[key])) for key in ("wati", "rini")},
        "slug": {slug: slug for slug in OWNERS},
        "key_id": {},
        "seq": {"first": 1},
        **_standing_in(units, posts),
        **_paid(people, posts),
        **_acting_for(people),
        "grant_id": {
            key: RoleGrant.objects.get(person_id=people[key]).pk
            for key, one in PEOPLE.items()
            if one.role and not one.by
        },
        "link": {key: _file(key, person_id) for key, person_id in people.items()},
    }
    keys = _applications(world)
    for key, person_id in people.items():
        _about(world, key, identity.actor_of(person_id))
    services.settle_catalogue(actor=SYSTEM)
    _affairs(world)
    world.ids |= plans.make(people)
    _work(world)
    desk.sequence()
    chain_everything()
    world.callers = {"": _browser(None), **{key: _browser(one) for key, one in people.items()}}
    for key, acts in ACTING.items():
        if "HELP" in acts.may:
            _help(world.callers[key].client, people[key], people[acts.whom])
            continue
        _act(world.callers[key].client, people[acts.whom])
    world.callers |= {key: _guest(world, key, level) for key, level in GUESTS.items()}
    world.callers |= {slug: _with_key(keys[slug]) for slug in APPS}
    return world


def _family(number: str, area: str) -> UUID:
    values = {"number": number, "address": cast.address(area)}
    return registry.register_record(
        Kind.FAMILY, values, valid_from=cast.LONG_AGO, actor=SYSTEM, not_duplicates_of=(), note=""
    ).record.id


def _person(one: Facts, families: dict[str, UUID]) -> UUID:
    kin = {"family_id": str(families[one.family]), "family_role": one.place} if one.family else {}
    return cast.person(one.name, one.nik, phone="081100000000", domicile=_home(one), **kin)


def _home(one: Facts) -> dict[str, Any]:
    rw, rt = one.house.split("/")
    return cast.address(one.area, "Jl. Sama 1") | {"rw": rw, "rt": rt}


def _post(one: Facts, person_id: UUID, units: dict[str, UUID]) -> UUID:
    day, month, year = int(one.nik[6:8]), one.nik[8:10], one.nik[10:12]
    born = f"19{year}{month}{day - 40 if day > 40 else day:02d}"
    return cast.employee(person_id, f"{born}202001{2 if day > 40 else 1}001", units[one.unit], one.post or "Pelaksana")


def _role(one: Facts, person_id: UUID, units: dict[str, UUID]) -> None:
    unit = units.get(one.where)
    cast.role(person_id, Role(one.role), organisation_id=unit, area="" if unit else one.where)


def _standing_in(units: dict[str, UUID], posts: dict[str, UUID]) -> dict[str, dict[str, UUID]]:
    """Lilis is the lurah of Cikokol, Salim stands in for her this week, Wisnu did last week; Dian is a deputy."""
    head = registry.make_post(
        organisation_id=units["KEL-CIKOKOL"], rank=Rank.HEAD, title="Lurah Cikokol", valid_from=cast.LONG_AGO,
        actor=SYSTEM,
    )  # fmt: skip
    registry.make_post(
        organisation_id=units["KEL-CIPONDOH"], rank=Rank.DEPUTY, title="Sekretaris Kelurahan",
        valid_from=cast.LONG_AGO, actor=SYSTEM,
    )  # fmt: skip
    week, today = timedelta(days=7), clock.today()
    was = _acting(head.pk, posts["wisnu"], today)
    Acting.objects.filter(pk=was).update(valid_from=today - week, valid_to=today)
    return {"post_id": {"post": head.pk}, "acting_id": {"salim": _acting(head.pk, posts["salim"], today)}}


def _paid(people: dict[str, UUID], posts: dict[str, UUID]) -> dict[str, dict[str, UUID]]:
    """Rini ran the TPP of last month; Putri of all has a class and so a slip, and a measure on record."""
    _say(Kind.EMPLOYEE, posts["putri"], {"job_class": 8, "grade": "III/c"}, SYSTEM)
    month = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    run = performance.start_here(month=month, actor=identity.actor_of(people["rini"]))
    paying.work(run.pk, after_each=lambda: None)
    measure = performance.record_measure(
        employee_id=posts["putri"], kind="WRITTEN", decree="800/1", since=clock.today(),
        until=clock.today() + timedelta(days=30), legal_basis="PP 94/2021", actor=identity.actor_of(people["rini"]),
    )  # fmt: skip
    return {"run_id": {"putri": run.pk, "unit": run.pk}, "measure_id": {"putri": measure.pk}}


def _acting_for(people: dict[str, UUID]) -> dict[str, dict[str, UUID]]:
    """Tari lets four act for her: one does, one could, one's is ended, one's is over; Bima has a guardian."""
    today, year = clock.today(), timedelta(days=300)
    made = {}
    for key in ("endah", "galih", "fajar", "ilham"):
        made[key], code = delegating.delegate(
            delegate_id=None, scopes=("SEE", "CORRECT"), valid_from=today, valid_to=today + year,
            actor=identity.actor_of(people["tari"]),
        )  # fmt: skip
        delegating.accept_by_code(code=code, actor=identity.actor_of(people[key]))
    delegating.end(delegation_id=made["fajar"], actor=identity.actor_of(people["tari"]))
    Delegation.objects.filter(pk=made["ilham"]).update(valid_from=today - year, valid_to=today)
    registry.record_guardian(
        ward_id=people["bima"], guardian_id=people["hesti"], decision="1/Pdt.P/2026", valid_from=today, valid_to=None,
        actor=SYSTEM,
    )  # fmt: skip
    return {"delegation_id": {"galih": made["galih"], "tari": made["endah"]}}


def _act(client: Client, whom: UUID) -> None:
    session = client.session
    session[ACTING_FOR] = str(whom)
    session.save()


def _help(client: Client, helper: UUID, whom: UUID) -> None:
    """Somebody was let help with a service that the world has no case of."""
    made = working.begin_help(code="sktm", person_id=whom, actor=identity.actor_of(helper))
    key = Authenticator.objects.create(
        user=Account.objects.get(person_id=whom), type=Authenticator.Type.WEBAUTHN, data={"name": "Ponsel"}
    )  # fmt: skip
    assisting.agree_by_passkey(
        assistance_id=made.assistance_id, passkey_id=key.pk, actor=identity.actor_of(whom)
    )  # fmt: skip
    key.delete()
    session = client.session
    session[identity.ASSISTING] = str(made.assistance_id)
    session.save()


def _acting(post_id: UUID, employee_id: UUID, first: date) -> UUID:
    made = registry.appoint_acting(
        post_id=post_id, employee_id=employee_id, kind=ActingKind.PLH, valid_from=first,
        valid_to=first + timedelta(days=7), basis="SP 1", actor=SYSTEM,
    )  # fmt: skip
    return UUID(str(made.pk))


def _say(kind: Kind, subject_id: UUID, values: dict[str, Any], actor: Actor) -> Any:
    return registry.change_record(
        kind, subject_id, values, valid_from=clock.today(), actor=actor, expected_version=None, note="sesuai akta"
    )


def _about(world: World, key: str, actor: Actor) -> None:
    """Each person changes their phone, which is an event, and proposes another name."""
    person_id = world.ids["person_id"][key]
    world.ids["event_id"][key] = _say(Kind.PERSON, person_id, {"phone": PEOPLE[key].phone}, actor).event_id
    name = {"name": f"{PEOPLE[key].name} Baru"}
    if proposal_id := _say(Kind.PERSON, person_id, name, actor).proposal_id:
        world.ids["proposal_id"][key] = proposal_id


def _affairs(world: World) -> None:
    """Residents of two kelurahan each have a case there, with a paper, and a form they have begun anew.

    The officers who hold the cases keep a filter and a text of their own.
    """
    for key, officer in SERVED_BY.items():
        actor = identity.actor_of(world.ids["person_id"][key])
        case = cases.handed_in(actor)
        world.ids.setdefault("case_id", {})[key] = case.pk
        world.ids.setdefault("task_id", {})[key] = cases.only_task(case).pk
        world.ids.setdefault("document_id", {})[key] = cases.paper_of(case, actor)
        signer = identity.actor_of(world.ids["person_id"][officer])
        world.ids.setdefault("letter_id", {})[key] = cases.letter_of(case, signer).pk
        world.ids.setdefault("draft_id", {})[key] = cases.begun(actor).pk
        holder = identity.actor_of(world.ids["person_id"][officer])
        working.take_task(task_id=cases.only_task(case).pk, expected=None, actor=holder)
        kept = working.save_filter(name="Milik sendiri", terms={"saring": "saya"}, actor=holder)
        world.ids.setdefault("filter_id", {})[officer] = kept.pk
        phrase = working.save_phrase(
            used_for=For.MESSAGE, service_code="", title="Salam", text="Halo {nama}", actor=holder
        )
        world.ids.setdefault("phrase_id", {})[officer] = phrase.pk
        helped = cases.helped(case, holder, judges=[world.ids["person_id"][one] for one in JUDGES])
        world.ids.setdefault("need_id", {})[key] = helped.request_id
        world.ids.setdefault("help_id", {})[key] = helped.pk
        world.ids.setdefault("assistance_id", {})[key] = helped.assistance_id


def _work(world: World) -> None:
    """Two employees have entered work, and keep a template of it."""
    for key in ("putri", "budi"):
        actor = identity.actor_of(world.ids["person_id"][key])
        entered = entry(on=clock.today())
        world.ids.setdefault("activity_id", {})[key] = performance.enter(entry=entered, actor=actor).pk
        performance.keep_template(name="Rapat", entry=entered, actor=actor)
        template = Template.objects.get(employee_id=world.ids["employee_id"][key])
        world.ids.setdefault("template_id", {})[key] = template.pk


def _letter(person_id: UUID) -> UUID:
    notices.tell(person_id=person_id, code="proposal_refused", facts={"reason": "-"}, url="/saya/", about="x")
    return Notice.objects.get(person_id=person_id).pk


def _file(key: str, person_id: UUID) -> str:
    """A file that tells about somebody, and the link that was made for them."""
    told = f"%PDF-1.7 {PEOPLE[key].name} {PEOPLE[key].nik}".encode()
    card = files.store_made(
        content=told, content_type=files.PDF, name="akta.pdf", purpose="test", actor=identity.actor_of(person_id)
    )
    return files.link_for(card.id, person_id=person_id).split("/")[2]


def _import(actor: Actor) -> UUID:
    kind, source = ("person", "DISDUKCAPIL") if actor.has(Role.DATA_STEWARD) else ("employee", "BKPSDM")
    row = imports.create_import(
        name="orang.csv", chunks=[FILE], kind=kind, source=source, valid_from=clock.today(), actor=actor
    )
    return row.pk


def _applications(world: World) -> dict[str, str]:
    keys = {}
    for slug, owner in OWNERS.items():
        _application(slug, owner, CONTRACT, SCOPES)
        key_id = ApiKey.objects.get(app_id=App.objects.get(slug=slug).pk).pk
        world.ids["key_id"][slug] = key_id
    keys["contract"] = _application("contract", "INSPEKTORAT", CONTRACT, SCOPES)
    keys["bare"] = _application("bare", "INSPEKTORAT", None, SCOPES)
    keys["scopeless"] = _application("scopeless", "INSPEKTORAT", CONTRACT, ("organisations:read",))
    ApiKey.objects.update(per_minute=1_000_000)
    return keys


def _application(slug: str, owner: str, contract: Any, scopes: tuple[str, ...]) -> str:
    made = exchange.add_app(
        slug=slug, name=f"Aplikasi {slug}", owner_code=owner, description="", mode="PULL", endpoint="", digest_url="",
        schedule_seconds=0, scopes=scopes, contract=contract, actor=SYSTEM,
    )  # fmt: skip
    return made.api_key or ""


def _browser(person_id: UUID | None) -> Caller:
    client = Client(REMOTE_ADDR=ELSEWHERE)
    if person_id is not None:
        account = identity.open_account(
            login=f"{person_id}@contoh.id", person_id=person_id, password="", is_demo=False, actor=SYSTEM
        )
        client.force_login(account, backend="ayo.identity.backends.LoginBackend")
    return Caller(client, {name: one.value for name, one in client.cookies.items()})


def _guest(world: World, key: str, level: str) -> Caller:
    account = identity.open_sample_guest(login=f"{key}@contoh.id", level=Level(level), name="Tamu")
    assert account is not None
    joining.ask_check(account=account, name="Tamu", area=ASKS_IN[key], actor=actor_of_account(account))
    world.ids["check_id"][key] = Check.objects.get(account=account).pk
    client = Client(REMOTE_ADDR=ELSEWHERE)
    client.force_login(account, backend="ayo.identity.backends.LoginBackend")
    return Caller(client, {name: one.value for name, one in client.cookies.items()})


def _with_key(key: str) -> Caller:
    return Caller(Client(REMOTE_ADDR=ELSEWHERE, headers={"Authorization": f"Bearer {key}"}), {})
