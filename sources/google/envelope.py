"""Google's translation envelope: one string that holds a review and its translation.

Business Profile, Takeout and most vendors deliver the same ``comment`` in one of two shapes::

    (Translated by Google) <translation>          <original>

    (Original)                                    (Translated by Google)
    <original>                                    <translation>

Both are taken apart here, so that only what the reviewer wrote is scored and hashed. The
same envelope can lie around the owner's reply.
"""

from __future__ import annotations

import re

from monitor.mention import Translation

_TRANSLATED = r"\((?:Translated by Google|Übersetzt von Google)\)"
_LEADING = re.compile(rf"\s*{_TRANSLATED}")
_ORIGINAL = re.compile(r"\n[ \t]*\(Original\)[ \t]*(?:\n|\Z)")
_TRAILING = re.compile(rf"\n[ \t]*{_TRANSLATED}")


def split_translation(comment: str) -> tuple[str, Translation | None]:
    """The original wording, and the translation where Google added one.

    A translation that comes without its original is all there is to read: it is returned as
    the wording itself. Markers inside a sentence are the reviewer's own and stay.
    """
    comment = comment.replace("\r\n", "\n")
    if leading := _LEADING.match(comment):
        return _leading(comment[leading.end() :])
    if trailing := _TRAILING.search(comment):
        original, translation = comment[: trailing.start()], comment[trailing.end() :]
        return _pair(original, translation)
    return comment, None


def _leading(rest: str) -> tuple[str, Translation | None]:
    if marker := _ORIGINAL.search(rest):
        return _pair(rest[marker.end() :], rest[: marker.start()])
    return rest.strip(), None


def _pair(original: str, translation: str) -> tuple[str, Translation | None]:
    original, translation = original.strip(), translation.strip()
    if original and translation:
        return original, Translation(translation)
    return original or translation, None
