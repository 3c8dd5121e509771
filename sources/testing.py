"""The contract of sources as a test class: subclass it, and pytest proves your adapter.

::

    class TestBakery(SourceContract):
        adapter = Bakery
        cases = Path(__file__).parent / "cases"

``cases`` is a folder of saved payloads, each beside what should be read from it: ``listing.json``
and ``listing.expected.json``. The expected file is what ``goodword source parse bakery
listing.json --json`` prints, once you have checked it by eye; for a payload that must be
refused it is ``{"error": "Blocked"}``. Nothing here needs pytest to be imported.
"""

from __future__ import annotations

import difflib
import json
import mimetypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from math import isfinite
from pathlib import Path
from typing import ClassVar

from monitor.capability import NeedsToken, ReadsRefusals
from monitor.errors import SourceError
from monitor.mention import Item, Precision
from monitor.source import HttpSource, Json, Page, Request, Response, Source, SourceInfo
from sources.kit.anonymise import secret_settings
from sources.kit.damage import BLOCK_PAGE, ECHO, FOREIGN, REFUSALS, cuts, mutations
from sources.kit.offline import without_network
from sources.kit.page_json import page_json
from sources.reading.text import clean

RECEIVED = datetime(2026, 11, 22, 10, 30, 5, tzinfo=UTC)
"""When every saved payload "arrived", and from when "3 weeks ago" counts: pass it as ``--at``."""
EXPECTED = ".expected.json"


