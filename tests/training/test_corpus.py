"""Which texts train, and as what."""

from __future__ import annotations

from pathlib import Path

import pytest

from training import corpus

HEADER = "text\tlabel\tstars\tsource\n"


def test_texts_are_read_once_each_with_their_label(tmp_path: Path) -> None:
    good, bad = "Hyvä\tpositive\t\tx\n", "Huono\tnegative\t\tx\n"
    rows = f"{good}{good}{bad}\tneutral\t\tx\n?\todd\t\tx\n"
    (tmp_path / "fi.films.tsv").write_text(HEADER + rows, encoding="utf-8")
    (found,) = corpus.read(tmp_path)
    assert (found.name, found.lang) == ("fi.films", "fi")
    assert found.rows == (("Hyvä", 2), ("Huono", 0))
    assert found.binary


def test_rows_that_stem_from_restricted_corpora_do_not_train(tmp_path: Path) -> None:
    rows = "A\tpositive\t\tmabsa_hotel\nB\tnegative\t\tmabsa_food\n"
    (tmp_path / "en.mabsa.tsv").write_text(HEADER + rows, encoding="utf-8")
    (found,) = corpus.read(tmp_path)
    assert found.rows == (("B", 0),)


@pytest.mark.parametrize("lang", ["en", "fi", "he", "kk", "ro", "ru"])
def test_every_first_language_has_sentences_of_all_labels_that_can_be_held_out(lang: str) -> None:
    def of(found: list[corpus.DataSet]) -> list[tuple[str, int]]:
        return [row for each in found if each.lang == lang for row in each.rows]

    every, trains, held = (of(corpus.own(held=held)) for held in (None, False, True))
    assert {label for _, label in every} == {0, 1, 2}
    assert sorted(trains + held) == sorted(every)
    assert held
    assert {label for _, label in of(corpus.plain())} == {1}


def test_posts_of_our_own_teach_the_ear_for_what_is_not_of_shops(tmp_path: Path) -> None:
    (tmp_path / "ru.tsv").write_text("-1\tbank\tОчередь\n1\tfilm\tДивно\n", encoding="utf-8")
    (found,) = corpus.posts(tmp_path)
    assert found.rows == (("Очередь", 0), ("Дивно", 2))
    assert found.public
    assert not found.own
    assert {each.lang for each in corpus.posts()} >= {"en", "fi", "he", "kk", "ru"}


def test_the_word_lists_train_too_without_their_signs() -> None:
    (english,) = (each for each in corpus.terms() if each.lang == "en")
    rows = dict(english.rows)
    assert rows["out of date"] == 0
    assert not any("*" in term or "#" in term for term in rows)


def test_only_sets_free_without_reserve_are_left_where_that_is_asked(tmp_path: Path) -> None:
    (tmp_path / "MANIFEST.tsv").write_text(
        "file\tlang\tuse\nen.a.tsv\ten\ttrain\nen.b.tsv\ten\ttrain-with-care\n", encoding="utf-8"
    )
    sets = [corpus.DataSet(name, "en", (("x", 0),)) for name in ("en.a", "en.b")]
    assert [each.name for each in corpus.free(sets, tmp_path)] == ["en.a"]
