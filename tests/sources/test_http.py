"""The polite session, against real servers on loopback."""

from __future__ import annotations

import gzip
import logging
import socket
import threading
import time
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from monitor.errors import (
    AuthExpired,
    Blocked,
    NotConfigured,
    Oversized,
    RateLimited,
    Refused,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.source import Request, Response, Validators
from sources.http import Fetcher, user_agent
from tests.sources.loopback import CERTIFICATE, NOW, Site, StoppedClock, says, served, silence

SECRET = "s3cr3t-t0ken"


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        yield running


@pytest.fixture
def stranger() -> Iterator[Site]:
    """A second host: another port is another origin."""
    with served() as running:
        yield running


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


def session(clock: StoppedClock, seconds: float) -> Fetcher:
    return Fetcher(
        clock,
        timeout=timedelta(seconds=seconds),
        max_bytes=100_000,
        contact="owner@shop.example",
        min_gap=timedelta(0),
    )


@pytest.fixture
def fetcher(clock: StoppedClock) -> Iterator[Fetcher]:
    with closing(session(clock, 20)) as patient:
        yield patient


@pytest.fixture
def impatient(clock: StoppedClock) -> Iterator[Fetcher]:
    """For servers that would take forever."""
    with closing(session(clock, 0.5)) as fetcher:
        yield fetcher


def get(fetcher: Fetcher, site: Site, **kwargs: object) -> Response:
    return fetcher.fetch(Request(site.url, **kwargs), allow_private=True).response  # type: ignore[arg-type]


def failure(fetcher: Fetcher, site: Site, **kwargs: object) -> SourceError:
    with pytest.raises(SourceError) as caught:
        get(fetcher, site, **kwargs)
    return caught.value


def test_a_page_arrives_whole_with_its_headers_in_lower_case(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(200, b"\xff\x00body", Content_Type="text/plain")
    response = get(fetcher, site, notes={"page": 2})
    assert response.body == b"\xff\x00body"
    assert response.headers["content-type"] == "text/plain"
    assert response.received_at == NOW
    assert response.request.notes == {"page": 2}
    assert response.status == 200


def test_goodword_introduces_itself_with_a_contact(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(200)
    get(fetcher, site)
    assert "goodword/" in site.seen[0].headers["User-Agent"]
    assert "owner@shop.example" in site.seen[0].headers["User-Agent"]


def test_a_contact_cannot_smuggle_in_another_header() -> None:
    assert "\n" not in user_agent("me\r\nX-Evil: 1")


def test_parameters_json_and_forms_are_sent_as_asked(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(200)
    get(fetcher, site, params={"q": "a b"})
    get(fetcher, site, method="POST", json={"x": 1})
    get(fetcher, site, method="POST", form={"x": "1"})
    assert site.seen[0].path == "/reviews?q=a+b"
    assert [each.body for each in site.seen[1:]] == [b'{"x": 1}', b"x=1"]


def test_nothing_new_is_a_304_that_keeps_the_validators(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(304)
    known = Validators(etag='"v1"', last_modified="Sun, 22 Nov 2026 10:00:00 GMT")
    fetched = fetcher.fetch(Request(site.url), validators=known, allow_private=True)
    assert fetched.response.status == 304
    assert fetched.validators == known
    assert site.seen[0].headers["If-None-Match"] == '"v1"'
    assert site.seen[0].headers["If-Modified-Since"] == known.last_modified


def test_validators_of_a_new_page_replace_the_old_ones(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(200, b"new", ETag='"v2"')
    known = Validators(etag='"v1"', last_modified="long ago")
    fetched = fetcher.fetch(Request(site.url), validators=known, allow_private=True)
    assert fetched.validators == Validators(etag='"v2"')


def test_a_request_that_is_not_conditional_asks_for_the_whole_page(
    fetcher: Fetcher, site: Site
) -> None:
    site.answer = says(200)
    request = Request(site.url, conditional=False)
    fetcher.fetch(request, validators=Validators(etag='"v1"'), allow_private=True)
    assert "If-None-Match" not in site.seen[0].headers


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, NotConfigured),
        (401, AuthExpired),
        (403, Blocked),
        (404, TargetNotFound),
        (410, TargetNotFound),
        (429, RateLimited),
        (451, Refused),
        (500, Unavailable),
    ],
)
def test_each_status_becomes_the_error_that_tells_who_must_act(
    fetcher: Fetcher, site: Site, status: int, error: type[SourceError]
) -> None:
    site.answer = says(status, b"{}")
    assert type(failure(fetcher, site)) is error


def test_a_403_after_a_token_means_that_the_token_is_refused(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(403, b"{}", Content_Type="application/json")
    error = failure(fetcher, site, headers={"Authorization": f"Bearer {SECRET}"})
    assert isinstance(error, AuthExpired)


@pytest.mark.parametrize(
    "sent",
    [
        {"params": {"consumer_key": SECRET}},
        {"headers": {"X-API-Key": SECRET}},
        {"headers": {"Cookie": SECRET}},
        {"form": {"assertion": SECRET}, "method": "POST"},
        {"auth": ("olga", SECRET)},
    ],
)
def test_a_secret_counts_as_one_however_it_was_sent(
    fetcher: Fetcher, site: Site, sent: dict[str, object]
) -> None:
    site.answer = says(403, b"{}", Content_Type="application/json")
    assert isinstance(failure(fetcher, site, **sent), AuthExpired)


@pytest.mark.parametrize("query", ["?token=abc", "?page=2&apiKey=x"])
def test_a_secret_in_the_address_counts_as_one_too(
    fetcher: Fetcher, site: Site, query: str
) -> None:
    site.answer = says(403, b"{}", Content_Type="application/json")
    with pytest.raises(AuthExpired):
        fetcher.fetch(Request(f"{site.url}{query}"), allow_private=True)


def test_a_challenge_page_is_blocked_even_when_a_token_was_sent(
    fetcher: Fetcher, site: Site
) -> None:
    page = b"<!doctype html><title>Just a moment...</title><body>wait"
    site.answer = says(403, page, Content_Type="text/html")
    assert isinstance(failure(fetcher, site, params={"key": SECRET}), Blocked)


def test_too_many_requests_says_when_to_come_back(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(429, retry_after="120")
    error = failure(fetcher, site)
    assert isinstance(error, RateLimited)
    assert error.retry_at == NOW + timedelta(seconds=120)


def test_a_busy_site_that_names_a_time_is_left_alone_until_then(
    fetcher: Fetcher, site: Site
) -> None:
    site.answer = says(503, retry_after="Sun, 22 Nov 2026 10:05:00 GMT")
    error = failure(fetcher, site)
    assert isinstance(error, RateLimited)
    assert error.retry_at == NOW + timedelta(minutes=5)
    assert len(site.seen) == 1


def test_a_site_that_stumbles_once_is_asked_again(fetcher: Fetcher, site: Site) -> None:
    def stumble(handler: BaseHTTPRequestHandler) -> None:
        says(502 if len(site.seen) == 1 else 200, b"fine")(handler)

    site.answer = stumble
    assert get(fetcher, site).body == b"fine"


def test_a_post_is_never_sent_twice(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(502)
    assert isinstance(failure(fetcher, site, method="POST", form={"a": "b"}), Unavailable)
    assert len(site.seen) == 1


def test_a_closed_port_is_unavailable(fetcher: Fetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unavailable):
        fetcher.fetch(Request(f"http://127.0.0.1:{port}/"), allow_private=True)


def test_a_host_without_an_address_is_unavailable(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*args: object, **kwargs: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(Unavailable):
        fetcher.fetch(Request("https://no-such-shop.example/"))


def test_a_certificate_nobody_vouches_for_is_unavailable(fetcher: Fetcher) -> None:
    with served(tls=True) as stranger:
        error = failure(fetcher, stranger)
    assert isinstance(error, Unavailable)
    assert "certificate" in error.message
    assert "date and time" in error.hint
    assert not stranger.seen


@pytest.fixture
def secure_site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server behind TLS, whose certificate is trusted for once."""
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(CERTIFICATE))
    with served(tls=True) as running:
        yield running


def test_a_page_behind_tls_arrives_and_its_connection_serves_again(
    fetcher: Fetcher, secure_site: Site
) -> None:
    secure_site.answer = says(200, b"secure")
    assert get(fetcher, secure_site).body == b"secure"
    assert get(fetcher, secure_site).body == b"secure"


def test_a_server_that_drips_through_tls_is_cut_off_too(
    impatient: Fetcher, secure_site: Site
) -> None:
    secure_site.answer = lambda handler: drip(handler, b"HTTP/1.1 200 OK\r\nX-Slow: ")
    assert isinstance(failure(impatient, secure_site), Unavailable)


def test_a_server_that_never_shakes_hands_is_given_up(impatient: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        request = Request(f"https://127.0.0.1:{mute.getsockname()[1]}/")
        with pytest.raises(Unavailable):
            impatient.fetch(request, allow_private=True)


def test_a_connection_that_breaks_off_never_yields_half_a_page(
    fetcher: Fetcher, site: Site
) -> None:
    def breaks_off(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    site.answer = breaks_off
    assert isinstance(failure(fetcher, site), Unavailable)


def drip(handler: BaseHTTPRequestHandler, head: bytes) -> None:
    """Write ``head``, then a byte every 50 ms, for as long as anybody listens."""
    handler.close_connection = True
    handler.wfile.write(head)
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 500 Oops\r\nContent-Length: 1000\r\n\r\n",
    ],
    ids=["body", "body of unknown length", "headers", "error page"],
)
def test_a_server_that_drips_is_cut_off_when_the_time_is_up(
    impatient: Fetcher, site: Site, head: bytes
) -> None:
    site.answer = lambda handler: drip(handler, head)
    assert isinstance(failure(impatient, site), Unavailable)


def test_a_silent_server_is_given_up_when_the_time_is_up(impatient: Fetcher, site: Site) -> None:
    with silence() as answer:
        site.answer = answer
        assert isinstance(failure(impatient, site), Unavailable)


def test_a_connection_kept_alive_is_held_to_the_time_of_each_fetch(
    impatient: Fetcher, site: Site
) -> None:
    site.answer = says(200, b"quick")
    get(impatient, site)
    site.answer = lambda handler: drip(handler, b"HTTP/1.1 200 OK\r\nX-Slow: ")
    assert isinstance(failure(impatient, site), Unavailable)


def test_an_announced_giant_is_refused_before_it_is_read(fetcher: Fetcher, site: Site) -> None:
    def giant(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100001")
        handler.end_headers()
        handler.close_connection = True

    site.answer = giant
    assert isinstance(failure(fetcher, site), Oversized)


def test_an_endless_body_is_cut_at_the_limit(fetcher: Fetcher, site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        for _ in range(10_000):
            handler.wfile.write(b"x" * 65_536)

    site.answer = endless
    assert isinstance(failure(fetcher, site), Oversized)


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(20_000_000))),
        ("deflate", zlib.compress(bytes(20_000_000))),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(20_000_000)))),
    ],
)
def test_a_zip_bomb_is_cut_at_the_limit(
    fetcher: Fetcher, site: Site, coding: str, bomb: bytes
) -> None:
    assert len(bomb) < 100_000
    site.answer = says(200, bomb, Content_Encoding=coding)
    assert isinstance(failure(fetcher, site), Oversized)


def test_compressed_pages_are_unpacked(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(200, gzip.compress(b"reviews"), Content_Encoding="gzip")
    assert get(fetcher, site).body == b"reviews"


def test_a_body_that_is_not_what_its_encoding_says_is_unavailable(
    fetcher: Fetcher, site: Site
) -> None:
    site.answer = says(200, b"not gzip", Content_Encoding="gzip")
    assert isinstance(failure(fetcher, site), Unavailable)


def test_redirects_are_followed_to_where_they_end(fetcher: Fetcher, site: Site) -> None:
    def moved(handler: BaseHTTPRequestHandler) -> None:
        there = handler.path == "/new%20home"
        says(200 if there else 301, b"here", location="/new%20home")(handler)

    site.answer = moved
    response = get(fetcher, site, params={"page": "1"})
    assert response.body == b"here"
    assert response.url.endswith("/new%20home")


def test_redirects_without_end_are_unavailable(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(302, location="/again")
    assert isinstance(failure(fetcher, site), Unavailable)
    assert len(site.seen) == 6


def test_a_cookie_set_on_the_way_is_sent_on_but_forgotten_afterwards(
    fetcher: Fetcher, site: Site
) -> None:
    def wants_a_cookie(handler: BaseHTTPRequestHandler) -> None:
        if "Cookie" in handler.headers:
            says(200, b"welcome")(handler)
        else:
            says(302, location="/reviews", set_cookie="seen=1; Path=/")(handler)

    site.answer = wants_a_cookie
    assert get(fetcher, site).body == b"welcome"
    assert get(fetcher, site).body == b"welcome"
    assert ["Cookie" in each.headers for each in site.seen] == [False, True, False, True]


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/x", "mailto:a@b.example", "http://[bad/"]
)
def test_a_redirect_out_of_the_web_is_refused(fetcher: Fetcher, site: Site, location: str) -> None:
    site.answer = says(302, location=location)
    assert isinstance(failure(fetcher, site), Refused)


def test_secrets_stay_behind_when_a_redirect_leaves_the_host(
    fetcher: Fetcher, site: Site, stranger: Site
) -> None:
    site.answer = says(
        302, location=f"http://user:pw@127.0.0.1:{stranger.port}/x", set_cookie="a=b"
    )
    stranger.answer = says(200, b"hello")
    headers = {"X-Shop-Token": SECRET, "Accept": "application/json"}
    get(fetcher, site, headers=headers, params={"key": SECRET})
    get(fetcher, site, auth=("user", SECRET))
    for seen in stranger.seen:
        assert SECRET not in str(seen.headers) + seen.path
        assert "Authorization" not in seen.headers
    assert stranger.seen[0].headers["Accept"] == "application/json"


def test_secrets_stay_with_a_redirect_on_the_same_host(fetcher: Fetcher, site: Site) -> None:
    site.answer = lambda handler: says(200 if handler.path == "/new" else 308, location="/new")(
        handler
    )
    get(fetcher, site, headers={"Authorization": SECRET})
    assert site.seen[1].headers["Authorization"] == SECRET


def test_a_login_in_the_address_goes_along_within_the_site_and_into_no_address_that_is_read(
    fetcher: Fetcher, site: Site
) -> None:
    site.answer = lambda handler: says(200 if handler.path == "/new" else 301, location="/new")(
        handler
    )
    address = site.url.replace("//", "//olga:p%40ss@")
    response = fetcher.fetch(Request(address), allow_private=True).response
    login = "Basic " + b64encode(b"olga:p@ss").decode()
    assert [seen.headers["Authorization"] for seen in site.seen] == [login, login]
    assert response.url == site.url.replace("/reviews", "/new")
    assert "p%40ss" not in repr(response)


def test_a_form_is_not_posted_on_to_another_host(
    fetcher: Fetcher, site: Site, stranger: Site
) -> None:
    site.answer = says(307, location=stranger.url)
    error = failure(fetcher, site, method="POST", form={"secret": SECRET})
    assert isinstance(error, Refused)
    assert not stranger.seen


def test_an_address_inside_the_own_network_is_refused_before_a_connection(
    fetcher: Fetcher, site: Site
) -> None:
    with pytest.raises(Refused) as caught:
        fetcher.fetch(Request(site.url))
    assert not site.seen
    assert "allow_private" in caught.value.hint


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "localhost", "[::1]"])
def test_other_spellings_of_the_own_machine_are_refused_too(
    fetcher: Fetcher, site: Site, host: str
) -> None:
    with pytest.raises(Refused):
        fetcher.fetch(Request(f"http://{host}:{site.port}/"))
    assert not site.seen


def test_a_redirect_into_the_own_network_is_refused(clock: StoppedClock, site: Site) -> None:
    site.answer = says(302, location=f"http://127.0.0.2:{site.port}/admin")
    fetcher = Fetcher(
        clock,
        timeout=timedelta(seconds=1),
        max_bytes=100_000,
        contact=None,
        permits=lambda address: address == "127.0.0.1",
    )
    with pytest.raises(Refused):
        fetcher.fetch(Request(site.url))
    assert [each.path for each in site.seen] == ["/reviews"]
    fetcher.close()


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(
    fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["93.184.215.14", "127.0.0.1", "127.0.0.1"])
    asked: list[str] = []

    def rebinding(host: str, *args: object, **kwargs: object) -> list[object]:
        asked.append(host)
        address = host if host[0].isdigit() else next(answers)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, site.port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    # No test reaches the network: the checked, public address is the one that is blocked.
    with pytest.raises(Exception, match=r"93\.184\.215\.14|connection|private"):
        fetcher.fetch(Request(f"http://rebind.example:{site.port}/"))
    assert not site.seen
    assert asked[:2] == ["rebind.example", "93.184.215.14"]


def test_a_connection_to_the_own_network_is_not_lent_to_a_source_that_may_not_go_there(
    fetcher: Fetcher, site: Site
) -> None:
    site.answer = says(200)
    get(fetcher, site)
    with pytest.raises(Refused):
        fetcher.fetch(Request(site.url))
    assert len(site.seen) == 1


@pytest.mark.parametrize(
    "url", ["ftp://shop.example/", "file:///etc/passwd", "shop.example", "http://[x/"]
)
def test_only_web_addresses_are_fetched(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(NotConfigured):
        fetcher.fetch(Request(url))


def test_a_proxy_of_the_environment_is_not_used(
    fetcher: Fetcher, site: Site, stranger: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", stranger.url)
    monkeypatch.setenv("no_proxy", "")
    site.answer = says(200, b"direct")
    assert get(fetcher, site).body == b"direct"
    assert not stranger.seen


def test_no_secret_shows_in_an_error_or_a_log(
    fetcher: Fetcher, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    site.answer = says(502, SECRET.encode(), x_echo=SECRET)
    url = site.url.replace("://", f"://user:{SECRET}@")
    request = Request(url, params={"token": SECRET}, headers={"X-Key": SECRET})
    with pytest.raises(SourceError) as caught:
        fetcher.fetch(request, allow_private=True)
    with pytest.raises(SourceError) as broken:
        fetcher.fetch(
            Request(f"http://127.0.0.1:1/{SECRET}", headers={"X-Bad": f"{SECRET}\n"}),
            allow_private=True,
        )
    assert SECRET not in caplog.text
    for error in (caught.value, broken.value):
        assert SECRET not in f"{error!r} {error} {error.hint}"
        assert error.__cause__ is None
        assert error.__suppress_context__


def test_a_refusal_brings_along_what_the_site_said_but_does_not_show_it(
    fetcher: Fetcher, site: Site
) -> None:
    site.answer = says(400, SECRET.encode(), x_code="190")
    error = failure(fetcher, site)
    assert error.answer is not None
    assert (error.answer.status, error.answer.body) == (400, SECRET.encode())
    assert error.answer.headers["x-code"] == "190"
    assert SECRET not in f"{error!r} {error} {error.hint} {error.answer!r}"


def test_a_block_page_brings_along_what_the_site_said_too(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(403, b"<!doctype html><title>Just a moment...", Content_Type="text/html")
    error = failure(fetcher, site)
    assert isinstance(error, Blocked)
    assert error.answer is not None


def test_a_refused_password_in_a_form_is_known_as_such(fetcher: Fetcher, site: Site) -> None:
    site.answer = says(400, b'{"error": "invalid_grant"}', Content_Type="application/json")
    form = {"grant_type": "refresh_token", "refresh_token": SECRET}
    assert isinstance(failure(fetcher, site, method="POST", form=form), AuthExpired)


def test_requests_to_one_host_keep_their_distance(clock: StoppedClock, site: Site) -> None:
    site.answer = says(200)
    gap = timedelta(seconds=2)
    fetcher = Fetcher(
        clock, timeout=timedelta(seconds=1), max_bytes=1000, contact=None, min_gap=gap
    )
    for _ in range(3):
        get(fetcher, site)
    assert clock.slept == [2.0, 2.0]
    fetcher.close()


def test_one_session_serves_many_threads_at_once(fetcher: Fetcher, site: Site) -> None:
    site.answer = lambda handler: says(200, handler.path.encode())(handler)
    got: dict[int, bytes] = {}

    def ask(number: int) -> None:
        got[number] = get(fetcher, site, params={"n": str(number)}).body

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {number: f"/reviews?n={number}".encode() for number in range(16)}
