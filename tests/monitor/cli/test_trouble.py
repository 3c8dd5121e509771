"""Odd input, full disks and closed streams: two plain lines and an exit code, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.cli.init import write_private
from monitor.cli.output import printable
from monitor.errors import StoreError
from monitor.store import Store
from tests.monitor.cli.conftest import Run
from tests.monitor.store.full_disk import full_disk

FULL = Path("/dev/full")


def goodword(
    *args: str, cwd: Path, stdin: bytes = b"", env: dict[str, str] | None = None, shell: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run the real program; ``shell`` is what a shell would do with its streams."""
    call = [sys.executable, "-c", "from monitor.cli import main; main()", *args]
    root = str(Path(__file__).parents[3])
    return subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {shell}', "sh", *call],
        input=stdin,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": root, **(env or {})},
        capture_output=True,
        check=False,
    )


class TestNumbers:
    @pytest.mark.parametrize(
        "command",
        [
            ("mentions", "show"),
            ("draft",),
            ("reply", "--yes"),
            ("correct", "--sentiment", "mixed"),
            ("facts", "drop"),
            ("promises", "kept"),
            ("promises", "drop"),
        ],
    )
    def test_a_number_that_nothing_can_have_is_a_slip_of_the_hand(
        self, run: Run, shop: Path, command: tuple[str, ...]
    ) -> None:
        ran = run(*command, "9" * 20)
        assert ran.code == 2
        assert "ID" in ran.err

    def test_stars_of_any_length_are_told_to_be_off_the_scale(self, run: Run) -> None:
        line = '{"text": "Lovely bread", "stars": ' + "1" * 400 + "}\n"
        (verdict,) = run("classify", stdin=line).json_lines()
        assert "not on the scale" in verdict["reasons"][0]


class TestStreams:
    def test_the_mark_that_windows_puts_first_is_no_part_of_the_first_line(self, run: Run) -> None:
        ran = run("lint-reply", stdin='\ufeff{"reply": "You are lying."}\n')
        assert ran.json_lines()[0]["defensive"]

    @pytest.mark.skipif(not FULL.exists(), reason="there is no always-full device")
    @pytest.mark.parametrize("command", [("export", "csv"), ("mentions", "--json")])
    def test_a_full_disk_is_told_of(self, shop: Path, command: tuple[str, ...]) -> None:
        done = goodword(*command, cwd=shop.parent, shell="> /dev/full")
        assert done.returncode == 1
        assert done.stderr.decode().splitlines() == [
            "No space left on device.",
            "Check the folder, its permissions and the free space.",
        ]

    def test_a_check_on_a_full_disk_does_not_call_the_database_fine(
        self, run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_store: Store) -> None:
            raise StoreError("The database failed.", hint="The disk is full.")

        monkeypatch.setattr(Store, "prove_writable", full)
        ran = run("check", "--json")
        assert ran.code == 1
        assert ran.json()[0] == {
            "kind": "database",
            "name": "",
            "ok": False,
            "says": "The database failed.",
            "hint": "The disk is full.",
        }

    def test_what_people_said_comes_out_as_utf8_wherever_goodword_runs(self, shop: Path) -> None:
        env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        for command in (("export", "csv"), ("mentions",), ("week",)):
            done = goodword(*command, cwd=shop.parent, env=env)
            assert done.returncode == 0, done.stderr
            assert done.stdout.decode("utf-8")

    def test_closed_streams_are_empty_ones(self, tmp_path: Path) -> None:
        assert goodword("classify", cwd=tmp_path, shell="<&-").returncode == 0
        done = goodword("classify", cwd=tmp_path, stdin=b"Hello\n", shell=">&-")
        assert (done.returncode, done.stderr) == (0, b"")

    def test_who_reads_only_the_beginning_gets_no_traceback(self, shop: Path) -> None:
        done = goodword("export", "jsonl", cwd=shop.parent, shell="| head -c 1")
        assert (done.stdout, done.stderr) == (b"{", b"")

    def test_a_review_steers_no_terminal_and_keeps_its_letters(self) -> None:
        assert printable("a\x1b[31m\u202eb\u2028c\ud800") == "a [31m b c "
        kept = "می\u200cخواهم 👩\u200d🍳 שלום\u200f\nBon\xa0!"
        assert printable(kept) == kept


class TestReadOnly:
    @pytest.fixture(autouse=True)
    def frozen(self, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The shop's database, on a disk that has become read-only."""
        monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)

    @pytest.mark.parametrize(
        "command",
        [
            ("export", "csv"),
            ("week",),
            ("search", "bread"),
            ("mentions",),
            ("mentions", "show", "1"),
            ("facts",),
            ("promises", "--kept"),
            ("pair", "--list"),
            ("relabel", "--dry-run", "--again"),
            ("backup", "copy.db"),
        ],
    )
    def test_what_is_stored_can_be_read(self, run: Run, command: tuple[str, ...]) -> None:
        ran = run(*command)
        assert ran.code == 0, ran.err

    @pytest.mark.parametrize(
        "command",
        [
            ("correct", "1", "--sentiment", "mixed"),
            ("facts", "add", "hours", "Mon-Fri"),
            ("draft", "1"),
            ("collect", "--once"),
            ("pair",),
            ("relabel",),
        ],
    )
    def test_what_would_be_written_is_refused_in_plain_words(
        self, run: Run, command: tuple[str, ...]
    ) -> None:
        ran = run(*command)
        assert ran.code == 1
        assert "The database cannot be written: its folder does not allow it." in ran.err


