"""How a term of a list is written, and what it stands for.

A term is one or more units, separated by spaces: ``fresh`` is that word, ``mould*`` any word
that begins so, ``#`` a number, ``##`` a number of ten or more, ``old|young*`` either of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

HEAD = 2
"""With so many letters of a word a term must begin; further on, ``*`` alone stands for any word."""
LONG = 10
"""What ``##`` stands for begins here."""


def unit_at(term: str, at: int) -> str:
    """The unit of ``term`` at place ``at``."""
    return term.split(" ", at + 1)[at]


def choices(unit: str) -> Iterable[str]:
    """The forms that ``unit`` lets one choose from, mostly a single one."""
    return filter(None, unit.split("|")) if "|" in unit else (unit,)


def spoken(term: str) -> list[str]:
    """Phrases that ``term`` stands for, as many as name each choice of "old|young" once."""
    units = [[*choices(unit)] for unit in term.split()]
    longest = max(map(len, units), default=0)
    return [" ".join(unit[at % len(unit)] for unit in units) for at in range(longest)]


def fits(unit: str, form: str, value: int | None) -> bool:
    """Whether ``form`` is what ``unit`` stands for; ``value`` is the number that it says."""
    for choice in choices(unit):
        kind = choice[-1]
        if choice == form or (kind == "*" and form.startswith(choice[:-1])):
            return True
        if kind == "#" and choice in of_number(value):
            return True
    return False


def of_number(value: int | None) -> tuple[str, ...]:
    """The units that stand for a number of that ``value``; none for what is no number."""
    if value is None:
        return ()
    return ("##", "#") if value >= LONG else ("#",)


def head(choice: str) -> str:
    """The letters that a form begins with if ``choice`` stands for it; none if any letters do."""
    letters = choice.rstrip("*#")[:HEAD]
    return letters if letters == choice or len(letters) == HEAD else ""


def stems(form: str, sizes: Mapping[str, Sequence[int]]) -> list[str]:
    """The stems that ``form`` may begin with, of the ``sizes`` that there are by their first
    letters; the longest first."""
    likely = sizes.get(form[:HEAD], ())
    return [f"{form[:size]}*" for size in likely if size <= len(form)]


def stem_sizes(units: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the stems among ``units`` are, by their first letters; the longest first."""
    sizes: dict[str, set[int]] = {}
    for unit in units:
        if unit[-1] == "*" and len(unit) > HEAD:
            sizes.setdefault(unit[:HEAD], set()).add(len(unit) - 1)
    return {letters: tuple(sorted(found, reverse=True)) for letters, found in sizes.items()}
