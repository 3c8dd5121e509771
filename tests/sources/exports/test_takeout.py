"""Whole archives: Takeout as a ZIP or unpacked, and archives that mean harm."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import Oversized, Refused, SchemaChanged
from monitor.source import Page, Request, Response
from sources.exports import archive
from sources.file import File, FileSettings
from sources.testing import RECEIVED

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
BASE = "Takeout/Google-yritysprofiili"
MAPS = json.dumps({"type": "FeatureCollection", "features": [{"properties": {}}]})


def review(number: int, text: str, account: int = 101, updated: str = "2026-05-31") -> object:
    return {
        "name": f"accounts/{account}/locations/2001/reviews/r{number}",
        "reviewer": {"displayName": "Anna"},
        "starRating": "FOUR",
        "comment": text,
        "createTime": "2026-05-30T00:00:00Z",
        "updateTime": f"{updated}T00:00:00Z",
    }


def listing(*reviews: object) -> str:
    return json.dumps({"reviews": reviews})


TAKEOUT = {
    f"{BASE}/account-101/location-2001/arvostelut.json": listing(review(1, "a"), review(2, "old")),
    f"{BASE}/account-101/location-2001/arvostelut-x.json": listing(review(3, "c")),
    f"{BASE}/account-101/location-2001/additionalData.json": json.dumps({"title": "Corner Cafe"}),
    f"{BASE}/account-77/location-2001/reviews.json": listing(
        review(2, "new", account=77, updated="2026-06-02"), review(1, "a", account=77)
    ),
    f"{BASE}/account-101/location-2001/photo-1.jpg": "not text",
    "Takeout/Maps (your places)/Reviews.json": MAPS,
    "Takeout/archive_browser.html": "<html></html>",
}


def zipped(files: dict[str, str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", compression) as out:
        for name, text in files.items():
            out.writestr(name, text)
    return body.getvalue()


def unpacked(files: dict[str, str], folder: Path) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def read(body: bytes) -> Page:
    request = Request("file:///takeout.zip")
    return File.offline().parse(Response(request, request.url, body, RECEIVED))


def walk(path: Path) -> list[Page]:
    return list(File(FileSettings(path=path)).pages(None, NOW))


def test_a_review_under_two_accounts_is_one_and_the_newer_wording_wins() -> None:
    texts = {item.id: item.text for item in read(zipped(TAKEOUT)).items}
    assert texts == {"r1": "a", "r2": "new", "r3": "c"}


def test_a_whole_archive_is_a_complete_listing() -> None:
    assert read(zipped(TAKEOUT)).complete


def test_an_unpacked_archive_reads_as_the_zip_does(tmp_path: Path) -> None:
    (page,) = walk(unpacked(TAKEOUT, tmp_path))
    archived = read(zipped(TAKEOUT))
    assert sorted(page.items, key=lambda item: item.id) == sorted(
        archived.items, key=lambda item: item.id
    )
    assert page.complete


def test_the_place_is_named_by_the_file_beside_the_reviews() -> None:
    first = next(item for item in read(zipped(TAKEOUT)).items if item.id == "r3")
    assert first.about == "Corner Cafe"


def test_an_archive_with_a_broken_page_is_not_complete() -> None:
    broken = {f"{BASE}/account-101/location-2001/arvostelut-y.json": '{"reviews": ['}
    page = read(zipped(TAKEOUT | broken))
    assert len(page.items) == 3
    assert not page.complete
    assert "arvostelut-y.json" in page.rejected[0].where


def test_loose_pages_of_a_listing_are_not_complete(tmp_path: Path) -> None:
    (page,) = walk(unpacked({"reviews.json": listing(review(1, "a"))}, tmp_path))
    assert len(page.items) == 1
    assert not page.complete


def test_two_archives_in_a_folder_are_not_one_listing(tmp_path: Path) -> None:
    for name in ("takeout-1.zip", "takeout-2.zip"):
        (tmp_path / name).write_bytes(zipped(TAKEOUT))
    (page,) = walk(tmp_path)
    assert len(page.items) == 3
    assert not page.complete


def test_the_owners_own_writing_is_refused_only_where_there_is_nothing_else() -> None:
    with pytest.raises(Refused, match="you wrote"):
        read(zipped({"Takeout/Maps (your places)/Reviews.json": MAPS}))


def test_an_archive_without_reviews_says_what_to_choose() -> None:
    with pytest.raises(SchemaChanged) as caught:
        read(zipped({"Takeout/Mail/data.json": "{}x", "Takeout/a.json": '{"a": 1}'}))
    assert caught.value.hint
    with pytest.raises(SchemaChanged, match="no reviews"):
        read(zipped({"Takeout/a.json": '{"a": 1}'}))


def test_a_workbook_is_told_apart_from_an_archive() -> None:
    with pytest.raises(SchemaChanged, match="workbook"):
        read(zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}))


def test_a_name_that_points_outside_is_rejected_and_nothing_is_written(tmp_path: Path) -> None:
    evil = {"../../outside.json": listing(review(9, "x")), "/etc/reviews.json": listing()}
    page = read(zipped(TAKEOUT | evil))
    assert len(page.rejected) == 2
    assert "r9" not in {item.id for item in page.items}
    assert not page.complete
    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_unpacks_to_far_too_much_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MAX_ARCHIVE", 1000)
    with pytest.raises(Oversized):
        read(zipped({"reviews.json": " " * 10_000}))


def test_an_archive_of_far_too_many_files_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 3)
    with pytest.raises(Oversized):
        read(zipped({f"{number}.json": "{}" for number in range(5)}))


def test_a_damaged_archive_is_a_source_error() -> None:
    body = bytearray(zipped(TAKEOUT))
    with pytest.raises(SchemaChanged, match="damaged"):
        read(bytes(body[: len(body) // 2]))
    body[60:90] = bytes(30)
    page = read(bytes(body))
    assert page.rejected
    assert not page.complete


def test_a_locked_archive_is_a_source_error() -> None:
    body = bytearray(zipped({"reviews.json": listing(review(1, "a"))}))
    for signature, flag_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(signature) + flag_at] |= 1
    with pytest.raises(SchemaChanged, match="password"):
        read(bytes(body))


def test_one_bad_file_in_a_folder_costs_the_others_nothing(tmp_path: Path) -> None:
    files = {"a.csv": "invoice,sum\n1,2\n", "b.csv": "id,text\n1,Good\n", ".hidden.csv": "x"}
    (page,) = walk(unpacked(files, tmp_path))
    assert [item.text for item in page.items] == ["Good"]
    assert [rejected.where for rejected in page.rejected] == ["a.csv"]
