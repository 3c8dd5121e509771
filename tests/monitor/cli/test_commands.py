"""Every command does its job, and says plainly what is wrong."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from monitor.cli import COMMANDS, goodword
from monitor.cli.sample_site import SampleSite
from tests.monitor.cli.conftest import Run
from tests.sources.loopback import says, served


class TestHelp:
    def test_the_list_of_commands_says_what_each_command_says(self, run: Run) -> None:
        listed = run("--help").out
        for name, (_, summary) in COMMANDS.items():
            assert name in listed
            assert summary.split()[0] in run(name, "--help").out + summary

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_shows_an_example(self, run: Run, name: str) -> None:
        assert "Example:" in run(name, "--help").out

    def test_every_subcommand_shows_an_example(self, run: Run) -> None:
        for name in ("list", "new", "test", "parse", "record"):
            assert "Example:" in run("source", name, "--help").out
        assert "Example:" in run("mentions", "show", "--help").out

    def test_help_loads_no_heavy_library(self) -> None:
        import subprocess
        import sys

        code = (
            "import sys; import monitor.cli; "
            "print([m for m in ('pydantic','sqlite_utils','telegram','numpy','matplotlib','bs4')"
            " if m in sys.modules])"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "[]"

    def test_every_name_on_the_list_is_a_command(self) -> None:
        import click

        context = click.Context(goodword)
        assert all(goodword.get_command(context, name) for name in COMMANDS)


class TestExitCodes:
    def test_an_unknown_command_is_2(self, run: Run) -> None:
        assert run("dance").code == 2

    def test_a_missing_config_is_2_and_says_how_to_make_one(self, run: Run) -> None:
        ran = run("mentions")
        assert ran.code == 2
        assert "goodword init" in ran.err

    def test_a_wrong_setting_is_2_and_is_named(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "config.toml").write_text('[shop]\nname = "x"\ncolour = "red"\n')
        ran = run("mentions")
        assert ran.code == 2
        assert "shop.colour" in ran.err

    def test_a_source_of_an_unknown_type_is_2_with_a_suggestion(
        self, run: Run, tmp_path: Path
    ) -> None:
        (tmp_path / "config.toml").write_text(
            '[shop]\nname = "x"\n[sources.a]\ntype = "feeed"\nurl = "https://a.example"\n'
        )
        ran = run("collect", "--once")
        assert ran.code == 2
        assert '"feed"' in ran.err

    def test_some_sources_failed_is_3_and_the_rest_is_kept(
        self, run: Run, shop: Path, site: SampleSite
    ) -> None:
        broken = shop.read_text().replace("/news.atom", "/gone.atom")
        shop.write_text(broken)
        ran = run("collect", "--once", "--json")
        assert ran.code == 3
        told = {row["source"]: row for row in ran.json()}
        assert told["page"]["ok"]
        assert told["news"]["error"] == "TargetNotFound"
        assert told["news"]["hint"]

    def test_the_config_can_be_named_before_and_after_the_command(
        self, run: Run, shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        moved = shop.rename(tmp_path / "other.toml")
        assert run("mentions").code == 2
        assert run("--config", str(moved), "mentions").code == 0
        assert run("mentions", "--config", str(moved)).code == 0
        monkeypatch.setenv("GOODWORD_CONFIG", str(moved))
        assert run("mentions").code == 0


class TestLooking:
    def test_mentions_lists_what_was_collected_and_filters(self, run: Run, shop: Path) -> None:
        everything = run("mentions", "--json").json()
        bad = run("mentions", "--json", "--sentiment", "negative").json()
        news = run("mentions", "--json", "--source", "news").json()
        assert len(everything) == 6
        assert 0 < len(bad) < len(everything)
        assert [row["author"]["name"] for row in news] == ["Kallio News"]

    def test_mentions_show_tells_one_with_its_history(self, run: Run, shop: Path) -> None:
        number = run("mentions", "--json").json()[0]["number"]
        shown = run("mentions", "show", str(number), "--json").json()
        assert shown["origins"][0]["source"] in {"page", "news"}
        assert shown["versions"] == []
        assert run("mentions", "show", str(number)).code == 0

    def test_a_mention_that_is_not_there_is_1(self, run: Run, shop: Path) -> None:
        ran = run("mentions", "show", "999")
        assert (ran.code, ran.out) == (1, "")
        assert "#999" in ran.err

    def test_search_finds_words_without_their_accents(self, run: Run, shop: Path) -> None:
        (found,) = run("search", "cardamom", "--json").json()
        assert found["author"]["name"] == "Sam"
        assert run("search", '"; DROP TABLE mentions; --').code == 0

    def test_a_search_without_success_says_so_beside_an_empty_output(
        self, run: Run, shop: Path
    ) -> None:
        ran = run("search", "nowhere")
        assert (ran.code, ran.out, ran.err) == (0, "", "Nothing was found.\n")
        assert run("search", "nowhere", "--json").json() == []

    def test_week_prints_text_json_and_a_picture(
        self, run: Run, shop: Path, tmp_path: Path
    ) -> None:
        assert "Leipomo Aino" in run("week").out
        assert run("week", "--json").json()["this"]["count"] >= 0
        assert run("week", "--png", "week.png").code == 0
        assert (tmp_path / "week.png").read_bytes().startswith(b"\x89PNG")

    def test_draft_goes_to_stdout_alone(self, run: Run, shop: Path) -> None:
        (bad,) = run("mentions", "--json", "--sentiment", "negative", "--limit", "1").json()
        ran = run("draft", str(bad["number"]))
        assert ran.code == 0
        assert "Aino" in ran.out
        assert run("draft", str(bad["number"]), "--json").json()["route"] == "draft"


class TestCorrecting:
    def test_the_owners_word_counts_at_once_and_can_be_taken_back(
        self, run: Run, shop: Path
    ) -> None:
        (first, *_) = run("mentions", "--sentiment", "positive", "--json").json()
        number = str(first["number"])
        ran = run("correct", number, "--sentiment", "negative", "--urgency", "legal", "--json")
        assert ran.json()["correction"] == {"sentiment": "negative", "urgency": "legal"}
        negative = run("mentions", "--sentiment", "negative", "--json").json()
        assert first["number"] in {mention["number"] for mention in negative}
        assert "as goodword reads it" in run("correct", number, "--take-back").err
        assert run("mentions", "show", number, "--json").json()["correction"] is None
        assert "had said nothing" in run("correct", number, "--take-back").err

    def test_what_makes_no_sense_is_refused(self, run: Run, shop: Path) -> None:
        for wrong in ((), ("--take-back", "--urgency", "none"), ("--sentiment", "odd")):
            assert run("correct", "1", *wrong).code == 2
        assert run("correct", "999", "--sentiment", "mixed").code == 1


class TestStdin:
    def test_classify_answers_in_order_for_plain_and_json_lines(self, run: Run) -> None:
        lines = "Lovely bread!\n" + '{"text": "Rude waiter.", "stars": 1}\n' + "{not json\n\n"
        verdicts = run("classify", stdin=lines).json_lines()
        assert [verdict["sentiment"] for verdict in verdicts[:2]] == ["positive", "negative"]
        assert len(verdicts) == 4
        assert verdicts[3]["sentiment"] == "unknown"

    def test_classify_looks_twice_where_the_words_leave_doubt_or_as_it_is_told(
        self, run: Run
    ) -> None:
        found = [
            run("classify", *how, stdin="Good\n").json_lines()[0]["engine"]
            for how in ((), ("--quickly",), ("--closely",))
        ]
        words = found[1]
        assert found in ([f"{words}~e5", words, f"{words}+e5"], [words] * 3)

    def test_classify_knows_the_shops_own_words_where_there_are_settings(
        self, run: Run, tmp_path: Path
    ) -> None:
        (tmp_path / "config.toml").write_text(
            '[shop]\nname = "x"\nstaff = ["Kyllikki"]\n[words]\nproduct_quality = ["flumpet"]\n'
        )
        (verdict,) = run("classify", stdin="Kyllikki sold me a mouldy flumpet.\n").json_lines()
        assert verdict["staff"] == ["Kyllikki"]
        assert "product_quality" in {finding["aspect"] for finding in verdict["aspects"]}

    def test_an_aspect_that_does_not_exist_is_named(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "config.toml").write_text('[shop]\nname = "x"\n[words]\ncake = ["Bobby"]\n')
        ran = run("classify", stdin="Good\n")
        assert ran.code == 2
        assert '"cake"' in ran.err
        assert "product_quality" in ran.err

    def test_classify_refuses_a_line_of_the_wrong_types(self, run: Run) -> None:
        ran = run("classify", stdin='{"text": ["a"]}\n')
        assert ran.code == 1
        assert "Line 1" in ran.err

    def test_lint_reply_finds_what_is_defensive(self, run: Run) -> None:
        row = '{"lang":"en","review":{"stars":1,"text":"Cold","author":"Ann"},"reply":"%s"}\n'
        lines = row % "You are lying, this never happened." + row % (
            "I am sorry that your soup was cold, Ann. Please write to me. Aino, owner"
        )
        bad, good = run("lint-reply", stdin=lines).json_lines()
        assert bad["defensive"]
        assert not good["defensive"]

    @pytest.mark.parametrize("line", ["nonsense", "[1]", '{"lang": "en"}', "[" * 100_000])
    def test_lint_reply_names_the_line_it_cannot_read(self, run: Run, line: str) -> None:
        ran = run("lint-reply", stdin=line + "\n")
        assert ran.code == 1
        assert "Line 1" in ran.err


class TestSources:
    def test_list_names_the_built_in_ones(self, run: Run) -> None:
        keys = {row["key"] for row in run("source", "list", "--json").json()}
        assert {"schemaorg", "feed", "file", "woocommerce", "imap"} <= keys

    def test_parse_prints_the_page_of_a_saved_payload(
        self, run: Run, site: SampleSite, tmp_path: Path
    ) -> None:
        payload = site.payload("/")
        assert payload is not None
        (tmp_path / "page.html").write_text(payload[0], encoding="utf-8")
        page = run("source", "parse", "schemaorg", "page.html", "--json").json()
        assert set(page) == {"items", "rejected", "next", "resume", "complete", "aggregate"}
        assert len(page["items"]) == 5
        assert set(page["items"][0]) == {
            "id", "kind", "author", "rating", "title", "text", "published_at", "precision",
            "updated_at", "url", "state", "reply",
        }  # fmt: skip
        assert run("source", "parse", "schemaorg", "page.html").code == 0

    def test_parse_of_a_block_page_is_1_with_the_errors_class(
        self, run: Run, tmp_path: Path
    ) -> None:
        (tmp_path / "block.html").write_text(
            "<html><title>Just a moment...</title><body>Checking your browser</body></html>"
        )
        ran = run("source", "parse", "woocommerce", "block.html", "--json")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("Blocked:")

    def test_new_writes_an_adapter_and_says_what_to_do_next(self, run: Run, tmp_path: Path) -> None:
        ran = run("source", "new", "cityguide")
        assert ran.code == 0
        assert all(Path(line).exists() for line in ran.out.splitlines())
        assert "pytest" in ran.err

    def test_record_saves_an_answer_without_the_names_in_it(
        self, run: Run, shop: Path, tmp_path: Path
    ) -> None:
        ran = run("source", "record", "page")
        assert ran.code == 0, ran.err
        case, expected = (Path(line) for line in ran.out.split())
        assert "Sam" not in case.read_text(encoding="utf-8")
        assert case.parent == Path("cases/page")
        tested = run("source", "test", "page")
        assert tested.code == 0, tested.out
        assert "each case reads as expected" in tested.out
        assert run("source", "test", "page", "--cases", str(case.parent)).out == tested.out
        names = [item["author"]["name"] for item in json.loads(expected.read_text())["items"]]
        assert all(name.startswith("Person ") for name in names)

    def test_test_without_saved_answers_says_that_there_are_none(self, run: Run) -> None:
        tested = run("source", "test", "feed")
        assert tested.code == 0
        assert "each case" not in tested.out
        assert "without saved answers" in tested.err

    def test_try_shows_what_is_there_and_the_block_to_paste(
        self, run: Run, site: SampleSite
    ) -> None:
        ran = run("try", f"{site.address}/", "--private")
        assert ran.code == 0
        assert 'type = "schemaorg"' in ran.out
        found = run("try", f"{site.address}/news.atom", "--private", "--json").json()
        assert found[0]["type"] == "feed"
        assert found[0]["items"]

    def test_try_refuses_the_own_network_unless_told_otherwise(
        self, run: Run, site: SampleSite
    ) -> None:
        ran = run("try", f"{site.address}/")
        assert ran.code == 1
        assert ran.err.startswith("Refused")

    def test_try_of_a_page_with_nothing_on_it_is_1(self, run: Run, site: SampleSite) -> None:
        ran = run("try", f"{site.address}/export.csv?token=hush", "--private")
        assert ran.code == 1
        assert "/export.csv." in ran.err
        assert "hush" not in ran.err

    def test_try_takes_a_login_along_and_into_the_block_to_paste(self, run: Run) -> None:
        feed = b"<rss><channel><item><title>Dom</title><link>/1</link></item></channel></rss>"

        def asks_for_a_login(handler: BaseHTTPRequestHandler) -> None:
            says(200 if "Authorization" in handler.headers else 401, feed)(handler)

        with served() as site:
            site.answer = asks_for_a_login
            address = site.url.replace("//", "//olga:pw@")
            ran = run("try", address, "--private", "--json")
        assert f'url = "{address}"' in ran.json()[0]["config"]
        assert ran.json()[0]["items"]


class TestSafekeeping:
    def test_an_export_comes_back_as_it_went(self, run: Run, shop: Path, tmp_path: Path) -> None:
        before = {row["text"] for row in run("mentions", "--json").json()}
        for form in ("csv", "jsonl"):
            exported = run("export", form).out
            (tmp_path / f"all.{form}").write_text(exported, encoding="utf-8")
            fresh = tmp_path / f"{form}.toml"
            fresh.write_text(f'[shop]\nname = "Leipomo Aino"\n[store]\npath = "{form}.db"\n')
            ran = run("import", f"all.{form}", "--config", str(fresh), "--json")
            assert ran.json() == {"entries": 6, "new": 6, "edited": 0, "rejected": 0}
            again = run("import", f"all.{form}", "--config", str(fresh), "--json")
            assert again.json()["new"] == 0
            rows = run("mentions", "--json", "--config", str(fresh)).json()
            assert {row["text"] for row in rows} == before

    @pytest.mark.parametrize("form", ["csv", "jsonl"])
    def test_what_the_owner_corrected_comes_back_with_an_export(
        self, run: Run, shop: Path, tmp_path: Path, form: str
    ) -> None:
        (first, *_) = run("mentions", "--sentiment", "positive", "--json").json()
        said = ("--sentiment", "negative", "--urgency", "allergy")
        run("correct", str(first["number"]), *said)
        (tmp_path / f"all.{form}").write_text(run("export", form).out, encoding="utf-8")
        fresh = tmp_path / "fresh.toml"
        fresh.write_text('[shop]\nname = "Leipomo Aino"\n[store]\npath = "fresh.db"\n')
        run("import", f"all.{form}", "--config", str(fresh))
        rows = run("mentions", "--json", "--config", str(fresh)).json()
        (corrected,) = [row for row in rows if row["correction"] is not None]
        assert corrected["text"] == first["text"]
        assert corrected["correction"] == {"sentiment": "negative", "urgency": "allergy"}
        assert corrected["verdict"]["sentiment"] == "negative"
        # What is said here later is not undone by reading the old file again.
        number = str(corrected["number"])
        run("correct", number, "--sentiment", "mixed", "--config", str(fresh))
        run("import", f"all.{form}", "--config", str(fresh))
        shown = run("mentions", "show", number, "--json", "--config", str(fresh)).json()
        assert shown["correction"]["sentiment"] == "mixed"

    def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(
        self, run: Run, shop: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "bad.jsonl").write_text('{"id": "1", "text": "=HYPERLINK(0)", "rating": 1}\n')
        assert run("import", "bad.jsonl").code == 0
        rows = list(csv.DictReader(io.StringIO(run("export", "csv").out)))
        assert [row["text"] for row in rows if "HYPERLINK" in row["text"]] == ["'=HYPERLINK(0)"]

    def test_a_backup_can_be_restored(self, run: Run, shop: Path, tmp_path: Path) -> None:
        assert run("backup", "copy.db").code == 0
        with sqlite3.connect(tmp_path / "goodword.db") as connection:
            connection.execute("DELETE FROM origins")
        connection.close()
        assert run("restore", "copy.db", "--yes").code == 0
        assert len(run("mentions", "--json").json()) == 6

    def test_garbage_is_not_restored(self, run: Run, shop: Path, tmp_path: Path) -> None:
        (tmp_path / "garbage.db").write_bytes(b"nothing of the kind" * 100)
        assert run("restore", "garbage.db", "--yes").code == 1
        assert len(run("mentions", "--json").json()) == 6

    def test_a_backup_is_checked_before_the_owner_is_asked(
        self, run: Run, shop: Path, tmp_path: Path
    ) -> None:
        question = "Replace the present database"
        run("backup", "copy.db")
        ran = run("restore", "copy.db", stdin="n\n")
        assert (ran.code, question in ran.out) == (1, True)
        with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
            copy.execute("PRAGMA user_version = 99")
        ran = run("restore", "copy.db", stdin="y\n")
        assert (ran.code, question in ran.out) == (1, False)
        assert "Update goodword" in ran.err

    def test_migrate_says_that_all_is_well(self, run: Run, shop: Path) -> None:
        assert run("migrate").code == 0


class TestCheck:
    def test_a_sound_set_up_is_0(self, run: Run, shop: Path) -> None:
        ran = run("check", "--json")
        assert ran.code == 0
        assert {row["name"] for row in ran.json() if row["kind"] == "source"} == {"page", "news"}

    def test_a_broken_source_is_3_and_says_what_to_do(self, run: Run, shop: Path) -> None:
        shop.write_text(shop.read_text().replace("/news.atom", "/gone.atom"))
        ran = run("check", "--json")
        assert ran.code == 3
        (broken,) = [row for row in ran.json() if not row["ok"]]
        assert broken["name"] == "news"
        assert broken["hint"]
