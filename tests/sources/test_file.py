"""The file source: every kind of export, read to the letter, and only when it has changed."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monitor.errors import NotConfigured, SchemaChanged, SourceError, TargetNotFound
from monitor.mention import Item, Kind, Precision
from monitor.source import Cursor, Page, Request, Response
from sources.file import PAGE_ROWS, File, FileSettings
from sources.testing import RECEIVED, SourceContract

DATA = Path(__file__).parents[1] / "data" / "file"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


class TestFile(SourceContract):
    """Every promise of a source, over an export of each kind."""

    adapter = File
    cases = DATA

    def response(self, case: Path) -> Response:
        address = f"file:///exports/{case.name}"
        return replace(super().response(case), request=Request(address), url=address)


def source(path: Path, **changes: object) -> File:
    return File(FileSettings.model_validate({"path": path} | changes))


def walk(path: Path, cursor: Cursor | None = None, /, **changes: object) -> list[Page]:
    return list(source(path, **changes).pages(cursor, NOW))


def items(path: Path, **changes: object) -> list[Item]:
    return [item for page in walk(path, None, **changes) for item in page.items]


def read(body: bytes, name: str = "export.csv", **changes: object) -> Page:
    address = f"file:///{name}"
    return source(Path(name), **changes).parse(Response(Request(address), address, body, RECEIVED))


def resume(pages: list[Page]) -> Cursor:
    cursor = pages[-1].resume
    assert cursor is not None
    return cursor


def table(rows: int) -> str:
    return "id,author,stars,text,date\n" + "".join(
        f"{number},Anna,5,Good,2026-01-02\n" for number in range(rows)
    )


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(table(3))
    first = walk(path)
    assert walk(path, resume(first)) == [Page(not_modified=True)]


def test_a_copy_with_another_date_is_not_taken_for_news(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(table(3))
    first = walk(path)
    os.utime(path, (1, 1))
    (again,) = walk(path, resume(first))
    assert again.not_modified
    assert walk(path, resume([again])) == [Page(not_modified=True)]


def test_a_changed_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(table(3))
    first = walk(path)
    path.write_text(table(4))
    assert len(walk(path, resume(first))[0].items) == 4


def test_other_settings_read_the_same_file_anew(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(table(3))
    (page,) = walk(path, resume(walk(path)), kind="mention")
    assert {item.kind for item in page.items} == {Kind.MENTION}


def test_a_long_table_comes_in_pages_and_the_cursor_with_the_last(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(table(2 * PAGE_ROWS + 1))
    pages = walk(path)
    assert [len(page.items) for page in pages] == [PAGE_ROWS, PAGE_ROWS, 1]
    assert [page.resume is None for page in pages] == [True, True, False]


def test_a_table_is_never_taken_for_a_complete_listing(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(table(3))
    assert not any(page.complete for page in walk(path))


def test_a_missing_file_asks_the_owner(tmp_path: Path) -> None:
    with pytest.raises(TargetNotFound):
        walk(tmp_path / "reviews.csv")


def test_an_empty_folder_waits_for_an_export(tmp_path: Path) -> None:
    with pytest.raises(TargetNotFound, match="no export"):
        walk(tmp_path)


def test_columns_named_by_hand_win(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Who;What they say;Text\nAnna;Nice place;internal note\n")
    (item,) = items(path, columns={"text": "what they SAY", "author": "Who"})
    assert (item.author.name, item.text) == ("Anna", "Nice place")


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(table(1))
    with pytest.raises(NotConfigured, match='"Kommentti"'):
        walk(path, columns={"text": "Kommentti"})


def test_headings_that_say_nothing_are_refused_without_repeating_them() -> None:
    with pytest.raises(SchemaChanged) as caught:
        read(b"Anna,Terrible soup\nBo,Nice\n")
    assert "soup" not in f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize(
    "wrong", [{"columns": {"txt": "a"}}, {"zone": "Mars/Base"}, {"encoding": "klingon"}]
)
def test_a_setting_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FileSettings.model_validate({"path": "x"} | wrong)


def test_times_without_a_zone_are_read_in_the_given_one() -> None:
    (item,) = read(b"text,date\nGood,2026-07-01 12:00\n", zone="Europe/Helsinki").items
    assert item.published_at == datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_a_day_above_twelve_shows_that_months_come_first() -> None:
    american = read(b"text,date\na,05/06/2024\nb,10/24/2024\n").items
    european = read(b"text,date\na,05/06/2024\nb,24/10/2024\n").items
    assert [item.published_at and item.published_at.month for item in american] == [5, 10]
    assert [item.published_at and item.published_at.month for item in european] == [6, 10]


def test_an_unreadable_date_costs_the_date_and_not_the_review() -> None:
    (item,) = read(b"text,date\nGood,one fine day\n").items
    assert (item.published_at, item.precision) == (None, Precision.UNKNOWN)


def test_formula_cells_are_shown_as_the_spreadsheet_shows_them() -> None:
    body = 'text,link\n"=HYPERLINK(""https://x.example/1"";""Nice """"place"""""")",'
    body += '"=HYPERLINK(""https://x.example/2"",""open"")"\n\'=1+1,\n"=""007""",\n'
    first, second, third = read(body.encode()).items
    assert (first.text, first.url) == ('Nice "place"', "https://x.example/2")
    assert (second.text, third.text) == ("=1+1", "007")


