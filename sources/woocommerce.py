"""Product reviews of a WooCommerce shop, by the Store API that every such shop offers.

The API is public, needs no key, and shows approved reviews with the newest first. With a key
the owner's API (wc/v3) takes its place, which also shows what waits for approval or is spam;
both number the reviews alike. Answers go the way of all WordPress comments.

Neither tells a time of change, or what was deleted, so the cursor makes two kinds of walk:

- an ordinary poll reads on only until it meets reviews that the last poll knew: one request
  for the newest hundred, in which every edit shows;
- once a day a walk goes to the end, for reviews that were approved late, edits of old ones,
  and what is no longer there.

The cursor is ``{"newest": time of the newest review, "full_at": begin of the last full walk}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar, Self

from pydantic import HttpUrl, PositiveInt, model_validator

from monitor.capability import CanWithdraw, OurReply, ReadsRefusals
from monitor.errors import AuthExpired, SchemaChanged, SourceError
from monitor.mention import Item, Kind
from monitor.settings import Secret
from monitor.source import (
    Aggregate,
    Cursor,
    Deletions,
    History,
    HttpSource,
    Order,
    Page,
    RatingScale,
    ReplyRules,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from sources.reading.payload import read_json
from sources.shapes.woocommerce import entries_of, is_alone, looks_like_review, read_all
from sources.shapes.wordpress_address import api_root
from sources.shapes.wordpress_error import code_in
from sources.walks.daily import DailyWalk
from sources.wordpress import WordPress, WordPressSettings

PER_PAGE = 100
"""The most that the API gives at once."""

_ROUTE = "wc/store/v1/products/reviews"
_KEYED_ROUTE = "wc/v3/products/reviews"
_NEW_KEY = "In WooCommerce, Settings, Advanced, REST API: make a key that may read."


class WooCommerceSettings(SourceSettings):
    """``url`` is any page of the shop; of a shop in a subfolder, its ``.../wp-json/`` address.

    ``products`` limits the source to products with these numbers. ``plain_permalinks`` is for
    shops whose addresses look like ``/?p=123``. ``key`` and ``secret`` are a pair of WooCommerce's
    own, ``keys_in_address`` for hosts that take the Authorization header off. ``user``,
    ``password`` (an application password) and ``author_id`` (that user's number) are for answering.
    """

    url: HttpUrl
    products: tuple[PositiveInt, ...] = ()
    plain_permalinks: bool = False
    key: Secret | None = None
    secret: Secret | None = None
    keys_in_address: bool = False
    user: str | None = None
    password: Secret | None = None
    author_id: PositiveInt | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.key is None) != (self.secret is None):
            raise ValueError("give key and secret together, or neither")
        if (self.user is None) != (self.password is None):
            raise ValueError("give user and password together, or neither")
        secrets = self.key is not None or self.password is not None
        if secrets and self.url.scheme != "https" and not self.allow_private:
            raise ValueError("keys and passwords are only sent to an https:// address")
        return self


class WooCommerce(CanWithdraw, ReadsRefusals, HttpSource):
    """The reviews of all products of a WooCommerce shop, or of some."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="woocommerce",
        title="WooCommerce",
        summary="Product reviews of a WooCommerce shop; a key shows more, a password answers.",
        kinds=frozenset({Kind.REVIEW}),
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(),
        reply=ReplyRules(65_525, unit="bytes", delete=True, moderated=True, single=False),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = WooCommerceSettings
    settings: WooCommerceSettings

    def request(self, cursor: Cursor | None) -> Request:
        return self._request(DailyWalk.restored(cursor))

    def _request(self, walk: DailyWalk) -> Request:
        settings, keys = self.settings, self._keys
        root, in_query = api_root(str(settings.url), plain_permalinks=settings.plain_permalinks)
        route = _ROUTE if keys is None else _KEYED_ROUTE
        params = {"rest_route": f"/{route}"} if in_query else {}
        params |= {"per_page": str(PER_PAGE), "page": str(walk.number)}
        params |= {"orderby": "date_gmt", "order": "desc"}
        if settings.products:
            chosen = "product_id" if keys is None else "product"
            params[chosen] = ",".join(map(str, settings.products))
        if keys is not None:
            params["status"] = "all"
        if keys is not None and settings.keys_in_address:
            params |= {"consumer_key": keys[0], "consumer_secret": keys[1]}
        # Unconditional: a 304 for the first page would hide what a full walk is there to find.
        return Request(
            root if in_query else root + route,
            params=params,
            auth=None if settings.keys_in_address else keys,
            notes=walk.notes,
            conditional=False,
        )

    @property
    def _keys(self) -> tuple[str, str] | None:
        key, secret = self.settings.key, self.settings.secret
        if key is None or secret is None:
            return None
        return key.get_secret_value(), secret.get_secret_value()

    def parse(self, response: Response) -> Page:
        """The reviews of one page; also of the owner's API (wc/v3), and in its Jetpack wrapping.

        Raises Blocked for a web page, SchemaChanged for JSON of another kind, and whatever an
        error reported by WordPress calls for.
        """
        payload = read_json(response)
        entries = entries_of(payload, response)
        items, rejected = read_all(entries, response.received_at)
        if entries and not items and not any(map(looks_like_review, entries)):
            raise SchemaChanged("The answer lists something else than product reviews.")
        if is_alone(payload):
            return Page(items, rejected)
        walk = DailyWalk.restored(response.request.notes)
        moments = [item.published_at for item in items]
        walk = walk.met(moments, response.received_at, whole=not rejected)
        pages, total = (_number(response, f"x-wp-total{part}") for part in ("pages", ""))
        more = walk.number < pages if pages is not None else len(entries) >= PER_PAGE
        done = not entries or not more or walk.caught_up(moments)
        follow = None if done else walk.next_number()
        return Page(
            items,
            rejected,
            next=None if follow is None else self._request(follow),
            resume=walk.cursor(to_the_end=not (entries and more)) if done else None,
            complete=walk.whole and not more,
            aggregate=None if total is None else Aggregate(count=total),
        )

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:
        code = code_in(body)
        if status in (401, 403) and code.startswith("woocommerce_rest") and self._keys is not None:
            return AuthExpired("The shop refused the key.", hint=_NEW_KEY)
        answering = code.startswith(("comment_", "rest_comment"))
        return self._comments.refusal(status, headers, body) if answering else None

    # A review is a comment to WordPress, and so is the answer to it.

    @property
    def _comments(self) -> WordPress:
        kept = {"url", "user", "password", "author_id", "plain_permalinks", "allow_private"}
        fields = {name: getattr(self.settings, name) for name in kept}
        return WordPress(WordPressSettings.model_construct(None, **fields))

    def replies_request(self, item: Item) -> Request:
        return self._comments.replies_request(item)

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:
        return self._comments.parse_replies(response, item)

    def reply_request(self, item: Item, text: str, key: str) -> Request:
        return self._comments.reply_request(item, text, key)

    def parse_reply(self, response: Response) -> OurReply:
        return self._comments.parse_reply(response)

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:
        return self._comments.withdraw_request(item, reply)


def _number(response: Response, header: str) -> int | None:
    stated = response.headers.get(header, "").strip()
    return int(stated) if stated.isdecimal() and len(stated) < 10 else None
