"""Saved Trustpilot pages: the contract, the page's two tellings, files and folders."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import ValidationError

from monitor.errors import ConfigError, SchemaChanged, TargetNotFound
from monitor.mention import State
from monitor.source import Cursor, Page, Request, Response
from sources.registry import build
from sources.testing import SourceContract
from sources.trustpilot_page import TrustpilotPage, TrustpilotPageSettings

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "data" / "trustpilot_page"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "trustpilot"


class TestTrustpilotPageContract(SourceContract):
    adapter = TrustpilotPage
    cases: ClassVar[Path] = CASES
    rounds = 30


def read(name: str) -> Page:
    body = (CASES / name).read_bytes()
    return TrustpilotPage.offline().parse(Response(Request("file:///p"), "file:///p", body, NOW))


def walk(path: Path, cursor: Cursor | None = None) -> list[Page]:
    return list(TrustpilotPage(TrustpilotPageSettings(path=path)).pages(cursor, NOW))


def saved(folder: Path, name: str, saved_at: int, *, text: str | None = None) -> Path:
    """A copy of the saved page, written at ``saved_at``, its first review reworded."""
    page = (CASES / "saved.html").read_text(encoding="utf-8")
    target = folder / name
    target.write_text(page.replace("Fresh bread.", text or "Fresh bread."), encoding="utf-8")
    os.utime(target, (saved_at, saved_at))
    return target


def test_the_page_and_its_data_alone_read_the_same() -> None:
    assert read("saved.html") == read("next_data.json")


def test_markup_gives_a_review_the_same_id_and_words() -> None:
    by_data, by_markup = read("saved.html").items[0], read("markup_only.html").items[0]
    assert by_markup.dedupe_key == by_data.dedupe_key == f"trustpilot:{by_data.id}"
    assert by_markup.content_hash == by_data.content_hash
    assert (by_markup.url, by_markup.published_at) == (by_data.url, by_data.published_at)


def test_pending_and_filtered_reviews_are_not_public() -> None:
    states = [item.state for item in read("next_data.json").items]
    assert states == [State.VISIBLE, State.VISIBLE, State.PENDING, State.HIDDEN]


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    file = saved(tmp_path, "page.html", 1_790_000_000)
    [page] = walk(file)
    assert len(page.items) == 4
    [again] = walk(file, page.resume)
    assert again.not_modified
    os.utime(file, (1_790_000_001, 1_790_000_001))
    assert len(walk(file, page.resume)[0].items) == 4


def test_in_a_folder_the_latest_page_tells_how_a_review_is_now(tmp_path: Path) -> None:
    saved(tmp_path, "a_new.html", 1_790_000_500, text="Stale bread.")
    saved(tmp_path, "b_old.html", 1_790_000_000)
    shutil.copy(CASES / "saved.html", tmp_path / "picture.png")
    pages = walk(tmp_path)
    texts = [item.text for page in pages for item in page.items if item.text]
    assert texts[0] == "Stale bread.\nKind people."
    assert "Fresh bread.\nKind people." not in texts[:1]
    assert len({item.id for page in pages for item in page.items}) == len(
        [item for page in pages for item in page.items]
    )
    assert [page.resume is None for page in pages] == [True, False]
    assert [page.aggregate is None for page in pages] == [False, True]


@pytest.mark.parametrize("setting", ["path", "url"])
def test_an_address_is_refused_with_what_to_do_instead(setting: str) -> None:
    table = {setting: "https://www.trustpilot.com/review/dom.example"}
    with pytest.raises(ValidationError, match="save it"):
        TrustpilotPageSettings.model_validate(table)
    with pytest.raises(ConfigError, match="save it"):
        build("trust", {"type": "trustpilot_page", **table})


def test_what_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(TargetNotFound, match="not there"):
        walk(tmp_path / "gone.html")
    with pytest.raises(TargetNotFound, match="no saved page"):
        walk(tmp_path)


def test_a_page_of_another_site_points_to_saving_the_right_one(tmp_path: Path) -> None:
    target = tmp_path / "other.html"
    target.write_bytes((CASES / "other_site.html").read_bytes())
    with pytest.raises(SchemaChanged) as caught:
        walk(target)
    assert "save it" in caught.value.hint


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_recorded_page() -> None:
    body = (RECORDINGS / "consumer_page_next_data.json").read_bytes()
    page = TrustpilotPage.offline().parse(Response(Request("file:///p"), "file:///p", body, NOW))
    assert len(page.items) == 20
    assert page.rejected == ()
    assert page.aggregate is not None
    assert (page.aggregate.count, page.aggregate.average) == (43, 4.6)
    assert all(item.published_at and item.rating and item.text for item in page.items)
