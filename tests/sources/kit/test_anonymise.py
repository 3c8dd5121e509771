"""A recorded answer tells nothing about anybody."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import HttpUrl, SecretStr

from monitor.mention import Author, Item, Kind
from monitor.source import Page, Request, SourceSettings
from sources.kit.anonymise import anonymised, secrets_of


class Settings(SourceSettings):
    url: HttpUrl
    token: SecretStr


def page(*names: str) -> Page:
    return Page(tuple(Item(str(n), Kind.REVIEW, Author(name)) for n, name in enumerate(names)))


def test_names_go_in_every_spelling_a_payload_has_for_them() -> None:
    body = b'{"a": "Zo\\u00eb O\'Neil", "b": "Zo\xc3\xab O\'Neil", "c": "Zo\xc3\xab O&#x27;Neil"}'
    assert anonymised(body, page("Zoë O'Neil"), []).count(b"Person 1") == 3


def test_a_name_that_holds_another_goes_first() -> None:
    assert anonymised(b"Ann Lee and Ann", page("Ann", "Ann Lee"), []) == b"Person 1 and Person 2"


def test_mails_phones_and_secrets_go() -> None:
    body = b"ann@mail.co.uk, +358 40 123 4567, (03) no, key=s3cr3t-k3y"
    assert anonymised(body, page(), ["s3cr3t-k3y"]) == (
        b"person@mail.example, +000 00 000 0000, (03) no, key=SECRET"
    )


def test_dates_and_numbers_that_are_no_phones_stay() -> None:
    body = b'{"at": "2026-11-02T09:00:00Z", "day": "2026-11-02", "id": 1234567890, "v": "1.2.3.4"}'
    assert anonymised(body, page(), []) == body


def test_secrets_are_found_in_settings_headers_and_basic_auth() -> None:
    settings = Settings(url=HttpUrl("https://a.example"), token=SecretStr("the-token"))
    request = Request("https://a.example", headers={"X-Key": "header-key"}, auth=("me", "password"))
    assert set(secrets_of(settings, request)) == {"the-token", "header-key", "password"}


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=9, max_size=30))
@example("00000000\\")
def test_no_name_is_left_in_a_payload_however_it_is_written(name: str) -> None:
    for escaped in (True, False):
        body = json.dumps(["before", name, "after"], ensure_ascii=escaped).encode()
        assert json.loads(anonymised(body, page(name), []))[1] == "Person 1"
