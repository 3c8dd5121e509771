"""Carries one source's requests: with its token in them, and with its own reading of refusals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from monitor.capability import NeedsToken, ReadsRefusals, Token
from monitor.clock import Clock
from monitor.errors import AuthExpired, SourceError
from monitor.source import Fetch, Fetched, Request, Response, Source, Validators
from monitor.tokens import Tokens

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Courier:
    """The one way to ask the site behind ``source``, which is configured as ``name``."""

    name: str
    source: Source
    fetch: Fetch
    tokens: Tokens
    clock: Clock

    def ask(self, request: Request, read: Callable[[Response], Read]) -> Read:
        """Fetch ``request`` and ``read`` the answer. Raises SourceError.

        A token that the site refuses, by its status or in words that ``read`` understands, is
        renewed and the request made once more.
        """
        return self.ask_if_new(request, None, lambda fetched: read(fetched.response))

    def ask_if_new(
        self, request: Request, known: Validators | None, read: Callable[[Fetched], Read]
    ) -> Read:
        """The same, but with ``known`` validators the answer may be a 304."""

        def attempt(sent: Request) -> Read:
            fetched = self._fetch(sent, known)
            # The adapter gets back what it asked: its next request must not carry this token.
            return read(replace(fetched, response=replace(fetched.response, request=request)))

        source = self.source
        if not isinstance(source, NeedsToken):
            return attempt(request)

        def renew() -> Token:
            return self._new_token(source)

        token = self.tokens.current(self.name, self.clock.now(), renew)
        try:
            return attempt(source.authorised(request, token))
        except AuthExpired:
            fresh = self.tokens.instead_of(token, self.name, renew)
            return attempt(source.authorised(request, fresh))

    def _new_token(self, source: NeedsToken) -> Token:
        made = source.token(self.clock.now())
        if isinstance(made, Token):
            return made
        return source.parse_token(self._fetch(made, None).response)

    def _fetch(self, request: Request, validators: Validators | None) -> Fetched:
        source = self.source
        try:
            return self.fetch(
                request, validators=validators, allow_private=source.settings.allow_private
            )
        except SourceError as error:
            if error.answer is None or not isinstance(source, ReadsRefusals):
                raise
            told = error.answer
            better = source.refusal(told.status, told.headers, told.body)
            if better is None:
                raise
            raise better from None
