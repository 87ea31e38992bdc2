"""What the generator hands out: plain tuples, cheap enough to make two million of them. No Django here."""

from typing import NamedTuple


class Home(NamedTuple):
    kelurahan: str
    rw: str
    rt: str
    street: str
    postal_code: str
    latitude: float | None
    longitude: float | None


class Person(NamedTuple):
    number: int
    nik: str
    name: str
    front_title: str
    back_title: str
    sex: str
    birth_place: str
    birth_on: str
    religion: str
    marital_status: str
    occupation: str
    phone: str
    email: str
    family: int
    family_role: str


class Family(NamedTuple):
    number: int
    card: str
    issued_on: str
    head: int
    home: Home


class Employee(NamedTuple):
    number: int
    person: int
    nip: str
    status: str
    post: str
    grade: str
    job_class: int
    organisation: str
    superior: int | None
    started_on: str


class Household(NamedTuple):
    """A family card with those on it, the head first, and the one of them who works for the city, if any."""

    family: Family
    persons: tuple[Person, ...]
    employee: Employee | None


class Seat(NamedTuple):
    """A post waiting for somebody: `number` becomes the employee's, `superior` is the number of another seat."""

    number: int
    organisation: str
    post: str
    status: str
    grade: str
    job_class: int
    youngest: int
    oldest: int
    schooling: str
    sex: str
    superior: int | None


class Holder(NamedTuple):
    """Who a household is built around: a seat to fill, or somebody of the cast, who has a name already."""

    seat: Seat | None
    name: str
    sex: str
    born: int
    home: Home | None


MALE, FEMALE = "MALE", "FEMALE"
