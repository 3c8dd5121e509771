"""One live answer saved as a fixture, beside what the adapter reads from it."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import replace
from pathlib import Path

from monitor.errors import NotConfigured, SourceError
from monitor.source import Fetch, HttpSource, Source
from sources.kit.anonymise import anonymised, secrets_of
from sources.kit.page_json import page_json
from sources.testing import RECEIVED


def record(source: Source, name: str, fetch: Fetch, into: Path) -> list[Path]:
    """Fetch the first page of ``source`` and write ``<name>.*`` and ``<name>.expected.json``.

    Names, mails, phones and secrets are replaced first. Raises SourceError when there is no
    answer, or when the record no longer parses as the answer did.
    """
    if not isinstance(source, HttpSource):
        raise NotConfigured(
            f"{name} is no web source, so there is no answer to record.",
            hint="Copy the file or the mail itself, and take the names out by hand.",
        )
    request = source.request(None)
    response = fetch(request, validators=None, allow_private=source.settings.allow_private).response
    page = source.parse(response)
    secrets = secrets_of(source.settings, request)
    body = anonymised(response.body, page, secrets)
    # As the kit will read it: "two days ago" must mean the same day whenever it is tried.
    again = source.parse(replace(response, body=body, received_at=RECEIVED))
    if len(again.items) != len(page.items):
        raise SourceError(
            "Without its names the answer reads differently.",
            hint="Save the answer by hand and replace the names with care.",
        )
    into.mkdir(parents=True, exist_ok=True)
    kind = response.headers.get("content-type", "").split(";")[0].strip()
    case = into / f"{name}{mimetypes.guess_extension(kind) or '.txt'}"
    case.write_bytes(body)
    expected = case.with_name(f"{case.stem}.expected.json")
    expected.write_text(
        json.dumps(page_json(again, secrets), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return [case, expected]
