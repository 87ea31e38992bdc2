"""Outgoing calls reach only what the operator meant: every known way into the house is tried here."""

import asyncio
import socket
from ipaddress import ip_address

import pytest

from ayo.exchange import guard
from ayo.exchange.guard import Blocked

INSIDE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "169.254.1.1", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.88.99.1",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "fe80::1", "fc00::1",
    "fd00:ec2::254", "fec0::1", "ff02::1", "2002:7f00:1::", "2002:a00:1::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1", "2001::1", "2001:db8::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2606:4700::5efe:7f00:1",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


def resolve(url: str, allow: tuple[str, ...] = ()) -> guard.Target:
    return asyncio.run(guard.resolve(url, allow))


def literal(address: str) -> str:
    return f"http://[{address}]/hook" if ":" in address else f"http://{address}/hook"


@pytest.mark.parametrize("address", INSIDE)
def test_no_inner_address_is_called(address):
    with pytest.raises(Blocked):
        resolve(literal(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_the_open_internet_is_called_at_the_address_that_was_checked(address):
    assert ip_address(resolve(literal(address)).ip) == ip_address(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "http://user:pw@example.com/", "http://",
        "http://exa mple.com/", "http://example.com\\@127.0.0.1/", "http://example.com/\r\nX: y", "http://127.1/",
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://0x7f.1/", "http://127.0.0.1./",
        "http://[::1%25lo]/", "http://example.com:70000/", "http://example.com:x/", "http://-/#frag", "http://١٢٧.0.0.1/",
        "http://example.com/#fragment", "http://ex%61mple.com/",
    ],
)  # fmt: skip
def test_an_address_that_two_readers_could_understand_differently_is_refused(url):
    with pytest.raises(Blocked):
        resolve(url)


@pytest.mark.parametrize("port", [22, 25, 110, 5432, 6379, 11211])
def test_ports_of_other_services_are_not_posted_to(port):
    with pytest.raises(Blocked):
        resolve(f"http://8.8.8.8:{port}/")


def test_what_the_operator_allows_is_called():
    assert resolve("http://10.1.2.3:8080/", ("10.1.0.0/16",)).ip == "10.1.2.3"
    assert resolve("http://[::ffff:10.1.2.3]/", ("10.1.0.0/16",)).ip == "::ffff:a01:203"
    with pytest.raises(Blocked):
        resolve("http://10.2.0.1/", ("10.1.0.0/16",))


def test_the_metadata_service_needs_an_exact_permission():
    with pytest.raises(Blocked):
        resolve("http://169.254.169.254/", ("169.254.0.0/16",))
    assert resolve("http://169.254.169.254/", ("169.254.169.254/32",)).ip == "169.254.169.254"


def answering(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let the resolver answer one list after the other; return the names it was asked."""
    asked: list[str] = []
    left = list(answers)

    async def getaddrinfo(self, host, port, **kwargs):
        asked.append(host)
        now = left.pop(0) if len(left) > 1 else left[0]
        if not now:
            raise socket.gaierror("no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in now]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", getaddrinfo)
    return asked


def test_one_inner_address_among_many_blocks_the_name(monkeypatch):
    answering(monkeypatch, ["93.184.216.34", "10.0.0.1"])

    with pytest.raises(Blocked):
        resolve("http://app.example/")


def test_a_name_is_asked_once_and_called_at_that_answer(monkeypatch):
    asked = answering(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])

    target = resolve("http://App.Example.:8080/hook?x=1")

    assert asked == ["app.example"]
    assert target.ip == "93.184.216.34"
    assert target.url.text == "http://app.example:8080/hook?x=1"


def test_an_unknown_name_is_refused(monkeypatch):
    answering(monkeypatch, [])

    with pytest.raises(Blocked):
        resolve("https://nowhere.example/")


def test_a_name_that_turns_inside_later_is_still_called_at_the_checked_address(receiver, monkeypatch):
    """The whole way out, with a real client: the pin decides, not a second look-up."""
    from ayo.exchange.relay.channel import Channels

    place = receiver.place("hook")
    answering(monkeypatch, ["127.0.0.1"], ["10.255.255.1"])

    async def post():
        channels = Channels(("127.0.0.1/32",))
        try:
            return [
                await channels.post(f"http://rebound.example:{receiver.port}/hook", {}, b"{}", timeout=2) for _ in "ab"
            ]
        finally:
            await channels.close()

    answers = asyncio.run(post())

    assert [answer.status for answer in answers] == [200, 200]
    assert len(place.requests) == 2
    assert place.requests[0].headers["host"] == f"rebound.example:{receiver.port}"