def test_an_apostrophe_in_json_is_the_reviewers_own() -> None:
    (item,) = read(b'{"id": "1", "text": "\'-)"}', "reviews.jsonl").items
    assert item.text == "'-)"


def test_a_name_that_is_an_address_or_a_number_is_not_kept() -> None:
    body = b"author,text\nanna@example.com,a\n+358 40 123 4567,b\nAnna,c\n"
    assert [item.author.name for item in read(body).items] == [None, None, "Anna"]


def test_bare_stars_of_nobody_are_counted_apart_and_stay_so() -> None:
    before = read(b"author,stars,date\n,4,2026-01-02\n,4,2026-01-02\n").items
    after = read(b"author,stars,date\n,5,2026-01-03\n,4,2026-01-02\n,4,2026-01-02\n").items
    assert len({item.id for item in before}) == 2
    assert {item.id for item in before} <= {item.id for item in after}


def test_one_bad_byte_in_a_long_table_spoils_one_letter_only() -> None:
    body = table(5000).encode() + "9,Äiti,5,Hyvää,2026-01-02\n".encode() + b"10,B\xff,4,ok,\n"
    page = read(body)
    assert [item.author.name for item in page.items[-2:]] == ["Äiti", "B\ufffd"]


def test_a_missing_quotation_mark_costs_few_rows() -> None:
    body = b'id,text\n1,Good\n2,"Bad\n' + b"".join(b"%d,Fine\n" % n for n in range(3, 40_000))
    page = read(body)
    assert page.rejected
    assert page.items[0].text == "Good"
    assert len(page.items) > 20_000


def test_a_row_that_breaks_off_is_rejected() -> None:
    page = read(b"id,author,text\n1,Anna,Good\n2,B")
    assert [item.id for item in page.items] == ["1"]
    assert page.rejected[0].where == "line 3"


def test_a_line_of_json_without_end_is_passed_over() -> None:
    body = b'{"id":"1","text":"a"}\n{"id":"2","text":"' + b"x" * 3_000_000
    body += b'"}\n{"id":"3","text":"c"}\n'
    page = read(body, "reviews.jsonl")
    assert [item.id for item in page.items] == ["1", "3"]
    assert page.rejected[0].where == "line 2"


def test_an_export_of_goodword_keeps_its_key_and_its_precision() -> None:
    page = read((DATA / "goodword_export.csv").read_bytes())
    assert [item.precision for item in page.items] == ["instant", "day", "unknown"]
    assert page.items[2].dedupe_key == "google:" + page.items[2].id.removeprefix("google/")
    lines = read((DATA / "goodword_export_lines.jsonl").read_bytes(), "export.jsonl")
    assert lines.items == page.items


def test_known_exports_carry_googles_own_key() -> None:
    for name in ("outscraper.csv", "saved_takeout.csv", "takeout_page.json"):
        for item in read((DATA / name).read_bytes(), name).items:
            assert item.dedupe_key == f"google:{item.id}"


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["x.csv", "x.jsonl", "x.json", "x.zip", "x"]),
    st.sampled_from([b"", b"text,stars\n", b'{"text":"a"}\n', b'[{"text":', b"PK\x03\x04", b"{"]),
)
def test_any_bytes_are_a_page_or_a_source_error(junk: bytes, name: str, opening: bytes) -> None:
    try:
        page = read(opening + junk, name)
    except SourceError:
        return
    assert all(isinstance(item, Item) for item in page.items)


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_whatever_is_written_as_a_table_is_read_back(texts: list[str], delimiter: str) -> None:
    import csv
    import io

    from sources.reading.formula import guard
    from sources.reading.text import clean

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["source", "id", "kind", "text", "dedupe_key"])
    writer.writerows(["s", str(n), "review", guard(text), ""] for n, text in enumerate(texts))
    found = {item.id: item.text for item in read(out.getvalue().encode()).items}
    assert found == {f"s/{n}": clean(text) for n, text in enumerate(texts) if clean(text)}
