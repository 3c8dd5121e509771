"""The labelled texts: which may train, what each weighs, and what is held out.

``FOLDER/MANIFEST.tsv`` names each data set's language and licence; ``train/`` holds only what may
train a model that is given away. Of M-ABSA the rows that stem from restricted corpora are left
out. ``training/sentences`` holds the project's own sentences, in the customer's tone, and
``training/posts`` what was written for it of everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from monitor.understand import lexicon
from monitor.understand.term import spoken
from training.own import LABELS as SIGNED
from training.own import SENTENCES
from training.own import read as read_own

DATA = Path(__file__).parents[2] / "shared/data/sentiment"
PLAIN = Path(__file__).parent / "plain"
POSTS = Path(__file__).parent / "posts"
FREE_SOURCES = frozenset({"mabsa_food", "mabsa_phone", "mabsa_coursera", "mabsa_sight"})
LABELS = {"negative": 0, "neutral": 1, "positive": 2}
OWN = ".own"
LISTS = ".terms"


@dataclass(frozen=True, slots=True)
class DataSet:
    """``rows`` are (text, label), label 0 negative, 1 neutral, 2 positive."""

    name: str
    lang: str
    rows: tuple[tuple[str, int], ...]

    @property
    def binary(self) -> bool:
        """Whether nobody was ever asked if a text is neutral."""
        return all(label != 1 for _, label in self.rows)

    @property
    def own(self) -> bool:
        """Whether the project wrote these."""
        return OWN in self.name

    @property
    def lists(self) -> bool:
        """Whether these are the phrases of the word lists."""
        return self.name.endswith(LISTS)

    @property
    def public(self) -> bool:
        """Whether these are not of shops: neither the project's own sentences nor its lists."""
        return not self.own and not self.lists

    @property
    def sentences(self) -> bool:
        """Whether these are the project's own sentences of customers, of all three labels."""
        return self.name.endswith(OWN)


def read(folder: Path) -> list[DataSet]:
    """The data sets in ``folder``, by name; those without a row that may be used are left out."""
    found = []
    for file in sorted(folder.glob("*.*.tsv")):
        name = file.name.removesuffix(".tsv")
        rows = tuple(dict.fromkeys(_rows(file, restricted="mabsa" in name)))
        if rows:
            found.append(DataSet(name, name.partition(".")[0], rows))
    return found


def free(sets: Sequence[DataSet], folder: Path) -> list[DataSet]:
    """Those of ``sets`` that ``folder``'s manifest calls free to train on without reserve: CC0,
    MIT, Apache-2.0 or CC BY, stated by whoever gives the data."""
    lines = (folder / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = (line.split("\t") for line in lines)
    name, use = head.index("file"), head.index("use")
    known = {row[name].removesuffix(".tsv") for row in rows if row[use] == "train"}
    return [each for each in sets if each.name in known]


def _rows(file: Path, *, restricted: bool) -> Iterator[tuple[str, int]]:
    for line in file.read_text(encoding="utf-8").split("\n")[1:]:
        text, label, _, source, *_ = (*line.split("\t"), "", "", "", "")
        if label in LABELS and text.strip() and (not restricted or source in FREE_SOURCES):
            yield text, LABELS[label]


def own(folder: Path = SENTENCES, *, held: bool | None = None) -> list[DataSet]:
    """The project's own sentences; only those whose topic is held out, or is not, if asked."""
    found = []
    for file in sorted(folder.glob("*.tsv")):
        rows = tuple(
            (each.text, each.label) for each in read_own(file) if held is None or each.held == held
        )
        if rows:
            found.append(DataSet(f"{file.stem}{OWN}", file.stem, rows))
    return found


def plain(folder: Path = PLAIN) -> list[DataSet]:
    """Sentences that take no side: who went where, what was bought."""
    return [
        DataSet(
            f"{file.stem}{OWN}.plain",
            file.stem,
            tuple((line, 1) for line in file.read_text(encoding="utf-8").splitlines() if line),
        )
        for file in sorted(folder.glob("*.txt"))
    ]


def posts(folder: Path = POSTS) -> list[DataSet]:
    """What people write elsewhere than about shops, written for this project: ``<language>.tsv``,
    no header, separated by tabs: label (-1, 0, 1), genre, text."""
    found = []
    for file in sorted(folder.glob("*.tsv")):
        rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
        texts = tuple((text, SIGNED[label]) for label, _, text in rows)
        found.append(DataSet(f"{file.stem}.posts", file.stem, texts))
    return found


def terms() -> list[DataSet]:
    """The phrases of the word lists that say good or bad by themselves, each as a short text.

    The model so learns what the words around them share with others: endings, stems, scripts.
    """
    found = []
    for lang, table in lexicon.read("aspects").items():
        lists = [table["whole"], *cast("Mapping[str, object]", table["aspects"]).values()]
        rows = tuple(
            (phrase.replace("*", ""), label)
            for listed in cast("Sequence[Mapping[str, object]]", lists)
            for name, label in (("bad", 0), ("good", 2))
            for term in lexicon.terms(listed.get(name, ""))
            for phrase in spoken(term)
            if "#" not in phrase
        )
        if rows:
            found.append(DataSet(f"{lang}{LISTS}", lang, rows))
    return found
