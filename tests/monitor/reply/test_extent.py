"""A finding reaches over its whole sentence and over nothing beside it."""

from __future__ import annotations

import pytest

from monitor.draft import Finding
from monitor.reply.review import Review
from monitor.reply.tone import lint

REVIEW = Review(1, "The soup was cold and the waiter rude.", "Ana")
BLAME = "you should have read the sign"


def first(text: str, lang: str = "en", review: Review = REVIEW) -> Finding:
    return lint(text, lang=lang, review=review)[0]


def mended(text: str, lang: str = "en") -> str:
    found = first(text, lang)
    return f"{text[: found.start]}{found.rewrite}{text[found.end :]}"


@pytest.mark.parametrize(
    "greeting",
    ["Hello Ana,", "Dear friend,", "Good evening,", "Hi Ana!", "Hello.", "Hello, Ana,", "Ana,"],
)
def test_the_greeting_stays(greeting: str) -> None:
    found = first(f"{greeting} {BLAME}. See you. Kit")
    assert found.start == len(greeting) + 1
    assert mended(f"{greeting} {BLAME}.").startswith(f"{greeting} ")


@pytest.mark.parametrize(
    ("lang", "text", "greeting"),
    [
        ("fi", "Hei Ana, olisit voinut lukea lapun.", "Hei Ana, "),
        ("de", "Guten Tag, Sie hätten das Schild lesen müssen.", "Guten Tag, "),
        ("es", "Hola, Ana, usted debería haber leído el cartel.", "Hola, Ana, "),
        ("ru", "Здравствуйте, надо было читать табличку.", "Здравствуйте, "),
    ],
)
def test_in_other_languages_too(lang: str, text: str, greeting: str) -> None:
    assert first(text, lang).start == len(greeting)


def test_what_is_wrong_with_the_greeting_itself_is_shown_there() -> None:
    text = "Dear liar, the soup was fine."
    found = [one for one in lint(text, lang="en", review=REVIEW) if one.move == "insult"]
    assert all(one.start == 0 for one in found)


def test_the_signature_stays() -> None:
    assert mended(f"{BLAME.capitalize()}.\n\nKit Moor, owner").endswith(".\n\nKit Moor, owner")
    assert mended(f"{BLAME.capitalize()}. Kit, owner").endswith(". Kit, owner")
    long = f"{BLAME.capitalize()}. and then it went on and on and on without an end"
    assert first(long).end == len(BLAME) + 1


def test_after_a_comma_the_better_sentence_begins_small() -> None:
    said = mended(f"Hello Ana, {BLAME}.")
    assert said == "Hello Ana, we should have made that clearer."
    assert "Ana, I " in mended("Hello Ana, I am sorry if you were offended.")


def test_thanks_before_a_but_are_kept_and_the_but_goes() -> None:
    said = mended(f"Thank you for telling us, but {BLAME}.")
    assert said == "Thank you for telling us. We should have made that clearer."


def test_mocking_thanks_are_not_kept() -> None:
    assert "wise" not in mended("Thank you, oh wise critic, for judging us by one soup.")


def test_endless_thanks_are_not_kept() -> None:
    long = f"Thank you for {'such ' * 14}words, but {BLAME}."
    assert mended(long) == "We should have made that clearer."


def test_an_apology_between_two_sentences_that_argue_is_not_lost() -> None:
    text = (
        "Our kitchen won a prize. I apologise. The cook has thirty years of practice in the best "
        "houses of this town, and the prize hangs in the hall. Kit, owner"
    )
    assert "I apologise." in mended(text)
    assert mended(text).endswith("Kit, owner")
