"""Sources bring: one module a site, and the house that fetches politely for all of them.

How to write a source
---------------------

A web site's adapter does no I/O. It says what to fetch, and reads what came::

    from sources import HttpSource, Kind, Page, Request, SourceInfo, read_json

    class Bakery(HttpSource):
        info = SourceInfo(key="bakery", title="Bakery", summary="Reviews on Bakery",
                          kinds=frozenset({Kind.REVIEW}))

        def request(self, cursor):          # where a walk begins
            return Request("https://bakery.example/api/reviews")

        def parse(self, response):          # bytes in; items, rejects and the next request out
            return Page(items=..., rejected=..., next=..., complete=True)

Everything an adapter needs is imported from here. What goodword does for it: waiting its turn,
time and size limits, redirects, conditional requests, retries, errors by status, storing.
What it promises in return stands in ``monitor/source.py`` and is proved by
``sources.testing.SourceContract``:

- the same response always gives the same page; ``response.received_at`` is the only "now";
- an item has a stable id, or a ``synthetic_id`` of its unchanging parts;
- a date is never invented, a rating keeps its site's scale, text is plain;
- every entry is in ``items`` or ``rejected``; one bad entry never costs the page;
- what is no page of that site raises ``Blocked`` or ``SchemaChanged``: broken is not quiet.

A mailbox, a file or a chat implements ``PagedSource`` instead. ``goodword source new NAME``
writes a working package to start from; docs/sources-howto.md goes through it in an hour.
"""

from monitor.capability import (
    CanGet,
    CanReply,
    CanWithdraw,
    Gone,
    NeedsToken,
    OurReply,
    ReadsRefusals,
    ReplyStatus,
    Token,
)
from monitor.errors import (
    AuthExpired,
    Blocked,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import (
    Author,
    Item,
    Kind,
    OwnerReply,
    Precision,
    Rating,
    State,
    Translation,
)
from monitor.settings import Duration, Secret
from monitor.source import (
    Aggregate,
    Auth,
    Cursor,
    Deletions,
    Edits,
    History,
    HttpSource,
    Identity,
    Json,
    Order,
    Page,
    PagedSource,
    Pushdown,
    RatingScale,
    Rejected,
    ReplyRules,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.reading.dates import read_date
from sources.reading.identity import synthetic_id
from sources.reading.payload import read_json, read_text, refuse_block_page
from sources.reading.ratings import read_rating
from sources.reading.text import clean, plain, safe_url

__all__ = [
    "Aggregate",
    "Auth",
    "AuthExpired",
    "Author",
    "Blocked",
    "CanGet",
    "CanReply",
    "CanWithdraw",
    "Cursor",
    "Deletions",
    "Duration",
    "Edits",
    "Gone",
    "History",
    "HttpSource",
    "Identity",
    "Item",
    "Json",
    "Kind",
    "NeedsApproval",
    "NeedsToken",
    "NotConfigured",
    "Order",
    "OurReply",
    "OwnerReply",
    "Page",
    "PagedSource",
    "Precision",
    "Pushdown",
    "QuotaExhausted",
    "RateLimited",
    "Rating",
    "RatingScale",
    "ReadsRefusals",
    "Refused",
    "Rejected",
    "ReplyRules",
    "ReplyStatus",
    "Request",
    "Response",
    "SchemaChanged",
    "Secret",
    "SourceError",
    "SourceInfo",
    "SourceSettings",
    "State",
    "TargetNotFound",
    "Terms",
    "Token",
    "Translation",
    "Unavailable",
    "clean",
    "plain",
    "read_date",
    "read_json",
    "read_rating",
    "read_text",
    "refuse_block_page",
    "safe_url",
    "synthetic_id",
]
