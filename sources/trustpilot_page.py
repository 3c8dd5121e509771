"""Reviews out of Trustpilot pages that the owner saved from a browser.

Trustpilot answers programs with a challenge, and its terms forbid scraping, so nothing is
fetched: ``path`` names a saved page, or a folder of them. What the page shows lies in it twice,
as the data of its own script (``__NEXT_DATA__``) and as JSON-LD; the first says more.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, model_validator

from monitor.errors import NotConfigured, Oversized, SchemaChanged, TargetNotFound, Unavailable
from monitor.mention import Author, Item, Kind, OwnerReply, State
from monitor.source import (
    Aggregate,
    Auth,
    Cursor,
    Edits,
    Json,
    Order,
    Page,
    PagedSource,
    RatingScale,
    Rejected,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.reading.dates import read_date
from sources.reading.entries import each_once
from sources.reading.language import language
from sources.reading.nodes import at, text_at
from sources.reading.payload import read_json, read_text, refuse_block_page
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.ratings import read_rating
from sources.reading.text import clean
from sources.webpage.jsonld import Broken, blocks, read_block
from sources.webpage.reviewitem import read_review
from sources.webpage.reviews import find

MAX_BYTES = 20_000_000
"""A saved page has about half a million."""
SITE = "https://www.trustpilot.com"
_SAVED = frozenset({".html", ".htm", ".json"})
_NEXT_DATA = re.compile(r"<script\b[^<>]{0,300}\bid=[\"']?__NEXT_DATA__\b[^<>]{0,300}>")
_ID = re.compile(r"[0-9a-f]{24}")
_SAVE_IT = (
    "Trustpilot lets no program read its pages. Open the page in your browser, save it "
    '("Webpage, HTML only"), and name the file under `path`.'
)


def _no_address(value: object) -> object:
    if isinstance(value, str) and re.match(r"\s*https?:", value, re.IGNORECASE):
        raise ValueError(_SAVE_IT)
    return value


class TrustpilotPageSettings(SourceSettings):
    """``path`` is a page saved from the browser, or a folder of such pages."""

    path: Annotated[Path, BeforeValidator(_no_address)]

    @model_validator(mode="before")
    @classmethod
    def _not_fetched(cls, table: object) -> object:
        if isinstance(table, dict) and "url" in table:
            raise ValueError(_SAVE_IT)
        return table


class TrustpilotPage(PagedSource):
    """Saved pages of one business on Trustpilot."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="trustpilot_page",
        title="Trustpilot page",
        summary="Reviews in a Trustpilot page that you saved from your browser.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.FILE,
        order=Order.NEWEST_CREATED,
        edits=Edits.UPDATED_AT,
        rating=RatingScale(),
        terms=Terms(note="No fetching by programs. Show texts unchanged, with a link back."),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = TrustpilotPageSettings
    settings: TrustpilotPageSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:  # noqa: ARG003 - a saved page names itself
        """An instance that reads saved bytes; its path is never opened."""
        return cls(TrustpilotPageSettings(path=Path("page.html")))

    def pages(self, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """The saved pages, the latest first, or nothing when none has changed.

        Where a review stands in several of them, the latest tells how it is now. Raises
        TargetNotFound, NotConfigured, Unavailable, and what ``parse`` raises.
        """
        try:
            yield from self._pages(self.settings.path.expanduser(), cursor or {}, now)
        except FileNotFoundError:
            raise TargetNotFound("The saved page is not there.", hint=_SAVE_IT) from None
        except PermissionError:
            raise NotConfigured("goodword may not read the saved page.") from None
        except OSError as error:
            why = error.strerror or "disk error"
            raise Unavailable(f"The saved page cannot be read: {why}.") from error

    def _pages(self, path: Path, cursor: Cursor, now: datetime) -> Iterator[Page]:
        files = _latest_first(path)
        if not files:
            raise TargetNotFound("There is no saved page in the folder yet.", hint=_SAVE_IT)
        mark: Cursor = {"stat": _stat(files)}
        if cursor == mark:
            yield Page(not_modified=True)
            return
        seen: set[str] = set()
        for place, file in enumerate(files, start=1):
            if file.stat().st_size > MAX_BYTES:
                raise Oversized("The saved page is far too large.")
            address = file.resolve().as_uri()
            page = self.parse(Response(Request(address), address, file.read_bytes(), now))
            fresh = tuple(item for item in page.items if item.id not in seen)
            seen |= {item.id for item in fresh}
            last = place == len(files)
            # The latest page tells the present average.
            total = page.aggregate if place == 1 else None
            yield replace(page, items=fresh, aggregate=total, resume=mark if last else None)

    def parse(self, response: Response) -> Page:
        """The reviews in a saved page, or in the data of its script alone.

        Raises Blocked for a saved challenge, SchemaChanged for a page of another site.
        """
        text = read_text(response).lstrip("\ufeff \t\r\n")
        if text.startswith("{"):
            return _of_data(read_json(response), response)
        if (data := _own_data(text)) is not None:
            return _of_data(data, response)
        refuse_block_page(response)
        return _of_markup(text, response)


def _own_data(page: str) -> Json:
    """The data of the page's own script, None where there is none or it breaks off."""
    opening = _NEXT_DATA.search(page)
    end = page.find("</script", opening.end()) if opening else -1
    if opening is None or end < 0:
        return None
    try:
        data: Json = json.loads(page[opening.end() : end])
    except (ValueError, RecursionError):
        return None
    return data


def _latest_first(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = [each for each in path.iterdir() if each.suffix.lower() in _SAVED and each.is_file()]
    return sorted(files, key=lambda each: (-each.stat().st_mtime_ns, each.name))


def _stat(files: Sequence[Path]) -> str:
    facts = [(each.name, (s := each.stat()).st_size, s.st_mtime_ns) for each in files]
    return hashlib.blake2b(json.dumps(facts).encode(), digest_size=16).hexdigest()


def _of_data(data: Json, response: Response) -> Page:
    """The page's own data: the whole of ``__NEXT_DATA__``, or its inner part."""
    props = at(data, "props", "pageProps") or at(data, "pageProps") or data
    reviews, business = at(props, "reviews"), at(props, "businessUnit")
    if not isinstance(reviews, list) or not isinstance(business, dict):
        raise SchemaChanged("The page is no Trustpilot page of a business.", hint=_SAVE_IT)
    about = line(at(business, "displayName"))
    none, now = "not a review with a number", response.received_at
    items, rejected = each_once((_item(each, about, now) or none for each in reviews), "review")
    return Page(items, rejected, aggregate=_total(business), title=about)


def _item(review: Json, about: str | None, now: datetime) -> Item | None:
    number = text_at(review, "id")
    if number is None or not _ID.fullmatch(number):
        return None
    rating = read_rating(at(review, "rating") or at(review, "stars"))
    published, precision = read_date(
        at(review, "dates", "publishedDate") or at(review, "createdAt"), now=now
    )
    consumer = text_at(review, "consumer", "id")
    return Item(
        id=number,
        kind=Kind.REVIEW,
        author=Author(
            person(at(review, "consumer", "displayName")),
            consumer,
            f"{SITE}/users/{consumer}" if consumer and _ID.fullmatch(consumer) else None,
        ),
        rating=rating,
        title=line(at(review, "title")),
        text=clean(at(review, "text")),
        published_at=published,
        precision=precision,
        updated_at=read_date(at(review, "dates", "updatedDate"), now=now)[0],
        url=f"{SITE}/reviews/{number}",
        state=_state(review),
        reply=_reply(at(review, "reply"), now),
        lang=language(at(review, "language")),
        about=about,
        dedupe_key=f"trustpilot:{number}",
    )


def _state(review: Json) -> State:
    if at(review, "pending") is True or at(review, "isPending") is True:
        return State.PENDING
    return State.HIDDEN if at(review, "filtered") is True else State.VISIBLE


def _reply(reply: Json, now: datetime) -> OwnerReply | None:
    text = clean(at(reply, "message"))
    if text is None:
        return None
    return OwnerReply(text, read_date(at(reply, "publishedDate"), now=now)[0])


def _total(business: Json) -> Aggregate | None:
    stated = at(business, "numberOfReviews")
    count = at(stated, "total") if isinstance(stated, dict) else stated
    score = at(business, "trustScore")
    average = read_rating(score)
    if not isinstance(count, int) or isinstance(count, bool):
        return None
    return Aggregate(None if average is None or not count else average.value, count)


def _of_markup(text: str, response: Response) -> Page:
    """What the page says in JSON-LD; a review's number ends its ``@id``."""
    groups = []
    for block in blocks(text):
        try:
            groups.append(read_block(block))
        except Broken:
            continue
    items: dict[str, Item] = {}
    rejected: list[Rejected] = []
    found = find(groups)
    for review in (each for group in found.groups for each in group):
        read = read_review(review, base=SITE, page=None, now=response.received_at)
        number = (read.stated or "").rpartition("/")[2] if read is not None else ""
        if read is None or not _ID.fullmatch(number):
            rejected.append(Rejected("a review without a number"))
            continue
        key = f"trustpilot:{number}"
        url = f"{SITE}/reviews/{number}"
        items[number] = replace(read.item, id=number, synthetic=False, url=url, dedupe_key=key)
    if not items:
        raise SchemaChanged("The page is no Trustpilot page with reviews.", hint=_SAVE_IT)
    return Page(tuple(items.values()), tuple(rejected), aggregate=found.aggregate)
