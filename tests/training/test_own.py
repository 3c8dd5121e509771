"""The project's own sentences as they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.verdict import ASPECTS, Polarity, Urgency
from training import own

FILES = sorted(own.SENTENCES.glob("*.tsv"))


def test_old_rows_have_three_columns_and_new_ones_five(tmp_path: Path) -> None:
    file = tmp_path / "en.tsv"
    file.write_text(
        "-1\tbakery\tGreen fur under the crust.\n"
        "1\tgarage\tDone by noon, as promised.\twait_time:pos, promise_broken:pos\tnone\n"
        "-1\tcafe\tMy throat closed up.\t-\tallergy\n"
        "a line that is none\n",
        encoding="utf-8",
    )
    old, new, none = own.read(file)
    assert (old.label, old.topic, old.aspects, old.urgency) == (0, "bakery", None, None)
    assert new.aspects == frozenset(
        {("wait_time", Polarity.POSITIVE), ("promise_broken", Polarity.POSITIVE)}
    )
    assert (none.aspects, none.urgency) == (frozenset(), Urgency.ALLERGY)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_line_is_a_sentence_about_known_aspects(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    read = list(own.read(file))
    assert len(read) == len([line for line in lines if not line.startswith("#")])
    named = {aspect for each in read for aspect, _ in each.aspects or ()}
    assert named <= set(ASPECTS)
