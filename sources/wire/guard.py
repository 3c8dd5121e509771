"""Where a fetch may go, and for how long: connections that keep to both.

The owner pastes addresses and sites send redirects, so any of them may point into the shop's
own network. The guard resolves a name once, checks what came out, and connects to exactly the
address it checked; a name server that answers differently the second time gains nothing.

A time limit on each read does not stop a server that sends one byte a second. The leash
therefore cuts the connection itself once the time is up, whatever it is doing: TLS, headers,
body.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from types import TracebackType
from typing import Self

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection
from urllib3.util.retry import Retry

from monitor.errors import Refused, Unavailable

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CLOUD_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
"""Metadata services at addresses that look public; the others are link-local anyway."""
_MOST_ADDRESSES = 4


def is_public(address: str) -> bool:
    """Whether ``address`` belongs to the open internet.

    Private, loopback, link-local, carrier-grade, multicast and reserved addresses do not, nor
    do the IPv6 spellings that lead to them.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and ip not in _CLOUD_METADATA


class Leash:
    """Holds one fetch to the addresses that ``permits`` allows, and to ``seconds`` in all.

    A context manager: connections made or used inside it, in this thread, are on the leash.
    """

    def __init__(self, permits: Callable[[str], bool], seconds: float) -> None:
        self.permits = permits
        self._until = time.monotonic() + seconds
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._held: list[socket.socket] = []

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._until

    def hold(self, connection: socket.socket) -> None:
        """Cut ``connection`` too when the time is up. Raises Unavailable when it already is."""
        if self.over:
            raise Unavailable("The site took too long to answer.")
        # A duplicate stays valid when TLS takes the original over, and shuts down the same line.
        duplicate = socket.fromfd(connection.fileno(), connection.family, connection.type)
        with self._lock:
            self._held.append(duplicate)

    def _cut(self) -> None:
        with self._lock:
            for connection in self._held:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the other side was faster

    def __enter__(self) -> Self:
        self._token = _LEASH.set(self)
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for connection in self._held:
                connection.close()
            self._held.clear()
        _LEASH.reset(self._token)


_LEASH: ContextVar[Leash] = ContextVar("leash")


def put_on_leash(connection: socket.socket) -> None:
    """Hold ``connection`` to the leash that this thread is on. Raises Unavailable when its time
    is up."""
    _LEASH.get().hold(connection)


def anywhere(_address: str) -> bool:
    """Permits every address."""
    return True


class _GuardedConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        leash = _LEASH.get()
        problem: OSError | None = None
        for address in self._permitted(leash):
            try:
                connection = create_connection(
                    (address, self.port), self.timeout, socket_options=self.socket_options
                )
            except OSError as error:
                problem = error
                continue
            try:
                leash.hold(connection)
            except Unavailable:
                connection.close()
                raise
            return connection
        raise NewConnectionError(self, "no address answers") from problem

    def _permitted(self, leash: Leash) -> list[str]:
        try:
            name = self._dns_host.strip("[]")
            found = socket.getaddrinfo(name, self.port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except UnicodeError as error:
            raise NewConnectionError(self, "no valid host name") from error
        addresses = [str(sockaddr[0]) for *_, sockaddr in found]
        permitted = [address for address in addresses if leash.permits(address)]
        if addresses and not permitted:
            raise Refused(
                f"{self.host} lies inside a private network.",
                hint="If this is your own server, set allow_private = true for this source.",
            )
        return permitted[:_MOST_ADDRESSES]

    def request(self, *args: object, **kwargs: object) -> None:
        """Send a request. A connection kept alive from an earlier fetch joins this one's leash."""
        if self.sock is not None:
            _LEASH.get().hold(self.sock)
        super().request(*args, **kwargs)  # type: ignore[arg-type]


class _GuardedTlsConnection(_GuardedConnection, HTTPSConnection):
    pass


class _GuardedPool(HTTPConnectionPool):
    ConnectionCls = _GuardedConnection


class _GuardedTlsPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTlsConnection


class _ShortRetry(Retry):
    """Tries a GET again at once, then once more; not when the site asked for a pause."""

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        return not has_retry_after and super().is_retry(method, status_code)


class GuardedAdapter(HTTPAdapter):
    """requests' transport over guarded connections. Thread-safe; must be used on a ``Leash``."""

    def __init__(self) -> None:
        retry = _ShortRetry(
            total=2,
            read=1,
            other=0,  # a bad certificate does not get better
            backoff_factor=0.2,
            status_forcelist=(502, 503, 504),
            allowed_methods=("GET",),
            raise_on_status=False,
            respect_retry_after_header=False,
        )
        super().__init__(max_retries=retry)

    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        """Make the pools, of guarded connections only."""
        super().init_poolmanager(*args, **kwargs)  # type: ignore[arg-type]
        self.poolmanager.pool_classes_by_scheme = {"http": _GuardedPool, "https": _GuardedTlsPool}
