"""Posts on a Discourse forum, by its search, which needs no key where the forum is public.

The search shows a few words of each post, cut around what was searched for. So new posts are
asked for again in full, a topic at a time, before the search goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, HttpUrl

from monitor.address import without_login
from monitor.capability import (
    CanGet,
    CanWithdraw,
    Gone,
    OurReply,
    ReadsRefusals,
    ReplyStatus,
)
from monitor.errors import NeedsApproval, NotConfigured, SchemaChanged, SourceError
from monitor.mention import Item, Kind, State
from monitor.settings import Secret
from monitor.source import (
    Cursor,
    Deletions,
    Edits,
    HttpSource,
    Json,
    Order,
    Page,
    Pushdown,
    Rejected,
    ReplyRules,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from sources.reading.entries import read_each
from sources.reading.nodes import at, text_at
from sources.reading.payload import read_json
from sources.reading.text import clean
from sources.shapes.discourse import Topic, error_in, posts_in, read_post, topics_in
from sources.walks.searches import SearchWalk, Terms, root_of, term_in

LIMIT = 32_000
_MOST_TOPICS = 20
"""How many topics with new posts are read in full for each page of results."""
_SHORTEST = 3


def _long_enough(terms: tuple[str, ...]) -> tuple[str, ...]:
    if any(len(term) < _SHORTEST for term in terms):
        raise ValueError("forums search for three letters at least")
    return terms


class DiscourseSettings(SourceSettings):
    """``key`` and ``user`` are an API key and whose it is: for answers, and closed forums."""

    url: HttpUrl
    query: Annotated[Terms, AfterValidator(_long_enough)]
    key: Secret | None = None
    user: str | None = None


class Discourse(HttpSource, CanGet, CanWithdraw, ReadsRefusals):
    """Posts of one forum that hold the owner's words."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="discourse",
        title="Discourse forum",
        summary="Posts on a forum that runs Discourse; needs no key, answers do.",
        kinds=frozenset({Kind.MENTION}),
        order=Order.NEWEST_CREATED,
        edits=Edits.UPDATED_AT,
        deletions=Deletions.ITEM_GET,
        pushdown=frozenset({Pushdown.PHRASE, Pushdown.SINCE}),
        reply=ReplyRules(limit=LIMIT, delete=True, moderated=True, single=False),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = DiscourseSettings
    settings: DiscourseSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        address = HttpUrl(url or "https://forum.example/")
        query = (term_in(url, "q") or "shop",)
        return cls(DiscourseSettings.model_construct(None, url=address, query=query))

    def request(self, cursor: Cursor | None) -> Request:
        return self._search(SearchWalk.begin(cursor, self.settings.query))

    def _search(self, walk: SearchWalk) -> Request:
        since = "" if walk.since is None else f" after:{walk.since.date().isoformat()}"
        words = f"{self.settings.query[walk.term]}{since} order:latest"
        notes = _Walk(walk=walk).model_dump(mode="json")
        return self._ask("search.json", {"q": words, "page": str(walk.page)}, notes)

    def _next(self, walk: _Walk) -> Request | None:
        """New posts in full first, then the next page of results."""
        if walk.topics:
            topic, posts = walk.topics[0]
            wanted = "&".join(f"post_ids[]={post}" for post in posts)
            return self._ask(f"t/{topic}/posts.json?{wanted}", {}, walk.model_dump(mode="json"))
        return None if walk.then is None else self._search(walk.then)

    def parse(self, response: Response) -> Page:
        """The posts of a search, a topic, a forum's newest, or a single one.

        Raises Blocked for a web page, SchemaChanged for JSON of another kind, and what the
        forum's own error calls for.
        """
        payload = read_json(response)
        posts = posts_in(payload)
        walk = _Walk.model_validate(response.request.notes)
        known = walk.known | topics_in(payload)
        items, rejected = self._read(posts, known, response.received_at)
        if walk.topics:
            walk = walk.model_copy(update={"topics": walk.topics[1:]})
        else:
            met = walk.walk.met(items, response.received_at)
            more = at(payload, "grouped_search_result", "more_full_page_results") is True
            then = met.following(items, len(self.settings.query), more=more)
            topics = _to_complete(items, met.since)
            known = {topic: known[topic] for topic, _ in topics if topic in known}
            walk = _Walk(walk=met, topics=topics, known=known, then=then)
        follow = self._next(walk)
        resume = None if follow is not None else walk.walk.cursor(self.settings.query)
        return Page(items, rejected, next=follow, resume=resume)

    def refusal(
        self,
        status: int,
        headers: Mapping[str, str],  # noqa: ARG002 - the body says it
        body: bytes,
    ) -> SourceError | None:
        """A forum for members answers 403, and so does one that does not know the key."""
        if status == 403 and (b'"not_logged_in"' in body or b'"invalid_access"' in body):
            if self.settings.key is None:
                return NeedsApproval("This forum shows its posts to members only.")
            return error_in("invalid_access")
        return error_in("") if status == 422 and b'"errors"' in body else None

    # One post

    def get_request(self, item: Item) -> Request:
        return self._ask(f"posts/{item.id}.json", {}, {"title": item.title or item.about})

    def parse_one(self, response: Response) -> Item | Gone:
        payload = read_json(response)
        title = response.request.notes.get("title")
        topic = text_at(payload, "topic_id") or ""
        known = {topic: (title, "")} if isinstance(title, str) else {}
        items, _ = self._read(posts_in(payload), known, response.received_at)
        return items[0] if items else Gone.UNKNOWN

    # Answers

    def replies_request(self, item: Item) -> Request:
        if self.settings.user is None:
            raise NotConfigured("The name of the shop's account is needed to find its answers.")
        return self._ask(f"posts/{item.id}/replies.json", {})

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:  # noqa: ARG002
        items, _ = self._read(posts_in(read_json(response)), {}, response.received_at)
        return tuple(
            OurReply(reply.text, id=reply.id, published_at=reply.published_at)
            for reply in sorted(items, key=lambda each: int(each.id))
            if reply.author.is_owner and reply.text and reply.state is not State.REMOVED
        )

    def reply_request(self, item: Item, text: str, key: str) -> Request:  # noqa: ARG002
        topic, place = item.extra.get("topic", ""), item.extra.get("place", "1")
        if self.settings.key is None or self.settings.user is None:
            raise NotConfigured("Answering on this forum needs a key and the user it belongs to.")
        if not topic.isdecimal() or not place.isdecimal():
            raise NotConfigured("The topic of this post is not known.")
        body: dict[str, Json] = {"raw": text, "topic_id": int(topic)}
        body["reply_to_post_number"] = int(place)
        return replace(self._ask("posts.json", {}), method="POST", json=body)

    def parse_reply(self, response: Response) -> OurReply:
        payload = read_json(response)
        sent = text_at(response.request.json, "raw") or ""
        if text_at(payload, "action") == "enqueued":
            return OurReply(sent, ReplyStatus.PENDING)
        post = at(payload, "post") or payload
        items, _ = self._read(posts_in(post), {}, response.received_at)
        if not items:
            raise SchemaChanged("The forum did not show the answer it published.")
        text = clean(text_at(post, "raw")) or items[0].text or sent
        return OurReply(text, id=items[0].id, published_at=items[0].published_at)

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:  # noqa: ARG002
        return replace(self._ask(f"posts/{reply.id or ''}.json", {}), method="DELETE")

    # Within

    def _ask(
        self, path: str, params: Mapping[str, str], notes: Mapping[str, Json] | None = None
    ) -> Request:
        headers = {"Accept": "application/json"}
        if self.settings.key is not None:
            headers["Api-Key"] = self.settings.key.get_secret_value()
            headers["Api-Username"] = self.settings.user or "system"
        url = f"{root_of(str(self.settings.url))}/{path}"
        return Request(url, params=params, headers=headers, notes=notes or {}, conditional=False)

    def _read(
        self, posts: Sequence[Json], topics: Mapping[str, Topic], now: datetime
    ) -> tuple[tuple[Item, ...], tuple[Rejected, ...]]:
        root = root_of(without_login(str(self.settings.url)))
        items, rejected = read_each(
            posts, lambda post: read_post(post, root, topics, now), "post", sign="topic_id"
        )
        return tuple(map(self._marked, items)), rejected

    def _marked(self, item: Item) -> Item:
        user = (self.settings.user or "").lower()
        ours = bool(user) and (item.author.id or "").lower() == user
        return replace(item, author=replace(item.author, is_owner=True)) if ours else item


class _Walk(BaseModel):
    """How far a walk has come: ``topics`` with posts to read in full, ``then`` the next page."""

    model_config = ConfigDict(frozen=True)

    walk: SearchWalk = SearchWalk()
    topics: list[tuple[str, list[str]]] = []
    known: dict[str, Topic] = {}
    then: SearchWalk | None = None


def _to_complete(items: Sequence[Item], since: datetime | None) -> list[tuple[str, list[str]]]:
    """The posts that are new since the last walk, by topic. The first walk leaves them cut."""
    topics: dict[str, list[str]] = {}
    for item in items:
        date = item.published_at
        if since is not None and item.truncated and date is not None and date >= since:
            topics.setdefault(item.extra["topic"], []).append(item.id)
    return list(topics.items())[:_MOST_TOPICS]
