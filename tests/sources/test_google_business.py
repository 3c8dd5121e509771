"""The Business Profile adapter: the contract, finding the location, walking, answering."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from monitor.alert import AlertKind
from monitor.capability import Gone, OurReply, ReplyStatus, Token
from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SchemaChanged,
    SourceError,
    Unavailable,
)
from monitor.mention import Item, Kind, State
from monitor.poller import Outcome
from monitor.service import Collector
from monitor.source import Cursor, Fetch, Json, Page, Request, Response, Source
from sources.google.error import google_error, refusal_of
from sources.google_business import GoogleBusiness, GoogleBusinessSettings
from sources.registry import build
from sources.testing import RECEIVED, SourceContract
from tests.monitor.engine import Shop, open_shop
from tests.sources.detour import detour
from tests.sources.loopback import says, served

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
PARENT = "accounts/101/locations/2001"
KEYS = {"client_id": "client", "client_secret": "hush-hush", "refresh_token": "1//refresh"}
RECORDING = (
    Path(__file__).resolve().parents[3]
    / "shared/data/recordings/google_business_profile/reviews_list_page.json"
)


def source(**settings: str) -> GoogleBusiness:
    return GoogleBusiness(GoogleBusinessSettings.model_validate({**KEYS, **settings}))


def numbered() -> GoogleBusiness:
    return source(account="101", location="2001")


class TestGoogleBusinessContract(SourceContract):
    adapter = GoogleBusiness
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "google_business"
    secret = "hush-hush"

    def source(self) -> Source:
        return numbered()

    def entries(self, case: Path) -> int | None:
        return {"listing.json": 6, "last.json": 1, "empty.json": 0}.get(case.name)


class TestSearchForTheLocationKeepsTheContract(TestGoogleBusinessContract):
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "google_locations"

    def source(self) -> Source:
        return source(location="Dom Kallio")

    def entries(self, case: Path) -> int | None:
        return 0


def answer(
    payload: object, request: Request | None = None, adapter: GoogleBusiness | None = None
) -> Response:
    request = request or (adapter or numbered()).request(None)
    return Response(request, request.url, json.dumps(payload).encode(), NOW)


def read(payload: object) -> Page:
    return numbered().parse(answer(payload))


def review(number: int, **more: object) -> dict[str, object]:
    """A review that was last changed ``number`` hours before NOW."""
    moment = (NOW - timedelta(hours=number)).isoformat()
    found = {
        "name": f"{PARENT}/reviews/R{number}",
        "reviewId": f"R{number}",
        "starRating": "FOUR",
        "createTime": moment,
        "updateTime": moment,
    }
    return {**found, **more}


# Reading


def test_both_shapes_of_the_translation_envelope_are_taken_apart() -> None:
    page = TestGoogleBusinessContract()._parse(
        TestGoogleBusinessContract().response(TestGoogleBusinessContract.cases / "listing.json")
    )
    _, finnish, romanian, _ = page.items
    assert finnish.text == "Kakku oli kuiva"
    assert romanian.text == "Foarte bine, mulțumesc!"
    assert finnish.translation is not None
    assert finnish.translation.text == "The cake was dry"
    assert finnish.reply is not None
    assert finnish.reply.text == "Olemme pahoillamme"


def test_an_answer_that_google_refused_is_not_shown_to_the_public() -> None:
    refused = review(1, reviewReply={"comment": "Hi", "reviewReplyState": "REJECTED"})
    [item] = read({"reviews": [refused]}).items
    assert item.reply is not None
    assert item.reply.state is State.HIDDEN


def test_no_reviews_at_all_is_an_empty_object() -> None:
    page = read({})
    assert page.items == ()
    assert page.rejected == ()
    assert page.complete


def test_a_saved_page_says_by_its_names_what_it_lists() -> None:
    body = json.dumps({"reviews": [review(1)], "nextPageToken": "t"}).encode()
    page = GoogleBusiness.offline().parse(Response(Request("file:///a"), "file:///a", body, NOW))
    assert page.next is not None
    assert page.next.url.endswith(f"/v4/{PARENT}/reviews")


def test_null_elements_cost_nothing_but_the_claim_to_be_complete() -> None:
    page = read({"reviews": [None, review(1)]})
    assert [item.id for item in page.items] == ["R1"]
    assert len(page.rejected) == 1
    assert not page.complete


def test_the_same_review_has_one_key_whoever_manages_the_place() -> None:
    [here] = read({"reviews": [review(1)]}).items
    [there] = read({"reviews": [review(1, name="accounts/9/locations/9/reviews/R1")]}).items
    assert here.id == there.id == "R1"
    assert here.dedupe_key == "google:R1"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "no"}}, AuthExpired),
        ({"error": {"code": 403, "details": [{"reason": "SERVICE_DISABLED"}]}}, NeedsApproval),
        ({"error": {"code": 403, "errors": [{"reason": "accessNotConfigured"}]}}, NeedsApproval),
        (
            {
                "error": {
                    "code": 429,
                    "status": "RESOURCE_EXHAUSTED",
                    "details": [{"metadata": {"quota_limit_value": "0"}}],
                }
            },
            NeedsApproval,
        ),
        ({"error": {"code": 429, "status": "RESOURCE_EXHAUSTED"}}, RateLimited),
        (
            {"error": {"code": 429, "message": "limit 'Requests per day' exceeded"}},
            QuotaExhausted,
        ),
        ({"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": "x"}}, NotConfigured),
        ({"error": {"code": 503, "status": "UNAVAILABLE"}}, Unavailable),
        ({"error": "invalid_grant"}, AuthExpired),
        ({"error": "odd"}, SchemaChanged),
        ({"reviews": "many"}, SchemaChanged),
        ({"reviews": [{"id": 1, "body": "of another site"}]}, SchemaChanged),
    ],
)
def test_errors_that_google_reports(body: object, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        read(body)
    assert type(caught.value) is error


def test_a_delay_that_google_states_is_kept() -> None:
    body: Json = {"error": {"code": 429, "details": [{"retryDelay": "13s"}]}}
    found = google_error(body, now=NOW)
    assert isinstance(found, RateLimited)
    assert found.retry_at == NOW + timedelta(seconds=13)


def test_a_day_of_quota_begins_at_midnight_in_california() -> None:
    body: Json = {"error": {"code": 403, "errors": [{"reason": "quotaExceeded"}]}}
    found = google_error(body, now=NOW)
    assert isinstance(found, QuotaExhausted)
    assert found.retry_at == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_refusals_are_read_by_their_body_and_only_where_it_tells_more() -> None:
    revoked = b'{"error": "invalid_grant", "error_description": "Token has been revoked."}'
    assert isinstance(refusal_of(400, {}, revoked), AuthExpired)
    assert refusal_of(400, {}, b"<html>") is None
    assert refusal_of(429, {"retry-after": "9"}, b'{"error": {"code": 429}}') is None
    assert refusal_of(502, {}, revoked) is None
    assert refusal_of(403, {}, b"[" * 100_000) is None


# Signing in


def test_a_refresh_token_buys_an_access_token() -> None:
    request = numbered().token(NOW)
    assert isinstance(request, Request)
    assert request.form is not None
    assert request.form["refresh_token"] == "1//refresh"
    token = numbered().parse_token(answer({"access_token": "ya29", "expires_in": 3599}, request))
    assert token == Token("ya29", NOW + timedelta(seconds=3599))
    sent = numbered().authorised(numbered().request(None), token)
    assert sent.headers["Authorization"] == "Bearer ya29"
    assert "ya29" not in repr(sent)


@pytest.mark.parametrize("body", [{"error": "invalid_grant"}, {"scope": "x"}])
def test_a_revoked_refresh_token_needs_the_owner(body: object) -> None:
    with pytest.raises(AuthExpired):
        numbered().parse_token(answer(body))


# Finding the location


def place(number: int, title: str, street: str = "") -> dict[str, object]:
    address = {"addressLines": [street], "locality": "Helsinki"} if street else {}
    return {"name": f"locations/{number}", "title": title, "storefrontAddress": address}


def found(adapter: GoogleBusiness, places: Mapping[str, list[dict[str, object]]]) -> Request:
    """The request that follows when the accounts hold these places."""
    accounts = {"accounts": [{"name": f"accounts/{number}"} for number in places]}
    page = adapter.parse(answer(accounts, adapter.request(None)))
    for listed in places.values():
        assert page.next is not None
        assert page.next.params["readMask"]
        page = adapter.parse(answer({"locations": listed} if listed else {}, page.next))
    assert page.next is not None
    return page.next


def test_a_location_is_found_by_its_title() -> None:
    places = {"7": [], "101": [place(2000, "Dom Töölö"), place(2001, "Dom  Kallio")]}
    assert found(source(location="dom kallio"), places).url.endswith(f"/v4/{PARENT}/reviews")


def test_branches_of_one_title_are_told_apart_by_their_street() -> None:
    branches = [place(1, "Dom", "Fleminginkatu 3"), place(2001, "Dom", "Runeberginkatu 5")]
    request = found(source(location="Dom Runeberginkatu"), {"101": branches})
    assert request.url.endswith(f"/v4/{PARENT}/reviews")


def test_a_location_in_two_accounts_is_one_location() -> None:
    shared = [place(2001, "Dom")]
    assert found(source(), {"101": shared, "7": shared}).url.endswith(f"/v4/{PARENT}/reviews")


def test_an_ambiguous_name_names_the_candidates() -> None:
    branches = [place(1, "Dom", "Street 1"), place(2, "Dom", "Street 2")]
    with pytest.raises(NotConfigured) as caught:
        found(source(location="Dom"), {"101": branches})
    assert "1 (Dom, Street 1, Helsinki)" in caught.value.hint


def test_an_unknown_name_and_an_empty_account_are_told_apart() -> None:
    with pytest.raises(NotConfigured, match="No location fits"):
        found(source(location="Oslo"), {"101": [place(1, "Dom")]})
    with pytest.raises(NotConfigured, match="manages no location"):
        source().parse(answer({}, source().request(None)))


def test_numbers_need_no_search() -> None:
    assert numbered().request(None).url.endswith(f"/v4/{PARENT}/reviews")
    named = source(account="accounts/101", location="Dom")
    assert named.request(None).url.endswith("/accounts/101/locations")
    assert named.request(None).params["pageSize"] == "100"


def test_the_search_goes_over_all_pages() -> None:
    adapter = source(location="Dom")
    first = adapter.parse(answer({"accounts": [], "nextPageToken": "t"}, adapter.request(None)))
    assert first.next is not None
    assert first.next.params["pageToken"] == "t"
    second = adapter.parse(answer({"accounts": [{"name": "accounts/101"}]}, first.next))
    assert second.next is not None
    third = adapter.parse(answer({"locations": [], "nextPageToken": "u"}, second.next))
    assert third.next is not None
    assert third.next.params["pageToken"] == "u"
    last = adapter.parse(answer({"locations": [place(2001, "Dom")]}, third.next))
    assert last.next is not None
    assert last.next.url.endswith(f"/v4/{PARENT}/reviews")


# Walking, by a server that pages and answers as the API documents


class Profile:
    """Accounts, one location and its reviews, for callers with the right token."""

    def __init__(self, count: int) -> None:
        self.reviews = {f"R{n}": review(n) for n in range(1, count + 1)}

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        path, query = urlsplit(handler.path).path, parse_qs(urlsplit(handler.path).query)
        status, payload = 200, self.payload(handler, path, query)
        if path != "/token" and handler.headers["Authorization"] != "Bearer ya29":
            status, payload = 401, {"error": {"code": 401, "status": "UNAUTHENTICATED"}}
        says(status, json.dumps(payload).encode())(handler)

    def payload(
        self, handler: BaseHTTPRequestHandler, path: str, query: Mapping[str, list[str]]
    ) -> object:
        if path == "/token":
            return {"access_token": "ya29", "expires_in": 3599}
        if path.endswith("/accounts"):
            return {"accounts": [{"name": "accounts/101"}]}
        if path.endswith("/locations"):
            return {"locations": [place(2001, "Dom")]}
        if path.endswith("/reviews"):
            return self.listing(int(query.get("pageToken", ["0"])[0]), int(query["pageSize"][0]))
        name = path.removesuffix("/reply").rpartition("/")[2]
        if handler.command == "DELETE":
            del self.reviews[name]["reviewReply"]
            return {}
        return self.reviews[name]

    def listing(self, start: int, size: int) -> object:
        newest = sorted(self.reviews.values(), key=lambda r: str(r["updateTime"]), reverse=True)
        more = {"nextPageToken": str(start + size)} if start + size < len(newest) else {}
        return {"reviews": newest[start : start + size], "totalReviewCount": len(newest), **more}


def signed_in(adapter: GoogleBusiness, fetch: Fetch) -> Token:
    request = adapter.token(NOW)
    assert isinstance(request, Request)
    fetched = fetch(request, validators=None, allow_private=True)
    return adapter.parse_token(fetched.response)


def walk(adapter: GoogleBusiness, fetch: Fetch, cursor: Cursor | None) -> list[Page]:
    token, request, pages = signed_in(adapter, fetch), adapter.request(cursor), []
    while True:
        sent = adapter.authorised(request, token)
        pages.append(adapter.parse(fetch(sent, validators=None, allow_private=True).response))
        following = pages[-1].next
        if following is None:
            return pages
        request = following


def test_a_walk_signs_in_finds_the_shop_and_reads_every_page() -> None:
    with served() as site, detour(site) as fetch:
        site.answer = Profile(120)
        pages = walk(source(location="Dom"), fetch, None)
    assert [len(page.items) for page in pages] == [0, 0, 50, 50, 20]
    assert pages[-1].complete
    assert pages[-1].aggregate is not None
    assert pages[-1].aggregate.count == 120
    assert pages[1].title == "Dom"


def test_the_next_poll_asks_for_one_page_and_sees_the_edit_on_top() -> None:
    profile = Profile(120)
    with served() as site, detour(site) as fetch:
        site.answer = profile
        cursor = walk(numbered(), fetch, None)[-1].resume
        profile.reviews["R119"]["updateTime"] = (NOW - timedelta(minutes=1)).isoformat()
        profile.reviews["R119"]["comment"] = "Changed my mind"
        [page] = walk(numbered(), fetch, cursor)
    assert page.items[0].id == "R119"
    assert page.items[0].text == "Changed my mind"
    assert page.resume is not None
    assert not page.complete


def test_an_access_token_that_ran_out_is_told_from_a_missing_review() -> None:
    adapter = numbered()
    with served() as site, detour(site) as fetch:
        site.answer = Profile(1)
        with pytest.raises(AuthExpired):
            fetch(
                adapter.authorised(adapter.request(None), Token("old")),
                validators=None,
                allow_private=True,
            )


# Answering


def test_an_answer_is_put_under_the_reviews_full_name() -> None:
    [item] = read({"reviews": [review(1)]}).items
    request = source().reply_request(item, "Kiitos!", "key")
    assert request.method == "PUT"
    assert request.url == f"https://mybusiness.googleapis.com/v4/{PARENT}/reviews/R1/reply"
    assert request.json == {"comment": "Kiitos!"}
    assert source().withdraw_request(item, OurReply("Kiitos!")).method == "DELETE"


def test_a_review_met_elsewhere_can_be_answered_when_the_location_is_given_in_numbers() -> None:
    item = Item(id="R5", kind=Kind.REVIEW)
    assert numbered().get_request(item).url.endswith(f"{PARENT}/reviews/R5")
    with pytest.raises(NotConfigured):
        source(location="Dom").get_request(item)


@pytest.mark.parametrize(
    ("reply", "status", "reason"),
    [
        ({"comment": "Hi"}, ReplyStatus.PUBLISHED, None),
        ({"comment": "Hi", "reviewReplyState": "APPROVED"}, ReplyStatus.PUBLISHED, None),
        ({"comment": "Hi", "reviewReplyState": "PENDING"}, ReplyStatus.PENDING, None),
        (
            {"comment": "Hi", "reviewReplyState": "REJECTED", "policyViolation": "SPAM"},
            ReplyStatus.REJECTED,
            "SPAM",
        ),
        (
            {"comment": "Hi", "reviewReplyState": "REJECTED", "policyViolation": {"type": "X"}},
            ReplyStatus.REJECTED,
            "X",
        ),
    ],
)
def test_what_became_of_an_answer(
    reply: dict[str, object], status: ReplyStatus, reason: str | None
) -> None:
    [item] = read({"reviews": [review(1)]}).items
    [standing] = numbered().parse_replies(answer(review(1, reviewReply=reply)), item)
    assert standing == numbered().parse_reply(answer(reply))
    assert (standing.text, standing.status, standing.reason) == ("Hi", status, reason)


def test_a_review_without_an_answer_has_none() -> None:
    [item] = read({"reviews": [review(1)]}).items
    assert numbered().parse_replies(answer(review(1)), item) == ()
    with pytest.raises(SchemaChanged):
        numbered().parse_replies(answer({}), item)


def test_one_review_can_be_asked_for() -> None:
    item = numbered().parse_one(answer(review(3)))
    assert isinstance(item, Item)
    assert item.id == "R3"
    assert numbered().parse_one(answer({})) is Gone.UNKNOWN


def test_it_is_configured_by_name_and_keeps_its_secrets() -> None:
    built = build("google", {"type": "google_business", **KEYS, "location": "Dom"})
    assert "hush" not in repr(built.settings)


@pytest.mark.skipif(not RECORDING.exists(), reason="the recordings are not here")
def test_a_recorded_page() -> None:
    page = GoogleBusiness.offline().parse(
        Response(
            Request("file:///page.json"), "file:///page.json", RECORDING.read_bytes(), RECEIVED
        )
    )
    assert len(page.items) >= 8
    assert page.rejected == ()


# Through the whole engine


def collected(path: Path, answer: Callable[[BaseHTTPRequestHandler], None]) -> tuple[Shop, Outcome]:
    """One poll of a paired shop whose only source is a profile behind ``answer``."""
    shop = open_shop(path)
    with served() as site, detour(site) as fetch:
        site.answer = answer
        collector = Collector(shop.config, {"google": source(location="Dom")}, fetch, shop.clock)
        [outcome] = collector.collect()
    return shop, outcome


def test_a_poll_signs_in_by_itself_and_stores_what_is_needed_to_answer(tmp_path: Path) -> None:
    shop, outcome = collected(tmp_path, Profile(60))
    assert outcome.error is None
    assert len(shop.mentions()) == 60
    item = shop.mention("R7").item
    assert source().reply_request(item, "Kiitos!", "key").url.endswith(f"{PARENT}/reviews/R7/reply")


def test_a_revoked_sign_in_is_told_to_the_owner_at_once(tmp_path: Path) -> None:
    shop, outcome = collected(tmp_path, says(400, b'{"error": "invalid_grant"}'))
    assert isinstance(outcome.error, AuthExpired)
    assert "Sign in to Google again" in outcome.error.hint
    [alert] = shop.alerts()
    assert alert.kind is AlertKind.SOURCE_SICK
