"""What headings mean, in which encoding they are written, and cells that are formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.exports.columns import (
    EXPORT_COLUMNS,
    FIELDS,
    OWN_FIELDS,
    Tool,
    find_columns,
    recognised,
)
from sources.reading.encoding import guess_encoding
from sources.reading.formula import guard, linked, shown, unguard


@pytest.mark.parametrize(
    "headers",
    [
        "reviewer_name,star_rating,comment,create_time,reply_comment",
        "Author;Stars;Review;Date;Owner answer".replace(";", ","),
        "Nimi,Tähdet,Palaute,Päivämäärä,Vastaus",
        "Имя,Оценка,Отзыв,Дата,Ответ",
        "Аты,Баға,Пікір,Күні,Жауап",
        "Nume,Notă,Recenzie,Data,Răspuns",
        "NUME,NOTA,RECENZIE,DATA,RASPUNS",
        "שם,דירוג,ביקורת,תאריך,תשובה",
    ],
)
def test_headings_are_understood_in_every_language(headers: str) -> None:
    names = headers.split(",")
    found = find_columns(names, {}).named
    fields = ("author", "rating", "text", "published_at", "reply")
    assert [found.get(field) for field in fields] == names


def test_one_column_has_one_meaning() -> None:
    named = find_columns(["name", "review", "rating"], {}).named
    assert sorted(named.values()) == ["name", "rating", "review"]


def test_goodwords_own_columns_are_known_as_such() -> None:
    assert find_columns(EXPORT_COLUMNS, {}).tool is Tool.GOODWORD
    assert set(find_columns(EXPORT_COLUMNS, {}).named) <= {*FIELDS, *OWN_FIELDS}


def test_the_name_in_an_outscraper_export_is_that_of_the_place() -> None:
    named = find_columns(["name", "author_title", "review_rating", "review_text"], {}).named
    assert (named["author"], named["about"]) == ("author_title", "name")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("שם,ציון,טקסט\nאבי,1,נורא\n", "cp1255"),
        ("имя;оценка;текст\nА;1;Ужас\n", "cp1251"),
        ("nimi;tähdet;arvostelu\nÅsa;1;Älkää menkö\n", "cp1252"),
        ("nume;stele;recenzie\nŞtefan;2;Nu mi-a plăcut\n", "cp1250"),
        ("Отзыв;Оценка\n", "utf-8"),
        ("plain;text\n", "utf-8"),
    ],
)
def test_the_encoding_is_the_one_in_which_the_headings_read(text: str, encoding: str) -> None:
    found = guess_encoding(
        text.encode(encoding),
        lambda reading: recognised(reading.split("\n")[0].replace(",", ";").split(";")),
    )
    assert found == encoding


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_known_by_its_mark_or_its_zeros(encoding: str) -> None:
    body = "text,stars\nok,5\n".encode(encoding)
    assert body.decode(guess_encoding(body, lambda _text: 0)) == "text,stars\nok,5\n"


@given(st.text())
def test_a_guarded_cell_comes_back_as_it_was(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@given(st.sampled_from("=+-@\t\r"), st.text())
def test_no_guarded_cell_is_a_formula(start: str, rest: str) -> None:
    assert guard(start + rest).startswith("'")


@pytest.mark.parametrize(
    ("cell", "words", "address"),
    [
        ('=HYPERLINK("https://a.example","Nice")', "Nice", "https://a.example"),
        (
            '=hyperlink( "https://a.example" ; "He said ""no""" )',
            'He said "no"',
            "https://a.example",
        ),
        ('=HYPERLINK("https://a.example")', "https://a.example", "https://a.example"),
        ('="0123"', "0123", "0123"),
        ("'=1+1", "=1+1", "=1+1"),
        ("'tis good", "'tis good", "'tis good"),
        ("=1+1", "=1+1", "=1+1"),
    ],
)
def test_cells_show_what_a_spreadsheet_shows(cell: str, words: str, address: str) -> None:
    assert (shown(cell), linked(cell)) == (words, address)
