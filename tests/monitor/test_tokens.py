"""Tokens are fetched once, renewed in time, and shared by all threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from monitor.capability import Token
from monitor.errors import Unavailable
from monitor.tokens import MARGIN, Tokens
from tests.fakes.clock import START

HOUR = timedelta(hours=1)


class Mint:
    """Makes numbered tokens that last an hour from START."""

    def __init__(self, lasts: timedelta | None = HOUR) -> None:
        self.made = 0
        self.lasts = lasts

    def __call__(self) -> Token:
        self.made += 1
        return Token(f"token {self.made}", None if self.lasts is None else START + self.lasts)


def test_a_token_is_kept_until_a_minute_before_it_runs_out() -> None:
    tokens, mint = Tokens(), Mint()
    first = tokens.current("site", START, mint)
    assert tokens.current("site", START + HOUR - MARGIN * 1.01, mint) is first
    assert tokens.current("site", START + HOUR - MARGIN, mint) is not first
    assert mint.made == 2


def test_a_token_without_an_end_is_kept_until_it_is_refused() -> None:
    tokens, mint = Tokens(), Mint(None)
    first = tokens.current("site", START, mint)
    assert tokens.current("site", START + 9000 * HOUR, mint) is first
    assert tokens.instead_of(first, "site", mint) is not first


def test_each_source_has_its_own_token() -> None:
    tokens = Tokens()
    here, there = (tokens.current(name, START, Mint()) for name in ("here", "there"))
    assert here is not there


def test_threads_that_meet_without_a_token_fetch_one_between_them() -> None:
    tokens, mint, together = Tokens(), Mint(), Barrier(8)

    def work(_: int) -> Token:
        together.wait()
        return tokens.current("site", START, mint)

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(work, range(8)))
    assert mint.made == 1
    assert all(token is got[0] for token in got)


def test_threads_whose_token_is_refused_renew_it_once() -> None:
    tokens, mint, together = Tokens(), Mint(), Barrier(8)
    refused = tokens.current("site", START, mint)

    def work(_: int) -> Token:
        together.wait()
        return tokens.instead_of(refused, "site", mint)

    with ThreadPoolExecutor(8) as pool:
        assert len({id(token) for token in pool.map(work, range(8))}) == 1
    assert mint.made == 2


def test_after_a_renewal_that_failed_the_next_one_tries_again() -> None:
    tokens, mint = Tokens(), Mint()

    def broken() -> Token:
        raise Unavailable("no connection")

    refused = tokens.current("site", START, mint)
    with pytest.raises(Unavailable):
        tokens.instead_of(refused, "site", broken)
    assert tokens.current("site", START, mint) is not refused
