"""Google Play's public reviews: the contract, the envelope, walks from language to language."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monitor.errors import (
    RateLimited,
    SchemaChanged,
    SourceError,
    Suspicious,
    TargetNotFound,
    Unavailable,
)
from monitor.source import Cursor, Json, Page, Request, Response
from sources.googleplay import ADDRESS, GooglePlay, GooglePlaySettings
from sources.testing import SourceContract

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "data" / "googleplay"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings"


def play(**changes: object) -> GooglePlay:
    table: dict[str, object] = {"package": "com.dom.app", "languages": ["fi"], "country": "fi"}
    return GooglePlay(GooglePlaySettings.model_validate(table | changes))


class TestGooglePlayContract(SourceContract):
    adapter = GooglePlay
    cases: ClassVar[Path] = CASES
    rounds = 30

    def source(self) -> GooglePlay:
        return play()


def envelope(answer: Json, code: Json = None) -> bytes:
    said = None if answer is None else json.dumps(answer)
    return (")]}'\n\n" + json.dumps([["wrb.fr", "UsvDTd", said, None, None, code]])).encode()


def read(body: bytes, source: GooglePlay | None = None) -> Page:
    return (source or play()).parse(Response(Request(ADDRESS), ADDRESS, body, NOW))


def row(number: str, age_days: int = 1) -> Json:
    written = int(NOW.timestamp()) - age_days * 86_400
    return [number, ["Aino"], 5, None, "Good", [written, 0], 0, None, None, None, "1"]


class Google:
    """The page's own address: 150 reviews a page in each language."""

    def __init__(self, **reviews: int) -> None:
        self.reviews = reviews
        self.asked: list[tuple[str, str | None]] = []

    def answer(self, request: Request) -> Response:
        assert request.form is not None
        [[[call, asked, _, _]]] = json.loads(request.form["f.req"])
        _, _, [_, order, [size, _, token], _, _], [package, _] = json.loads(asked)
        assert (call, order, package) == ("UsvDTd", 2, "com.dom.app")
        lang = request.params["hl"]
        self.asked.append((lang, token))
        start, count = int(token or 0), self.reviews[lang]
        rows: list[Json] = [
            row(f"{lang}-{n}", 1 + n) for n in range(start, min(count, start + size))
        ]
        more: Json = [None, str(start + size)] if start + size < count else None
        return Response(request, ADDRESS, envelope([rows, more] if rows else []), NOW)


def walk(google: Google, source: GooglePlay, cursor: Cursor | None = None) -> list[Page]:
    request: Request | None = source.request(cursor)
    pages = []
    while request is not None:
        pages.append(source.parse(google.answer(request)))
        request = pages[-1].next
    return pages


def test_one_walk_takes_a_turn_for_each_language() -> None:
    google = Google(fi=200, ru=10)
    pages = walk(google, play(languages=["fi", "ru"]))
    assert google.asked == [("fi", None), ("fi", "150"), ("ru", None)]
    assert {item.lang for item in pages[-1].items} == {"ru"}
    assert len({item.id for page in pages for item in page.items}) == 210


def test_a_later_walk_stops_where_nothing_is_new() -> None:
    google = Google(fi=600)
    cursor = walk(google, play())[-1].resume
    assert len(google.asked) == 4
    google.asked.clear()
    walk(google, play(), cursor)
    assert google.asked == [("fi", None), ("fi", "150")]


def test_an_empty_answer_after_reviews_is_suspicious_for_failures_look_alike() -> None:
    cursor = walk(Google(fi=5, ru=0), play(languages=["fi", "ru"]))[-1].resume
    with pytest.raises(Suspicious):
        walk(Google(fi=0, ru=0), play(languages=["fi", "ru"]), cursor)
    assert walk(Google(fi=0), play())[-1].items == ()


@pytest.mark.parametrize(
    ("code", "error"), [([5], TargetNotFound), ([8], RateLimited), ([13], Unavailable),
                        (None, Unavailable)],
)  # fmt: skip
def test_a_failure_in_place_of_the_answer_is_no_empty_list(
    code: Json, error: type[SourceError]
) -> None:
    with pytest.raises(error):
        read(envelope(None, code))


def test_another_answer_is_a_changed_layout() -> None:
    with pytest.raises(SchemaChanged):
        read(b')]}\'\n\n[["di", 54]]')
    with pytest.raises(SchemaChanged):
        read(envelope([[["only", "words"]]]))
    with pytest.raises(SchemaChanged):
        read(envelope({"reviews": []}))
    with pytest.raises(SchemaChanged):
        read(b"{}")


def test_every_shape_tells_the_same_of_a_review() -> None:
    found = []
    for case in ("page.txt", "streamed.txt", "library.json", "developer.json"):
        item = read((CASES / case).read_bytes()).items[0]
        found.append((item.id, item.author.name, item.text, item.rating, item.dedupe_key))
    assert len(set(found)) == 1


def test_an_answer_older_than_the_review_it_answers_stays() -> None:
    item = read((CASES / "page.txt").read_bytes()).items[1]
    assert item.reply is not None
    assert item.reply.text == "Pahoittelut!"
    assert item.published_at is not None
    assert item.reply.published_at is not None
    assert item.reply.published_at < item.published_at


def test_the_library_may_have_saved_the_token_too() -> None:
    saved = json.loads((CASES / "library.json").read_text(encoding="utf-8"))
    for shape in ([saved, ["token"]], {"reviews": saved}, {"data": saved}):
        assert [item.id for item in read(json.dumps(shape).encode()).items] == ["aaa-1", "bbb-2"]
    assert [item.id for item in read(json.dumps(saved[1]).encode()).items] == ["bbb-2"]


def test_the_javascript_library_has_other_names_for_the_same() -> None:
    saved = {"id": "x", "userName": "Ann", "date": "2026-11-01T08:00:00.000Z", "score": 4}
    said = {"text": "Good", "replyText": "Thanks", "replyDate": None}
    [item] = read(json.dumps([saved | said]).encode()).items
    assert (item.id, item.text, item.published_at) == (
        "x",
        "Good",
        datetime(2026, 11, 1, 8, tzinfo=UTC),
    )
    assert item.reply is not None
    assert item.reply.text == "Thanks"


def test_a_saved_answers_address_names_the_app() -> None:
    url = "https://play.google.com/store/apps/details?id=com.dom.app&hl=fi"
    source = GooglePlay.offline(url)
    body = (CASES / "page.txt").read_bytes()
    item = source.parse(Response(Request(url), url, body, NOW)).items[0]
    assert item.url == "https://play.google.com/store/apps/details?id=com.dom.app&reviewId=aaa-1"
    assert item.lang == "fi"


@pytest.mark.parametrize("table", [{"package": "dom"}, {"languages": []}, {"country": "FIN"}])
def test_settings_that_make_no_sense_are_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        play(**table)


json_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=8),
    max_leaves=30,
)


@settings(max_examples=100, deadline=None)
@given(json_values)
def test_any_answer_gives_a_page_or_a_source_error(answer: Json) -> None:
    with contextlib.suppress(SourceError):
        page = read(envelope(answer))
        assert len({item.id for item in page.items}) == len(page.items)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_recorded_answer_of_the_developers_api() -> None:
    page = read((RECORDINGS / "google_play" / "developer_api_reviews_list.json").read_bytes())
    assert [item.id for item in page.items] == ["12345678", "11223344"]
    assert page.next is None
