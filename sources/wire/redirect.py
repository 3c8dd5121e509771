"""Where a request goes, where a redirect leads, and what may go along."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import SplitResult, urlunsplit

import requests

from monitor.address import login_in, without_login
from monitor.errors import Refused
from monitor.source import Request


def with_login_apart(request: Request) -> Request:
    """The same request with the login that stands in its address beside it: it then goes along on
    redirects within the site, and into no address that an adapter reads."""
    login = login_in(request.url)
    if login is None:
        return request
    return replace(request, url=without_login(request.url), auth=request.auth or login)


def location(answer: requests.Response) -> str:
    """Where a redirect leads; sites write UTF-8 where the standard library reads Latin-1."""
    return (
        answer.headers.get("location", "").encode("latin-1", "replace").decode("utf-8", "replace")
    )


def redirected(hop: Request, target: SplitResult, status: int, same_host: bool) -> Request:
    """The request for the next hop: no parameters twice, no secrets to strangers."""
    keeps_body = status in (307, 308)
    if keeps_body and not same_host and hop.method != "GET":
        raise Refused("The site sends what we post on to another host.")
    # Whoever writes the redirect must not choose a password for us either.
    host = target.netloc.rpartition("@")[2]
    following = replace(hop, url=urlunsplit(target._replace(netloc=host)), params={})
    if not same_host:
        following = replace(following, auth=None)
    return following if keeps_body else replace(following, method="GET", json=None, form=None)


def same_origin(here: SplitResult, there: SplitResult) -> bool:
    """Same scheme, host and port; going from http to https on one host counts as the same."""
    if here.hostname != there.hostname:
        return False
    if here.scheme == "http" and there.scheme == "https":
        return here.port in (None, 80) and there.port in (None, 443)
    return here.scheme == there.scheme and here.port == there.port