class TestFullDisk:
    @pytest.mark.parametrize(
        "command",
        [
            ("mentions",),
            ("mentions", "show", "1"),
            ("search", "bread"),
            ("week",),
            ("export", "csv"),
        ],
    )
    def test_what_is_stored_can_be_read(
        self, shop: Path, tmp_path: Path, command: tuple[str, ...]
    ) -> None:
        with full_disk():
            done = goodword(*command, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout


class TestFiles:
    def test_a_picture_that_cannot_be_kept_is_told_of(self, run: Run, shop: Path) -> None:
        ran = run("week", "--png", "nowhere/week.png")
        assert ran.code == 1
        assert ran.err.startswith("No such file or directory (nowhere/week.png).")

    def test_a_backup_overwrites_an_earlier_one_and_nothing_else(
        self, run: Run, shop: Path, tmp_path: Path
    ) -> None:
        settings = shop.read_text()
        ran = run("backup", "config.toml")
        assert ran.code == 1
        assert "no backup" in ran.err
        assert shop.read_text() == settings
        assert [run("backup", "copy.db").code for _ in range(2)] == [0, 0]
        (tmp_path / "empty.db").touch()
        assert run("backup", "empty.db").code == 0

    def test_an_import_needs_a_name_that_can_be_shown(
        self, run: Run, shop: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "old.jsonl").write_text('{"id": "1", "text": "Good bread", "rating": 5}\n')
        assert run("import", "old.jsonl", "--as", " \x1b").code == 2
        assert run("import", "old.jsonl", "--as", "old\x1b file").code == 0
        listed = run("mentions", "--source", "old file", "--json").json()
        assert [row["text"] for row in listed] == ["Good bread"]

    def test_an_empty_export_is_no_fault_of_goodword(
        self, run: Run, shop: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "empty.csv").touch()
        ran = run("import", "empty.csv")
        assert ran.code == 1
        assert "Update goodword" not in ran.err

    def test_init_asks_nothing_where_it_could_not_write(self, run: Run, tmp_path: Path) -> None:
        for path in (".", "nowhere/config.toml"):
            ran = run("--config", path, "init")
            assert ran.code == 2
            assert "cannot be written" in ran.err
            assert "called" not in ran.err


class TestInit:
    def test_what_could_not_be_put_in_place_leaves_no_secret_behind(self, tmp_path: Path) -> None:
        in_the_way = tmp_path / "config.toml"
        in_the_way.mkdir()
        with pytest.raises(OSError, match="directory"):
            write_private(in_the_way, "token = 1")
        assert list(tmp_path.iterdir()) == [in_the_way]

    def test_languages_may_be_named_and_what_is_typed_is_tamed(
        self, run: Run, tmp_path: Path
    ) -> None:
        answers = ["Ca\x1bfe", "klingon", " , ", "Finnish, en;fi", "", "", "me", "n", ""]
        ran = run("init", stdin="\n".join(answers) + "\n")
        assert ran.code == 0, ran.err
        assert 'no language "klingon"' in ran.err
        assert "at least one" in ran.err
        assert "Good: Finnish, English." in ran.err
        written = (tmp_path / "config.toml").read_text(encoding="utf-8")
        assert 'languages = ["fi", "en"]' in written
        assert 'name = "Ca fe"' in written

    def test_a_secret_that_is_not_there_is_asked_for_again_in_few_words(self, run: Run) -> None:
        answers = ["Cafe", "en", "", "", "me", "y", "env:GOODWORD_NOT_SET"]
        ran = run("init", stdin="\n".join(answers) + "\n")
        assert ran.code == 1
        assert "GOODWORD_NOT_SET is not set" in " ".join(ran.err.split())
        assert "config.example.toml" not in ran.err


class TestFacts:
    def test_what_no_reply_has_room_for_is_refused(self, run: Run, shop: Path) -> None:
        ran = run("facts", "add", "hours", "x" * 501)
        assert ran.code == 1
        assert "too long" in ran.err
        number = str(run("mentions", "--json").json()[0]["number"])
        told = ("--happened", "fixed", "--put-right", "x" * 501)
        assert run("draft", number, *told).code == 1

    def test_a_fact_is_one_line_without_control_characters(self, run: Run, shop: Path) -> None:
        fact = run("facts", "add", "hours", "Mon\x1b\n–Fri", "--json").json()
        assert fact["text"] == "Mon –Fri"
        assert json.loads(run("facts", "--json").out) == [fact]
