"""A source's requests travel with its token, and its refusals are read by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pydantic import SecretStr

from monitor.capability import NeedsToken, ReadsRefusals, Token
from monitor.courier import Courier
from monitor.errors import (
    Answer,
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    SchemaChanged,
    SourceError,
    Unavailable,
)
from monitor.source import Fetched, HttpSource, Request, Response, Source, Validators
from monitor.tokens import Tokens
from tests.fakes.clock import FakeClock
from tests.fakes.site import SiteSource

SECRET = "s3cr3t-t0ken"
PAGE = Request("https://site.example/reviews")


class Keyed(SiteSource, NeedsToken, ReadsRefusals):
    """The site behind a token server, with a refusal code of its own."""

    class Settings(SiteSource.Settings):
        password: SecretStr = SecretStr(SECRET)

    def token(self, now: datetime) -> Token | Request:
        return Request("https://site.example/token", method="POST", form={"password": SECRET})

    def parse_token(self, response: Response) -> Token:
        if response.body == b"no":
            raise AuthExpired("The site refused the password.")
        return Token(response.body.decode(), response.received_at + timedelta(hours=1))

    def authorised(self, request: Request, token: Token) -> Request:
        return replace(request, headers={"Authorization": f"Bearer {token.value}"})

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:
        if body == b"app review":
            return NeedsApproval("The site has not approved the app.")
        return AuthExpired("The token ran out.") if body == b"code 190" else None


class Minting(Keyed):
    """Makes its tokens on the spot."""

    def token(self, now: datetime) -> Token | Request:
        return Token(f"made {now:%H:%M}", now + timedelta(minutes=20))


class TokenSite:
    """Hands out numbered tokens and takes the newest ``good`` ones; keeps what was asked."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.given = 0
        self.good: Callable[[str], bool] = lambda token: token == f"Bearer token {self.given}"
        self.refused: SourceError = AuthExpired("refused")
        self.token_answer: bytes | None = None
        self.seen: list[Request] = []

    def fetch(
        self, request: Request, *, validators: Validators | None, allow_private: bool
    ) -> Fetched:
        self.seen.append(request)
        body = b"page"
        if request.url.endswith("/token"):
            self.given += 1
            body = self.token_answer or f"token {self.given}".encode()
        elif not self.good(request.headers.get("Authorization", "")):
            raise self.refused
        return Fetched(Response(request, request.url, body, self.clock.now()), Validators('"1"'))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def site(clock: FakeClock) -> TokenSite:
    return TokenSite(clock)


def courier(site: TokenSite, kind: type[HttpSource] = Keyed) -> Courier:
    source: Source = kind(kind.Settings())
    return Courier("keyed", source, site.fetch, Tokens(), site.clock)


def body(response: Response) -> bytes:
    return response.body


def test_a_source_without_tokens_asks_just_so(site: TokenSite) -> None:
    site.good = lambda token: token == ""
    assert courier(site, SiteSource).ask(PAGE, body) == b"page"
    assert site.seen == [PAGE]


def test_the_token_is_fetched_once_and_carried_by_every_request(site: TokenSite) -> None:
    by = courier(site)
    assert [by.ask(PAGE, body) for _ in range(3)] == [b"page"] * 3
    assert [request.url[-7:] for request in site.seen] == ["e/token", *["reviews"] * 3]


def test_a_token_about_to_run_out_is_renewed_before_it_is_used(
    site: TokenSite, clock: FakeClock
) -> None:
    by = courier(site)
    by.ask(PAGE, body)
    clock.advance(minutes=59, seconds=30)
    by.ask(PAGE, body)
    assert site.given == 2


def test_a_token_made_on_the_spot_needs_no_request(site: TokenSite, clock: FakeClock) -> None:
    site.good = lambda token: token == f"Bearer made {clock.now():%H:%M}"
    assert courier(site, Minting).ask(PAGE, body) == b"page"
    assert site.given == 0


def test_a_refused_token_is_renewed_and_the_request_made_once_more(site: TokenSite) -> None:
    by = courier(site)
    by.ask(PAGE, body)
    site.good = lambda token: token == "Bearer token 2"
    assert by.ask(PAGE, body) == b"page"
    assert site.given == 2


def test_a_token_that_the_answer_itself_calls_expired_is_renewed_too(site: TokenSite) -> None:
    """Some sites say so with HTTP 200."""
    told: list[str] = []

    def read(response: Response) -> bytes:
        told.append("")
        if len(told) == 1:
            raise AuthExpired("code 190")
        return response.body

    assert courier(site).ask(PAGE, read) == b"page"
    assert site.given == 2


def test_a_site_that_refuses_the_fresh_token_too_is_believed(site: TokenSite) -> None:
    site.good = lambda _: False
    with pytest.raises(AuthExpired):
        courier(site).ask(PAGE, body)
    assert len(site.seen) == 4


def test_a_refused_password_is_told_as_what_it_is(site: TokenSite) -> None:
    site.token_answer = b"no"
    with pytest.raises(AuthExpired, match="password"):
        courier(site).ask(PAGE, body)


def test_no_other_trouble_costs_a_new_token(site: TokenSite) -> None:
    site.good, site.refused = (lambda _: False), Unavailable("down")
    with pytest.raises(Unavailable):
        courier(site).ask(PAGE, body)
    assert site.given == 1


def test_what_the_adapter_reads_does_not_hold_the_token(site: TokenSite) -> None:
    request = courier(site).ask(replace(PAGE, notes={"page": 2}), lambda answer: answer.request)
    assert request.headers == {}
    assert request.notes == {"page": 2}


def test_validators_are_handed_over_and_back(site: TokenSite) -> None:
    fetched = courier(site).ask_if_new(PAGE, Validators('"0"'), lambda fetched: fetched)
    assert fetched.validators == Validators('"1"')


@pytest.mark.parametrize(
    ("told", "kind"),
    [(b"app review", NeedsApproval), (b"something else", NotConfigured)],
)
def test_a_refusal_is_read_by_its_source_first(
    site: TokenSite, told: bytes, kind: type[SourceError]
) -> None:
    site.good, site.refused = (lambda _: False), NotConfigured("HTTP 400")
    site.refused.answer = Answer(400, {}, told)
    with pytest.raises(kind):
        courier(site).ask(PAGE, body)


def test_a_refusal_that_the_source_reads_as_an_expired_token_renews_it(site: TokenSite) -> None:
    by = courier(site)
    by.ask(PAGE, body)
    site.good, site.refused = (lambda token: token == "Bearer token 2"), NotConfigured("HTTP 400")
    site.refused.answer = Answer(400, {}, b"code 190")
    assert by.ask(PAGE, body) == b"page"


def test_no_secret_shows_in_what_is_raised_or_printed(site: TokenSite) -> None:
    by = courier(site)
    by.ask(PAGE, body)
    site.good, site.refused = (lambda _: False), SchemaChanged("odd")
    site.refused.answer = Answer(400, {"x-echo": SECRET}, SECRET.encode())
    with pytest.raises(SchemaChanged) as caught:
        by.ask(PAGE, body)
    error = caught.value
    assert SECRET not in f"{error!r} {error} {error.hint} {error.answer!r}"
    assert SECRET not in f"{by.source!r} {site.seen!r}"
    assert "token 1" not in f"{site.seen!r} {Token('token 1')!r}"
