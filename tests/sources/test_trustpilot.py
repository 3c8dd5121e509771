"""Trustpilot's API: the contract, both kinds of walk, and answers by OAuth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import SecretStr

from monitor.capability import Token
from monitor.errors import ConfigError, NotConfigured
from monitor.mention import State
from monitor.source import Cursor, Page, Request, Response, Source
from sources.registry import build
from sources.testing import SourceContract
from sources.trustpilot import Trustpilot, TrustpilotSettings
from tests.sources.walking import walked

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
UNIT = "5f1e8400abcd"
LIST = f"https://api.trustpilot.com/v1/business-units/{UNIT}/reviews"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "trustpilot"


def shop(**more: object) -> Trustpilot:
    given = {"key": "k3y-of-mine", "secret": "s3cret-of-mine", "unit": UNIT, **more}
    return Trustpilot(TrustpilotSettings.model_validate(given))


class TestTrustpilotContract(SourceContract):
    adapter = Trustpilot
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "trustpilot"
    secret = "s3cret-of-mine"

    def source(self) -> Source:
        return shop()

    def entries(self, case: Path) -> int | None:
        payload = json.loads(case.read_bytes())
        return len(payload.get("reviews", payload.get("events", [])))


def read(payload: object, request: Request | None = None) -> Page:
    asked = request or Request(LIST)
    return Trustpilot.offline(asked.url).parse(
        Response(asked, asked.url, json.dumps(payload).encode(), NOW)
    )


def review(number: int) -> dict[str, object]:
    """One an hour, number 0 the newest."""
    created = (NOW - timedelta(hours=number + 1)).isoformat()
    return {"id": f"r{number}", "stars": 4, "text": "fine", "createdAt": created}


def api(path: str, query: Mapping[str, str]) -> tuple[int, object]:
    """250 reviews, as Trustpilot pages them: by number, and by token for all of them."""
    if path.endswith("/find"):
        return 200, {"id": UNIT, "numberOfReviews": {"total": 250}, "score": {"trustScore": 4.1}}
    if path.endswith("/all-reviews"):
        begin = int(query.get("pageToken", "t0")[1:])
        more = {"nextPageToken": f"t{begin + 100}"} if begin + 100 < 250 else {}
        return 200, {"reviews": [review(n) for n in range(begin, min(begin + 100, 250))], **more}
    begin = (int(query["page"]) - 1) * 100
    return 200, {"links": [], "reviews": [review(n) for n in range(begin, min(begin + 100, 250))]}


def test_the_first_walk_finds_the_company_by_domain_and_reads_everything() -> None:
    source = shop(unit=None, domain="dom.example", secret=None)
    pages, seen = walked(source, api)
    assert pages[0].aggregate is not None
    assert (pages[0].aggregate.average, pages[0].aggregate.count) == (4.1, 250)
    assert {item.id for page in pages for item in page.items} == {f"r{n}" for n in range(250)}
    assert pages[-1].complete
    assert pages[-1].resume is not None
    assert pages[-1].resume["unit"] == UNIT
    assert [each.headers["apikey"] for each in seen] == ["k3y-of-mine"] * len(seen)
    assert all("Authorization" not in each.headers for each in seen)


def test_an_ordinary_poll_asks_for_the_newest_alone() -> None:
    cursor: Cursor = {"unit": UNIT, "newest": NOW.isoformat(), "full_at": NOW.isoformat()}
    pages, seen = walked(shop(unit=None, domain="dom.example", secret=None), api, cursor)
    assert [each.path.partition("?")[0] for each in seen] == [f"/v1/business-units/{UNIT}/reviews"]
    assert not pages[-1].complete
    assert pages[-1].resume is not None
    assert pages[-1].resume["full_at"] == "2026-11-22T10:00:00Z"


def test_a_day_later_everything_is_read_again() -> None:
    source, cursor = shop(), walked(shop(secret=None), api)[0][-1].resume
    request = source.request(cursor)
    body = json.dumps(api(LIST, {"page": "1"})[1]).encode()
    page = source.parse(Response(request, request.url, body, NOW + timedelta(days=2)))
    assert page.next is not None
    assert page.next.url.endswith("/all-reviews")


def test_the_answer_of_the_company_has_no_zone_and_is_taken_for_utc() -> None:
    [item] = read(
        {
            "reviews": [
                {
                    **review(1),
                    "companyReply": {"text": "Thanks.", "createdAt": "2013-09-07T13:37:00"},
                }
            ]
        }
    ).items
    assert item.reply is not None
    assert item.reply.published_at == datetime(2013, 9, 7, 13, 37, tzinfo=UTC)


def test_mail_addresses_of_customers_are_not_kept() -> None:
    entry = {**review(1), "referralEmail": "ann@mail.example", "consumer": {"displayName": "a@b.c"}}
    assert "@" not in repr(read({"reviews": [entry]}).items)


@pytest.mark.parametrize(
    ("status", "state"),
    [("active", State.VISIBLE), ("archived", State.REMOVED), ("hidden", State.HIDDEN)],
)
def test_the_status_tells_who_can_see_a_review(status: str, state: State) -> None:
    assert read({"reviews": [{**review(1), "status": status}]}).items[0].state is state


def test_answering_needs_a_login_and_only_the_private_part_gets_the_token() -> None:
    source, [item] = shop(author="u1"), read({"reviews": [review(1)]}).items
    asked = source.token(NOW)
    assert isinstance(asked, Request)
    assert asked.form == {"grant_type": "client_credentials"}
    assert asked.auth == ("k3y-of-mine", "s3cret-of-mine")
    body = b'{"access_token": "t0ken", "expires_in": "359999"}'
    token = source.parse_token(Response(asked, asked.url, body, NOW))
    assert token.expires_at == NOW + timedelta(seconds=359999)
    sent = source.authorised(source.reply_request(item, "Thank you.", "key"), token)
    assert sent.url == "https://api.trustpilot.com/v1/private/reviews/r1/reply"
    assert sent.headers["Authorization"] == "Bearer t0ken"
    assert sent.json == {"message": "Thank you.", "authorBusinessUserId": "u1"}
    assert source.parse_reply(Response(sent, sent.url, b"", NOW, 201)).text == "Thank you."
    assert source.authorised(source.request(None), token) == source.request(None)


def test_a_person_can_log_in() -> None:
    asked = shop(user="owner", password="pa55").token(NOW)
    assert isinstance(asked, Request)
    assert asked.form == {"grant_type": "password", "username": "owner", "password": "pa55"}


def test_the_answer_that_stands_there_is_read_first_and_can_be_taken_back() -> None:
    source, [item] = shop(), read({"reviews": [review(1)]}).items
    asked = source.replies_request(item)
    body = json.dumps({**review(1), "companyReply": {"text": "Thanks."}}).encode()
    [ours] = source.parse_replies(Response(asked, asked.url, body, NOW), item)
    assert ours.text == "Thanks."
    none = json.dumps(review(1)).encode()
    assert source.parse_replies(Response(asked, asked.url, none, NOW), item) == ()
    withdrawn = source.withdraw_request(item, ours)
    assert (withdrawn.method, withdrawn.url[-9:]) == ("DELETE", "/r1/reply")


def test_without_a_secret_it_says_what_is_missing() -> None:
    source, [item] = shop(secret=None), read({"reviews": [review(1)]}).items
    assert source.token(NOW) == Token("")  # reading goes on
    with pytest.raises(NotConfigured, match="secret"):
        source.reply_request(item, "Thank you.", "key")


def test_a_company_must_be_named() -> None:
    with pytest.raises(ConfigError, match="domain"):
        build("tp", {"type": "trustpilot", "key": SecretStr("x")})


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_recorded_answer() -> None:
    [item] = read(json.loads((RECORDINGS / "api_business_unit_reviews.json").read_bytes())).items
    assert item.author.name == "John Doe"
    assert item.state is State.HIDDEN
    assert item.about == "Pilestraede 58"
    assert item.reply is not None
