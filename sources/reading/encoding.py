"""Which encoding a file is in, from its first bytes: UTF-8, UTF-16 or what Excel wrote."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("cp1252", "cp1250", "cp1251", "cp1255")
"""Western, Central European, Cyrillic and Hebrew Excel."""
_WESTERN = frozenset("äöåéèêëàçïôûùüñõãßæøÿÄÖÅÉÈÊÀÇÜÑØÆ")
_CENTRAL = frozenset("ăşţąćęłńśźżőűčďěňřšťůžĂŞŢĄĆĘŁŃŚŹŻŐŰČĎĚŇŘŠŤŮŽ")


def guess_encoding(sample: bytes, score: Callable[[str], int]) -> str:
    """The encoding of a text that begins with ``sample``.

    ``score`` says how well a decoding reads (how many of its column names are known): the
    one thing that tells short Hebrew from short Cyrillic. Where it cannot decide,
    charset_normalizer does, among the code pages in which Excel saves.
    """
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return encoding
    if len(sample) > 1 and 0 in sample[:2]:
        return "utf-16-be" if sample[0] == 0 else "utf-16-le"
    if _is_utf8(sample):
        return "utf-8"
    readings = dict(_readings(sample))
    scores = {name: score(text) for name, text in readings.items()}
    best = [name for name, reached in scores.items() if reached == max(scores.values())]
    if len(best) != 1:
        found = charset_normalizer.from_bytes(sample, cp_isolation=list(best or _LEGACY)).best()
        best = [found.encoding if found is not None else "cp1252"]
    return _latin(readings) if best[0] in ("cp1250", "cp1252") else best[0]


def _is_utf8(sample: bytes) -> bool:
    """Whether ``sample`` is UTF-8, be it cut through its last character or spoilt in places.

    In no other encoding do letters look like UTF-8 more than by chance.
    """
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    spoilt = text.count("\ufffd")
    letters = len(text) - spoilt - sum(map(str.isascii, text))
    return letters >= 2 * spoilt


def _readings(sample: bytes) -> list[tuple[str, str]]:
    found = []
    for encoding in _LEGACY:
        try:
            found.append((encoding, sample.decode(encoding)))
        except UnicodeDecodeError:
            continue
    return found


def _latin(readings: Mapping[str, str]) -> str:
    """Western or Central European: by whose letters there are more of."""
    western = sum(letter in _WESTERN for letter in readings.get("cp1252", ""))
    central = sum(letter in _CENTRAL for letter in readings.get("cp1250", ""))
    return "cp1250" if central > western else "cp1252"