class SourceContract:
    """Every promise a source makes. Set ``adapter`` and ``cases``; the rest has defaults.

    ``foreign`` are payloads that must be refused. ``secret`` is a secret that ``source()`` was
    configured with. ``outside_scale`` are ids of items whose rating the site itself put
    outside its scale. ``rounds`` is how many damaged versions of each case are tried.
    """

    adapter: ClassVar[type[Source]]
    cases: ClassVar[Path]
    foreign: ClassVar[tuple[bytes, ...]] = FOREIGN
    secret: ClassVar[str | None] = None
    outside_scale: ClassVar[frozenset[str]] = frozenset()
    rounds: ClassVar[int] = 30

    # What a subclass may say about itself

    def source(self) -> Source:
        """The configured source under test."""
        return self.adapter.offline()

    def request(self) -> Request:
        """The request that the cases answer."""
        source = self.source()
        if isinstance(source, HttpSource):
            return source.request(None)
        return Request("https://shop.example/")

    def response(self, case: Path) -> Response:
        """The saved payload as if it had just arrived."""
        kind, _ = mimetypes.guess_type(case.name)
        headers = {"content-type": kind} if kind else {}
        request = self.request()
        return Response(request, request.url, case.read_bytes(), RECEIVED, headers=headers)

    def entries(self, case: Path) -> int | None:  # noqa: ARG002 - for subclasses
        """How many entries the payload holds, counted in your own way; None: not counted."""
        return None

    # What every source promises

    def test_its_description_is_complete(self) -> None:
        info = self.adapter.info
        assert isinstance(info, SourceInfo), "info must be a SourceInfo"
        assert info.key.replace("_", "").isalnum(), f"{info.key!r} is no plain name"
        assert info.key == info.key.lower(), f"{info.key!r} must be in lower case"
        assert info.title, "owners need a title"
        assert info.summary, "owners need a summary"
        assert info.kinds, "reviews, mentions or both?"
        assert timedelta(0) < info.min_interval <= info.every, (
            "every must not undercut min_interval"
        )

    def test_each_case_reads_as_expected(self) -> None:
        for case in self._cases():
            expected = json.loads(_expected(case).read_text(encoding="utf-8"))
            found = self._outcome(case)
            assert found == expected, (
                f"{case.name} reads otherwise:\n{_difference(expected, found)}"
            )

    def test_reading_twice_gives_the_same_page(self) -> None:
        for case, page in self._pages():
            again = self.source().parse(self.response(case))
            assert page == again, f"{case.name}: same payload, another page"

    def test_ids_are_unique_and_do_not_depend_on_the_hour(self) -> None:
        for case, page in self._pages():
            ids = [item.id for item in page.items]
            assert len(set(ids)) == len(ids), f"{case.name}: two items share an id"
            later = replace(self.response(case), received_at=RECEIVED + timedelta(hours=7))
            ids_later = [item.id for item in self.source().parse(later).items]
            assert ids == ids_later, f"{case.name}: ids change with the time of reading"

    def test_times_are_in_utc_and_say_how_exact_they_are(self) -> None:
        for case, item in self._items():
            where = f"{case.name}, item {item.id}"
            for moment in (item.published_at, item.updated_at):
                if moment is not None:
                    assert moment.utcoffset() == timedelta(0), f"{where}: not in UTC"
                    assert moment != RECEIVED, f"{where}: the time of reading is nobody's date"
            if item.published_at and item.precision in (Precision.DAY, Precision.MONTH):
                assert item.published_at.time() == time(12), f"{where}: a day is kept as noon"
            if item.published_at and item.precision is Precision.MONTH:
                assert item.published_at.day == 1, f"{where}: a month is kept as its first day"

    def test_ratings_lie_within_their_scale(self) -> None:
        for case, item in self._items():
            if item.rating is not None and item.id not in self.outside_scale:
                where = f"{case.name}, item {item.id}: {item.rating}"
                assert isfinite(item.rating.value), where
                assert item.rating.normalised is not None, f"{where} is outside its scale"

    def test_words_are_plain_and_links_are_web_links(self) -> None:
        for case, item in self._items():
            where = f"{case.name}, item {item.id}"
            for words in (item.title, item.text, item.author.name, item.about):
                assert words is None or clean(words) == words, f"{where}: {words!r} is not clean"
            for url in (item.url, item.author.url):
                assert url is None or url.startswith(("http://", "https://")), f"{where}: {url}"

    def test_every_entry_is_read_or_rejected(self) -> None:
        for case, page in self._pages():
            entries = self.entries(case)
            read = len(page.items) + len(page.rejected)
            assert entries in (None, read), f"{case.name}: {entries} entries, {read} accounted for"
            assert all(rejected.why for rejected in page.rejected), f"{case.name}: rejected why?"

    def test_a_walk_does_not_turn_on_the_spot(self) -> None:
        for case, page in self._pages():
            response = self.response(case)
            assert page.next != response.request, f"{case.name}: next is the page itself"
            assert page.next is None or not page.complete, f"{case.name}: complete, yet goes on"

    def test_cursors_and_notes_survive_storage(self) -> None:
        for case, page in self._pages():
            for kept in (page.resume, dict(page.next.notes) if page.next else None):
                assert json.loads(json.dumps(kept)) == kept, f"{case.name}: {kept} is no plain JSON"
            source = self.source()
            if isinstance(source, HttpSource) and page.resume is not None:
                stored = json.loads(json.dumps(page.resume))
                assert source.request(stored) == source.request(stored), "request must be pure"

    def test_a_block_page_is_not_taken_for_silence(self) -> None:
        self._refuses(self._answer(BLOCK_PAGE))

    def test_answers_of_another_kind_are_refused(self) -> None:
        for response in self._foreign():
            self._refuses(response)

    def test_a_payload_that_breaks_off_invents_nothing(self) -> None:
        for case, page in self._pages():
            known = {item.id for item in page.items}
            response = self.response(case)
            for body in cuts(response.body):
                read = self._read_or_refuse(replace(response, body=body))
                if read is not None and not any(item.synthetic for item in read.items):
                    strange = {item.id for item in read.items} - known
                    assert not strange, f"{case.name} cut short shows {strange}"

    def test_damage_raises_source_errors_only(self) -> None:
        for response in (*map(self.response, self._cases()), *self._foreign()):
            for body in mutations(response.body, self.rounds):
                self._read_or_refuse(replace(response, body=body))

    def test_secrets_and_reviews_stay_out_of_messages(self) -> None:
        source = self.source()
        if self.secret is not None:
            shown = f"{source!r} {source} {source.settings!r} {source.settings}"
            assert self.secret not in shown, "the secret shows in repr"
        for response in self._foreign():
            assert (self.secret or "\0") not in self._complaint(response), "a secret in an error"
        for case, page in self._pages():
            private = {item.text for item in page.items if item.text and len(item.text) > 20}
            response = self.response(case)
            for body in cuts(response.body):
                message = self._complaint(replace(response, body=body))
                assert not any(text in message for text in private), "a review in an error"

    def test_refusals_and_tokens_are_read_without_quoting_them(self) -> None:
        source, request = self.source(), self.request()
        for body in REFUSALS:
            if isinstance(source, ReadsRefusals):
                for status in (400, 401, 403, 404, 429, 500):
                    error = _raised(partial(source.refusal, status, {}, body))
                    assert ECHO not in error, "a refusal is quoted in an error"
            if isinstance(source, NeedsToken):
                answer = Response(request, request.url, body, RECEIVED)
                error = _raised(partial(source.parse_token, answer))
                assert ECHO not in error, "a token's answer is quoted in an error"

    # How it is done

    def _cases(self) -> list[Path]:
        found = [
            path
            for path in sorted(self.cases.iterdir())
            if path.is_file() and not path.name.endswith(EXPECTED)
        ]
        assert found, f"no cases in {self.cases.name}: save a payload there"
        missing = [case.name for case in found if not _expected(case).exists()]
        assert not missing, f"no {EXPECTED} beside {', '.join(missing)}"
        return found

    def _outcome(self, case: Path) -> Mapping[str, Json]:
        try:
            secrets = secret_settings(self.source().settings)
            return page_json(self._parse(self.response(case)), secrets)
        except SourceError as error:
            return {"error": type(error).__name__}

    def _pages(self) -> Iterator[tuple[Path, Page]]:
        """The cases that are pages, not refusals."""
        for case in self._cases():
            if "error" not in json.loads(_expected(case).read_text(encoding="utf-8")):
                yield case, self._parse(self.response(case))

    def _items(self) -> Iterator[tuple[Path, Item]]:
        for case, page in self._pages():
            for item in page.items:
                yield case, item

    def _parse(self, response: Response) -> Page:
        with without_network():
            return self.source().parse(response)

    def _read_or_refuse(self, response: Response) -> Page | None:
        try:
            return self._parse(response)
        except SourceError:
            return None

    def _answer(self, body: bytes) -> Response:
        request = self.request()
        return Response(request, request.url, body, RECEIVED)

    def _foreign(self) -> list[Response]:
        return [self._answer(body) for body in self.foreign]

    def _refuses(self, response: Response) -> None:
        page = self._read_or_refuse(response)
        shown = response.body[:60]
        assert page is None, f"{shown!r} was taken for a page; raise Blocked or SchemaChanged"

    def _complaint(self, response: Response) -> str:
        try:
            self._parse(response)
        except SourceError as error:
            return f"{error!r} {error} {error.hint}"
        return ""


def _raised(read: Callable[[], object]) -> str:
    """What ``read`` says when it raises or returns an error; only SourceError is allowed."""
    try:
        found = read()
    except SourceError as error:
        found = error
    return f"{found} {found.hint}" if isinstance(found, SourceError) else ""


def _expected(case: Path) -> Path:
    return case.with_name(case.name.partition(".")[0] + EXPECTED)


def _difference(expected: object, found: object) -> str:
    before, after = (
        json.dumps(value, indent=2, ensure_ascii=False).splitlines() for value in (expected, found)
    )
    return "\n".join(difflib.unified_diff(before, after, "expected", "found", lineterm=""))
