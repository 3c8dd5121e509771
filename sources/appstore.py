"""Customer reviews of an app in Apple's App Store, by the public feed of each country.

A feed shows the newest five hundred reviews of one country, fifty a page. Its "next" links
lead nowhere true: they are there even on the last page, and point to XML. So one walk counts
the pages of all countries itself: page by page until one is empty, then the next country.

Apple now and then sends an empty feed for a country that has reviews. Such a country is asked
once more at the end of the walk; when it stays empty, the walk fails as suspicious, with the
reviews of all other countries already stored. The cursor is ``{"counts": {"fi": 120, ...}}``,
how many reviews each country had.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BaseModel, Field, PositiveInt

from monitor.errors import Suspicious
from monitor.mention import Item, Kind
from monitor.source import (
    Cursor,
    Deletions,
    History,
    HttpSource,
    Order,
    Page,
    RatingScale,
    Rejected,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from sources.reading.payload import read_text
from sources.shapes.appstore import (
    ABOUT_THE_APP,
    LAST_PAGE,
    feed_entries,
    is_review,
    read_entries,
    read_xml_form,
)

FEW = 3
"""As many reviews may honestly vanish from a country at once."""

_ADDRESS = re.compile(r"itunes\.apple\.com/([a-z]{2})/rss/customerreviews/(\S*)", re.IGNORECASE)
_IN_PATH = re.compile(r"\b(page|id)=(\d{1,15})")


def _storefront(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", value):
        raise ValueError('write countries as two letters, such as "fi"')
    return value.lower()


Storefront = Annotated[str, AfterValidator(_storefront)]
"""The two letters of a country."""


class AppStoreSettings(SourceSettings):
    """``app`` is the number in the app's address; ``countries`` are the stores to read.

    ``pages`` limits how many pages of each country are read.
    """

    app: PositiveInt
    countries: tuple[Storefront, ...] = Field(min_length=1)
    pages: int = Field(default=LAST_PAGE, ge=1, le=LAST_PAGE)


class AppStore(HttpSource):
    """The reviews of one app in some countries' App Stores."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="appstore",
        title="App Store",
        summary="Customer reviews of an app, from the App Store of each country; needs no key.",
        kinds=frozenset({Kind.REVIEW}),
        order=Order.NEWEST_CREATED,
        history=History.WINDOW,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(),
        min_interval=timedelta(minutes=30),
        every=timedelta(hours=3),
    )
    Settings: ClassVar[type[SourceSettings]] = AppStoreSettings
    settings: AppStoreSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        """An instance for saved pages; app and country follow from a feed's address."""
        found = _ADDRESS.search(url or "")
        stated = dict(_IN_PATH.findall(found[2])) if found else {}
        app, country = int(stated.get("id", "1")), found[1] if found else "us"
        return cls(AppStoreSettings(app=max(app, 1), countries=(country,)))

    def request(self, cursor: Cursor | None) -> Request:
        counts = _Walk.model_validate(cursor or {}).counts
        countries = tuple(dict.fromkeys(self.settings.countries))
        return self._request(_Walk(left=countries, before=counts))

    def _request(self, walk: _Walk) -> Request:
        url = (
            f"https://itunes.apple.com/{walk.left[0]}/rss/customerreviews"
            f"/page={walk.page}/id={self.settings.app}/sortby=mostrecent/json"
        )
        # Unconditional: a 304 for one country would hide the pages of all that follow.
        return Request(url, notes=walk.model_dump(mode="json"), conditional=False)

    def parse(self, response: Response) -> Page:
        """The reviews of one page of one country.

        Raises SchemaChanged for anything that is no such feed, Suspicious for a country that
        is empty though it had reviews before.
        """
        walk = self._walk(response)
        if read_text(response).lstrip("\ufeff \t\r\n").startswith("<"):
            return read_xml_form(response, walk.left[0])
        entries = feed_entries(response)
        items, rejected = read_entries(entries, walk.left[0], response)
        readable = all(each.why == ABOUT_THE_APP for each in rejected)
        if any(map(is_review, entries)) and walk.page < self.settings.pages:
            return self._page(items, rejected, walk.turned(len(items), whole=readable))
        if not items and walk.lost_all():
            if walk.again:
                raise Suspicious("The App Store of a country shows no review, though it had some.")
            return self._page(items, rejected, walk.next_country(later=True))
        # The last page that Apple shows may have reviews behind it.
        turned = walk.turned(len(items), whole=readable and not items)
        return self._page(items, rejected, turned.next_country())

    def _walk(self, response: Response) -> _Walk:
        """How far the walk is, by the request's notes; of a saved page, by its address."""
        if response.request.notes:
            return _Walk.model_validate(response.request.notes)
        found = _ADDRESS.search(response.url)
        stated = dict(_IN_PATH.findall(found[2])) if found else {}
        return _Walk(
            left=self.settings.countries, page=min(max(int(stated.get("page", 1)), 1), LAST_PAGE)
        )

    def _page(self, items: Sequence[Item], rejected: Sequence[Rejected], walk: _Walk) -> Page:
        follow = self._request(walk) if walk.left else None
        return Page(
            tuple(items),
            tuple(rejected),
            next=follow,
            resume=None if follow else {"counts": dict(walk.counts)},
            complete=follow is None and walk.whole,
        )


class _Walk(BaseModel):
    """How far a walk has come; travels from page to page in the notes of its requests.

    ``left`` are the countries still to read, the present one first; ``later`` those that came
    empty and are asked again at the end, when ``again`` is set. ``counts`` is what this walk
    met, ``before`` what the last one did. ``whole`` tells that nothing was out of reach.
    """

    left: tuple[Storefront, ...] = ()
    later: tuple[Storefront, ...] = ()
    page: int = 1
    counts: Mapping[str, int] = Field(default_factory=dict)
    before: Mapping[str, int] = Field(default_factory=dict)
    again: bool = False
    whole: bool = True

    def lost_all(self) -> bool:
        """Whether the present country has shown nothing, and had more than a few reviews."""
        country = self.left[0]
        return not self.counts.get(country) and self.before.get(country, 0) > FEW

    def turned(self, met: int, *, whole: bool) -> Self:
        """This walk on the country's next page."""
        country = self.left[0]
        counts = {**self.counts, country: self.counts.get(country, 0) + met}
        update = {"page": self.page + 1, "counts": counts, "whole": self.whole and whole}
        return self.model_copy(update=update)

    def next_country(self, *, later: bool = False) -> Self:
        """This walk in the next country; ``later`` comes back to the present one."""
        left, waiting = self.left[1:], (*self.later, *self.left[:1] * later)
        again = self.again or not left
        if not left:
            left, waiting = waiting, ()
        return self.model_copy(update={"left": left, "later": waiting, "page": 1, "again": again})
