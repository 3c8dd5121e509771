"""Google Play as the app's developer: the contract, the service account, answers."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import ClassVar

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monitor.capability import Token
from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
)
from monitor.mention import Item, Kind, OwnerReply, Translation
from monitor.source import Json, Page, Request, Response
from sources.googleplay_owner import API, SCOPE, GooglePlayOwner, GooglePlayOwnerSettings
from sources.testing import SourceContract

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
URL = f"{API}/com.dom.app/reviews"
CASES = Path(__file__).parents[1] / "data" / "googleplay_owner"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings"


@cache
def key_pair() -> tuple[str, str]:
    """A JSON key as Google hands it out, and the public key that Google keeps."""
    key = rsa.generate_private_key(65537, 2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    account = {
        "type": "service_account",
        "client_email": "goodword@dom.iam.example",
        "private_key_id": "k1",
        "private_key": private,
        "token_uri": "https://evil.example/token",
    }
    return json.dumps(account), public.decode()


def play(**changes: object) -> GooglePlayOwner:
    table: dict[str, object] = {"package": "com.dom.app", "key": "{}"}
    return GooglePlayOwner(GooglePlayOwnerSettings.model_validate(table | changes))


class TestGooglePlayOwnerContract(SourceContract):
    adapter = GooglePlayOwner
    cases: ClassVar[Path] = CASES
    secret = "s3cr3t-k3y"
    rounds = 30

    def source(self) -> GooglePlayOwner:
        return play(key=self.secret)


def answered(payload: object) -> Response:
    return Response(Request(URL), URL, json.dumps(payload).encode(), NOW)


def read(comment: Json, **changes: object) -> Item:
    review = {"reviewId": "r1", "comments": [{"userComment": comment}]}
    return play(**changes).parse(answered({"reviews": [review]})).items[0]


def test_a_tab_parts_title_and_text() -> None:
    assert [(i.title, i.text) for i in (read({"text": t}) for t in ("A\tB", "\tB", "B"))] == [
        ("A", "B"),
        (None, "B"),
        (None, "B"),
    ]


def test_a_translation_is_kept_apart_from_what_was_written() -> None:
    comment: Json = {"text": "Good bread", "originalText": "Хороший хлеб", "starRating": 4}
    item = read(comment, translate_to="en")
    assert (item.text, item.translation) == ("Хороший хлеб", Translation("Good bread", "en"))
    untranslated = read({"text": "Хороший хлеб", "originalText": "Хороший хлеб"})
    assert (untranslated.text, untranslated.translation) == ("Хороший хлеб", None)
    assert untranslated.content_hash == read({"text": "Хороший хлеб"}).content_hash


def test_seconds_as_text_are_a_time() -> None:
    item = read({"text": "x", "lastModified": {"seconds": "1443676826", "nanos": 713000000}})
    assert item.published_at == datetime(2015, 10, 1, 5, 20, 26, 713000, tzinfo=UTC)


def test_an_id_is_the_same_by_every_way_to_google_play() -> None:
    item = read({"text": "x"})
    assert item.dedupe_key == "googleplay:r1"
    assert item.url == "https://play.google.com/store/apps/details?id=com.dom.app&reviewId=r1"


def test_pages_follow_by_token_and_a_listing_without_reviews_is_empty() -> None:
    page = play().parse(answered({"tokenPagination": {"nextPageToken": "t2"}}))
    assert page.items == ()
    assert page.next is not None
    assert page.next.params["token"] == "t2"
    assert play().parse(answered({})) == Page()


def test_the_service_account_signs_for_google_alone() -> None:
    account, public = key_pair()
    request = play(key=account).token(NOW)
    assert isinstance(request, Request)
    assert request.url == "https://oauth2.googleapis.com/token"
    assert request.form is not None
    assert request.form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    claims = jwt.decode(
        request.form["assertion"],
        public,
        algorithms=["RS256"],
        audience="https://oauth2.googleapis.com/token",
        options={"verify_exp": False, "verify_iat": False},
    )
    assert (claims["iss"], claims["scope"]) == ("goodword@dom.iam.example", SCOPE)
    assert claims["exp"] - claims["iat"] == 3600
    assert jwt.get_unverified_header(request.form["assertion"])["kid"] == "k1"


def test_the_token_of_an_hour_goes_into_every_request() -> None:
    granted = {"access_token": "t0k", "expires_in": 3599, "token_type": "Bearer"}
    token = play().parse_token(answered(granted))
    assert token == Token("t0k", NOW + timedelta(seconds=3599))
    assert play().authorised(Request(URL), token).headers["Authorization"] == "Bearer t0k"


def test_a_refused_service_account_needs_a_new_key() -> None:
    with pytest.raises(AuthExpired) as caught:
        play().parse_token(answered({"error": "invalid_grant", "error_description": "no"}))
    assert "service account" in caught.value.hint


@pytest.mark.parametrize(
    "key", ["nonsense", "{}", '{"client_email": "a@b.example", "private_key": "nonsense"}', "[[["]
)
def test_a_key_that_is_none_is_said_to_be_so(key: str) -> None:
    with pytest.raises(NotConfigured, match="key"):
        play(key=key).token(NOW)


@pytest.mark.parametrize(
    ("case", "error"),
    [("no_permission", AuthExpired), ("api_off", NeedsApproval), ("no_app", TargetNotFound),
     ("quota", RateLimited)],
)  # fmt: skip
def test_errors_mean_the_same_by_status_and_in_the_body(
    case: str, error: type[SourceError]
) -> None:
    body = (CASES / f"{case}.json").read_bytes()
    status = json.loads(body)["error"]["code"]
    assert isinstance(play().refusal(status, {}, body), error)
    with pytest.raises(error):
        play().parse(Response(Request(URL), URL, body, NOW))


def test_an_answer_replaces_the_one_there_was() -> None:
    item = Item(id="gp:AO/q", kind=Kind.REVIEW)
    request = play().reply_request(item, "Thanks!", "key")
    assert (request.method, request.url) == ("POST", f"{URL}/gp:AO%2Fq:reply")
    assert request.json == {"replyText": "Thanks!"}
    sent = {"result": {"replyText": "Thanks!", "lastEdited": {"seconds": "1795000000"}}}
    reply = play().parse_reply(answered(sent))
    assert (reply.text, reply.published_at) == ("Thanks!", datetime.fromtimestamp(1795000000, UTC))
    with pytest.raises(SchemaChanged):
        play().parse_reply(answered({}))


def test_what_stands_there_is_read_before() -> None:
    item = Item(id="b2", kind=Kind.REVIEW)
    body = (CASES / "single.json").read_bytes()
    answer = Response(play().replies_request(item), URL, body, NOW)
    assert [reply.text for reply in play().parse_replies(answer, item)] == ["Thanks!"]
    silent = {"reviewId": "b2", "comments": [{"userComment": {"text": "x"}}]}
    assert play().parse_replies(answered(silent), item) == ()
    with pytest.raises(SchemaChanged):
        play().parse_replies(answered({"reviewId": "other"}), item)


@pytest.mark.parametrize("table", [{"package": "dom"}, {"package": "a/b.c"}, {"translate_to": "?"}])
def test_settings_that_make_no_sense_are_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        play(**table)


json_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["reviews", "reviewId", "comments", "userComment", "text", "error"]),
        inner, max_size=5),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(json_values)
def test_any_json_gives_a_page_or_a_source_error(payload: object) -> None:
    with contextlib.suppress(SourceError):
        page = play().parse(answered(payload))
        assert len({item.id for item in page.items}) == len(page.items)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_recorded_answer() -> None:
    body = (RECORDINGS / "google_play" / "developer_api_reviews_list.json").read_bytes()
    source = GooglePlayOwner.offline(URL)
    page = source.parse(Response(Request(URL), URL, body, NOW))
    assert [item.id for item in page.items] == ["12345678", "11223344"]
    assert page.items[1].reply == OwnerReply(
        "Thanks!", datetime(2015, 10, 1, 5, 21, 40, tzinfo=UTC)
    )
    assert page.next is not None
    assert page.next.url == URL
