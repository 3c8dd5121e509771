"""Signing in to Google's APIs as the owner: a refresh token becomes an access token. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.capability import NeedsToken, ReadsRefusals, Token
from monitor.errors import AuthExpired, SourceError
from monitor.settings import Secret
from monitor.source import Request, Response, SourceSettings
from sources.google.error import google_error, refusal_of
from sources.reading.nodes import at, text_at
from sources.reading.payload import read_json

TOKENS = "https://oauth2.googleapis.com/token"
_LIFE = timedelta(minutes=55)
"""How long an access token serves where Google does not say; usually it says an hour."""
_NONE = Token("")


class SignInSettings(SourceSettings):
    """The OAuth client of the owner's own project, and the token it once was given."""

    client_id: str | None = None
    client_secret: Secret | None = None
    refresh_token: Secret | None = None


class GoogleSignIn(NeedsToken, ReadsRefusals):
    """Asks for access tokens as Google documents it, where the settings have a refresh token."""

    settings: SourceSettings

    def token(self, now: datetime) -> Token | Request:  # noqa: ARG002 - asked for, not made
        given = self.settings
        if not isinstance(given, SignInSettings) or given.refresh_token is None:
            return _NONE
        form = {
            "grant_type": "refresh_token",
            "client_id": given.client_id or "",
            "client_secret": given.client_secret.get_secret_value() if given.client_secret else "",
            "refresh_token": given.refresh_token.get_secret_value(),
        }
        return Request(TOKENS, method="POST", form=form, conditional=False)

    def parse_token(self, response: Response) -> Token:
        answer = read_json(response)
        if (refused := google_error(answer, now=response.received_at)) is not None:
            raise refused
        token, seconds = text_at(answer, "access_token"), at(answer, "expires_in")
        if token is None:
            raise AuthExpired("Google gave no access token.")
        stated = isinstance(seconds, int) and not isinstance(seconds, bool) and 0 < seconds < 1e6
        life = timedelta(seconds=int(str(seconds))) if stated else _LIFE
        return Token(token, response.received_at + life)

    def authorised(self, request: Request, token: Token) -> Request:
        if not token.value:
            return request
        headers = {**request.headers, "Authorization": f"Bearer {token.value}"}
        return replace(request, headers=headers)

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:
        return refusal_of(status, headers, body)
