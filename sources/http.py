"""The polite session: fetches one request for an adapter, within limits, and names what failed.

Promises, each with a test: only http and https; only public addresses unless the source says
otherwise; a time limit and a size limit on the whole fetch, whatever the server does; a pause
between two requests to a host; redirects followed by hand, and nothing secret carried to
another host; no address, parameter or header in any message. Proxies, ``.netrc`` and other
settings of the environment are ignored: a proxy would connect where the guard cannot see.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from urllib3.exceptions import HTTPError

from monitor.address import holds_secret, login_in, secret_parameters
from monitor.clock import Clock
from monitor.errors import Answer, NotConfigured, Oversized, Refused, SourceError, Unavailable
from monitor.source import Fetched, Request, Response, Validators
from sources.reading.payload import refuse_block_page
from sources.wire.guard import GuardedAdapter, Leash, anywhere, is_public
from sources.wire.pace import Pace
from sources.wire.redirect import location, redirected, same_origin, with_login_apart
from sources.wire.status import error_for

MOST_REDIRECTS = 5
NOT_MODIFIED = 304
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_ERROR_PAGE = 65_536
_LONGEST_CONNECT = 10.0
_HARMLESS = frozenset(
    {"accept", "accept-language", "content-type", "user-agent", "if-none-match"}
    | {"if-modified-since"}
)
"""Headers that may follow a redirect to another host."""
_CERTIFICATES = (
    "goodword will try again. Where every site says so, put this computer's date and time right."
)


class Fetcher:
    """Fetches for all sources, from any thread.

    ``timeout`` bounds a whole fetch, redirects and retries included; ``max_bytes`` the body,
    before and after decompression; ``contact`` is an address in the User-Agent under which
    sites can reach whoever polls them; ``min_gap`` is the pause between two requests to a
    host. ``permits`` decides which addresses are public.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        timeout: timedelta,
        max_bytes: int,
        contact: str | None,
        min_gap: timedelta = timedelta(seconds=1),
        permits: Callable[[str], bool] = is_public,
    ) -> None:
        self._clock = clock
        self._seconds = timeout.total_seconds()
        self._max_bytes = max_bytes
        self._agent = user_agent(contact)
        self._pace = Pace(clock, min_gap)
        self._permits = permits
        # Connections to private hosts are kept apart, out of reach of sources not allowed there.
        self._public, self._private = GuardedAdapter(), GuardedAdapter()
        # urllib3 logs whole addresses, tokens included, when it tries again.
        logging.getLogger("urllib3").setLevel(logging.ERROR)

    def close(self) -> None:
        """Close every connection kept alive."""
        self._public.close()
        self._private.close()

    def fetch(
        self,
        request: Request,
        *,
        validators: Validators | None = None,
        allow_private: bool = False,
    ) -> Fetched:
        """Fetch ``request``. With ``validators`` the answer may have status 304 and no body.

        Raises SourceError and nothing else: Unavailable, RateLimited, AuthExpired, Blocked,
        TargetNotFound, NotConfigured, Refused, Oversized and their kin.
        """
        host = _checked(request.url, NotConfigured).hostname or ""
        self._pace.wait(host)
        permits = anywhere if allow_private else self._permits
        adapter = self._private if allow_private else self._public
        try:
            with Leash(permits, self._seconds) as leash:
                return self._walk(request, validators or Validators(), adapter, leash)
        except SourceError as error:
            raise error from None
        except Exception as error:  # transports raise from five libraries; all end up here
            _give_up(error, host)

    def _walk(
        self, request: Request, known: Validators, adapter: GuardedAdapter, leash: Leash
    ) -> Fetched:
        """Follow redirects until something else comes."""
        headers = self._headers(request, known)
        jar = RequestsCookieJar()
        hop = with_login_apart(request)
        for _ in range(MOST_REDIRECTS + 1):
            prepared = _prepared(hop, headers, jar)
            answer = adapter.send(
                prepared, stream=True, timeout=(self._connect, self._seconds), verify=True
            )
            try:
                extract_cookies_to_jar(jar, prepared, answer.raw)  # type: ignore[no-untyped-call]
                if answer.status_code not in _REDIRECTS:
                    return self._finished(request, hop, answer, known, leash)
            finally:
                answer.close()
            target = _checked(location(answer), Refused, base=hop.url)
            same_host = same_origin(urlsplit(hop.url), target)
            if not same_host:
                self._pace.wait(target.hostname or "")
                headers = {k: v for k, v in headers.items() if k.lower() in _HARMLESS}
            hop = redirected(hop, target, answer.status_code, same_host)
        raise Unavailable("The site redirects without end.")

    def _finished(
        self,
        request: Request,
        hop: Request,
        answer: requests.Response,
        known: Validators,
        leash: Leash,
    ) -> Fetched:
        """The answer as the contract wants it, or the error that its status stands for."""
        headers = {name.lower(): value for name, value in answer.headers.items()}
        status = answer.status_code
        if status == NOT_MODIFIED and known != Validators():
            response = Response(request, hop.url, b"", self._clock.now(), status, headers)
            return Fetched(response, _validators(headers, known))
        if 200 <= status <= 299:
            body = self._body(answer, leash)
            response = Response(request, hop.url, body, self._clock.now(), status, headers)
            return Fetched(response, _validators(headers, Validators()))
        raise self._refusal(request, hop, Answer(status, headers, _beginning(answer)))

    def _refusal(self, request: Request, hop: Request, told: Answer) -> SourceError:
        """The error that an answer without success stands for, with that answer inside."""
        now = self._clock.now()
        error = error_for(
            told.status,
            told.headers,
            told.body,
            host=urlsplit(hop.url).hostname or "",
            authorised=_is_authorised(request),
            now=now,
        )
        try:
            refuse_block_page(Response(request, hop.url, told.body, now, told.status, told.headers))
        except SourceError as blocked:
            error = blocked
        error.answer = told
        return error

    def _body(self, answer: requests.Response, leash: Leash) -> bytes:
        """The whole body, decompressed, or Oversized as soon as it grows past the limit."""
        length = answer.headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._max_bytes:
            raise Oversized(f"The answer is larger than {self._max_bytes} bytes.")
        body = bytearray()
        for chunk in answer.raw.stream(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > self._max_bytes:
                raise Oversized(f"The answer is larger than {self._max_bytes} bytes.")
        if leash.over:
            # A cut line looks like the honest end of a body without a stated length.
            raise Unavailable("The site took too long to answer.")
        return bytes(body)

    def _headers(self, request: Request, known: Validators) -> dict[str, str]:
        headers = {
            "User-Agent": self._agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            **request.headers,
        }
        if request.conditional and request.method == "GET":
            if known.etag is not None:
                headers["If-None-Match"] = known.etag
            if known.last_modified is not None:
                headers["If-Modified-Since"] = known.last_modified
        return headers

    @property
    def _connect(self) -> float:
        return min(self._seconds, _LONGEST_CONNECT)


def user_agent(contact: str | None) -> str:
    """How goodword introduces itself to sites."""
    try:
        number = version("goodword")
    except PackageNotFoundError:
        number = "0"
    reach = "".join(each for each in contact or "" if each.isascii() and each.isprintable())
    return f"goodword/{number} (reads reviews of a shop for its owner{reach and f'; {reach}'})"


def _checked(url: str, error: type[SourceError], base: str = "") -> SplitResult:
    """``url`` in parts; raises ``error`` unless it is an http or https address with a host."""
    try:
        parts = urlsplit(urljoin(base, url))
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise error("Only http and https addresses can be fetched.")
    return parts


def _prepared(
    hop: Request, headers: Mapping[str, str], jar: RequestsCookieJar
) -> requests.PreparedRequest:
    return requests.Request(
        hop.method,
        hop.url,
        headers=dict(headers),
        params=dict(hop.params),
        data=dict(hop.form) if hop.form is not None else None,
        json=hop.json,
        auth=hop.auth,
        cookies=jar,
    ).prepare()


def _is_authorised(request: Request) -> bool:
    """Whether a token or password went along."""
    names = (*request.params, *(request.form or ()), *request.headers)
    told = any(name.lower() == "cookie" or holds_secret(name) for name in names)
    return bool(told or request.auth or login_in(request.url) or secret_parameters(request.url))


def _validators(headers: Mapping[str, str], known: Validators) -> Validators:
    return Validators(
        headers.get("etag", known.etag), headers.get("last-modified", known.last_modified)
    )


def _beginning(answer: requests.Response) -> bytes:
    """The first part of an error page; what cannot be read tells nothing."""
    try:
        page: bytes = answer.raw.read(_ERROR_PAGE, decode_content=True)
    except (HTTPError, OSError):
        return b""
    return page


def _give_up(error: Exception, host: str) -> NoReturn:
    """Name a transport's failure without quoting it: those messages hold whole addresses."""
    if isinstance(error, requests.exceptions.InvalidHeader | requests.exceptions.InvalidURL):
        raise NotConfigured("The address or a header of this source is not valid.") from None
    if isinstance(error, requests.exceptions.SSLError):
        raise Unavailable(f"{host} has no valid certificate.", hint=_CERTIFICATES) from None
    if isinstance(error, requests.exceptions.Timeout):
        raise Unavailable(f"{host} took too long to answer.") from None
    # Whatever is left is a broken line, as told by one of the layers below.
    raise Unavailable(f"No connection to {host}, or it broke off.") from None
