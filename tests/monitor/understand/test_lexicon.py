"""The word lists are data; what is wrong in them is found here, not by an owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

import pytest

from monitor.understand import lexicon
from monitor.understand.manners import Cue
from monitor.understand.passage import prepare
from monitor.understand.term import spoken
from monitor.verdict import ASPECTS, CameFor, Suspect, Urgency

SIX = {"en", "fi", "he", "kk", "ro", "ru"}

Table = Mapping[str, object]


def lists() -> Iterator[tuple[str, str]]:
    """Every list of terms, with a name to find it by."""
    for code, table in lexicon.read("urgency").items():
        for name, listed in table.items():
            yield f"{code}/urgency {name}", str(listed)
    for code, table in lexicon.read("aspects").items():
        groups = {"whole": table["whole"], **cast("Table", table["aspects"])}
        for aspect, by_sign in groups.items():
            for sign, listed in cast("Table", by_sign).items():
                yield f"{code}/aspects {aspect} {sign}", str(listed)
        for sign, listed in cast("Table", table.get("feelings", {})).items():
            yield f"{code}/aspects feelings {sign}", str(listed)
    for code, table in lexicon.read("lost").items():
        for name, listed in table.items():
            yield f"{code}/lost {name}", str(listed)
    for code, table in lexicon.read("questions").items():
        for name, listed in table.items():
            yield f"{code}/questions {name}", str(listed)
    for code, table in lexicon.read("manners").items():
        manners = (table, cast("Table", table["came_for"]), cast("Table", table["suspect"]))
        for lists_ in manners:
            for name, listed in lists_.items():
                if isinstance(listed, str) and listed.strip():
                    yield f"{code}/manners {name}", listed
    for code, table in lexicon.read("people").items():
        for group in ("customer", "staff"):
            for name, listed in cast("Table", table[group]).items():
                if str(listed).strip():
                    yield f"{code}/people {name}", str(listed)


@pytest.mark.parametrize(("name", "listed"), list(lists()))
def test_every_term_can_be_met_in_a_text_and_stands_once(name: str, listed: str) -> None:
    terms = lexicon.terms(listed)
    assert terms
    assert [term for term, count in Counter(terms).items() if count > 1] == []
    for phrase in (phrase for term in terms for phrase in spoken(term)):
        numbered = phrase.replace("##", "7").replace("#", "7")
        plain = numbered.replace(" * ", " any ").replace("*", "")
        met = [word.form for word in prepare(plain).words]
        assert met == plain.split(), f"{phrase!r} would be cut as {met}"


@pytest.mark.parametrize("code", list(lexicon.read("aspects")))
def test_each_language_names_all_the_aspects_and_no_others(code: str) -> None:
    assert set(cast("Table", lexicon.read("aspects")[code]["aspects"])) == set(ASPECTS)


@pytest.mark.parametrize("code", list(lexicon.read("urgency")))
def test_each_language_has_words_for_every_urgent_matter(code: str) -> None:
    assert set(lexicon.read("urgency")[code]) | {Urgency.NONE} == set(Urgency)


@pytest.mark.parametrize("code", list(lexicon.read("manners")))
def test_each_language_lists_the_same_manners(code: str) -> None:
    table = lexicon.read("manners")[code]
    assert set(table) == {*map(str, Cue), "came_for", "suspect"}
    assert set(cast("Table", table["came_for"])) == set(CameFor) - {CameFor.UNKNOWN}
    assert set(cast("Table", table["suspect"])) == set(Suspect) - {Suspect.NONE}


def test_the_six_languages_have_words_for_what_is_urgent() -> None:
    assert set(lexicon.read("urgency")) >= SIX


def test_every_language_says_its_name_its_script_and_its_small_words() -> None:
    for code, table in lexicon.read("language").items():
        assert len(code) == 2
        assert table["name"]
        assert table["script"] in {"latin", "cyrillic", "arabic"}
        words = str(table["words"]).split()
        assert len(words) > 10
        assert all(word == word.lower() for word in words)


def test_terms_are_parted_by_commas_and_line_breaks() -> None:
    assert lexicon.terms("a b,\n c-d* ,,\n") == ["a b", "c d*"]
