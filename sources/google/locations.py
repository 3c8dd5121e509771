"""Finding a location of Google Business Profile by its name: the first requests of a walk. Pure.

Accounts are listed first, then the locations of each. One location can lie in several accounts
(the owner's own and a group's): the first one serves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from monitor.errors import NotConfigured, SchemaChanged
from monitor.source import Json, Request, Response
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.prose import line

ACCOUNTS = "https://mybusinessaccountmanagement.googleapis.com/v1/accounts"
LOCATIONS = "https://mybusinessbusinessinformation.googleapis.com/v1/accounts/{}/locations"

_NAMED = re.compile(r"(?:accounts/[^/]+/)?locations/([^/]+)\Z")
_ACCOUNT = re.compile(r"accounts/([^/]+)\Z")
_IN_ADDRESS = re.compile(r"/accounts/([^/]+)/locations\Z")
_WORDS = re.compile(r"\w+")
_MOST_NAMED = 8
"""Locations that a hint lists."""


class Location(BaseModel):
    """One location: its numbers, and by what an owner knows it."""

    account: str
    number: str
    title: str
    address: str = ""

    @property
    def parent(self) -> str:
        """What the reviews are listed under."""
        return f"accounts/{self.account}/locations/{self.number}"

    def fits(self, sought: str) -> bool:
        """Whether every word of ``sought`` stands in the title or the address."""
        return _words(sought) <= _words(f"{self.title} {self.address} {self.number}")

    def __str__(self) -> str:
        return f"{self.number} ({', '.join(filter(None, (self.title, self.address)))})"


class Search(BaseModel):
    """How far the search has come; travels in the notes of its requests.

    ``accounts`` are still to be looked through, ``account`` is being looked through; without
    one, the accounts themselves are being listed.
    """

    accounts: tuple[str, ...] = ()
    account: str | None = None
    found: tuple[Location, ...] = ()

    @classmethod
    def of(cls, response: Response) -> Self | None:
        """The search that ``response`` answers, None where it answers none."""
        kept = response.request.notes.get("search")
        if kept is not None:
            try:
                return cls.model_validate(kept)
            except ValidationError:
                return None
        path = urlsplit(response.url).path
        if found := _IN_ADDRESS.search(path):
            return cls(account=found[1])
        return cls() if path.endswith("/accounts") else None

    def request(self, token: str | None = None) -> Request:
        """The request that goes on with this search."""
        notes: dict[str, Json] = {"search": self.model_dump(mode="json")}
        paged = {} if token is None else {"pageToken": token}
        if self.account is None:
            params = {"pageSize": "20", **paged}
            return Request(ACCOUNTS, params=params, notes=notes, conditional=False)
        mask = "name,title,storeCode,storefrontAddress"
        params = {"readMask": mask, "pageSize": "100", **paged}
        url = LOCATIONS.format(self.account)
        return Request(url, params=params, notes=notes, conditional=False)

    def step(self, payload: Json, sought: str | None) -> Request | Location:
        """The next request of the search, or the location where it ends.

        Raises NotConfigured when none fits ``sought``, or more than one does.
        """
        if not isinstance(payload, dict) or payload.keys() & {"reviews", "name", "error"}:
            raise SchemaChanged("The answer lists neither accounts nor locations.")
        token = text_at(payload, "nextPageToken")
        if self.account is None:
            further = dict.fromkeys((*self.accounts, *_accounts(payload)))
            search = self.model_copy(update={"accounts": tuple(further)})
        else:
            further_found = (*self.found, *_locations(payload, self.account))
            search = self.model_copy(update={"found": further_found})
        if token is not None:
            return search.request(token)
        if search.accounts:
            first, *rest = search.accounts
            return search.model_copy(update={"account": first, "accounts": tuple(rest)}).request()
        return _chosen(search.found, sought)


def _accounts(payload: Json) -> Iterator[str]:
    for entry in entries_at(payload, "accounts"):
        if found := _ACCOUNT.match(text_at(entry, "name") or ""):
            yield found[1]


def _locations(payload: Json, account: str) -> Iterator[Location]:
    for entry in entries_at(payload, "locations"):
        named = _NAMED.match(text_at(entry, "name") or "")
        if named is None:
            continue
        address = at(entry, "storefrontAddress")
        parts = [*entries_at(address, "addressLines"), at(address, "locality")]
        parts += [at(address, "postalCode"), at(entry, "storeCode")]
        yield Location(
            account=account,
            number=named[1],
            title=line(at(entry, "title")) or "",
            address=", ".join(filter(None, map(line, parts))),
        )


def _chosen(found: tuple[Location, ...], sought: str | None) -> Location:
    there: dict[str, Location] = {}
    for location in found:
        there.setdefault(location.number, location)
    if not there:
        raise NotConfigured("This Google account manages no location.")
    fitting = [each for each in there.values() if sought is None or each.fits(sought)]
    exact = [each for each in fitting if sought and _words(each.title) == _words(sought)]
    if len(exact) == 1 or len(fitting) == 1:
        return (exact if len(exact) == 1 else fitting)[0]
    listed = "; ".join(map(str, (fitting or list(there.values()))[:_MOST_NAMED]))
    problem = "More than one location fits" if fitting else "No location fits"
    raise NotConfigured(
        f"{problem} the setting `location`.",
        hint=f"Write the number of one of these as `location`: {listed}",
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(text.casefold()))
