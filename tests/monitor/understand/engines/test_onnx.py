"""A classifier that the owner downloaded: loaded for real, from files made here."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.understand.classify import ENGINE
from monitor.understand.engines.onnx import DOUBTFUL, FAILED, MOST_TOKENS, OnnxFeeling, load
from monitor.understand.feeling import Opinion
from monitor.understand.judge import Judge
from monitor.understand.reading import Reading
from monitor.verdict import Sentiment
from tests.monitor.understand.engines.tiny import write
from tests.sources.loopback import NOW

OFFLINE = Reading(Sentiment.POSITIVE, 0.7, 0.8, ("“Great” pulls it up.",))


@pytest.fixture
def feeling(tmp_path: Path) -> OnnxFeeling:
    return load(write(tmp_path / "tiny"))


def complaint(folder: Path) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return caught.value


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("Rude", Sentiment.NEGATIVE),
        ("closed closed", Sentiment.NEUTRAL),
        ("kind KIND", Sentiment.POSITIVE),
    ],
)
def test_the_likeliest_answer_counts(feeling: OnnxFeeling, text: str, sentiment: Sentiment) -> None:
    opinion = feeling.read(text, "en", OFFLINE)
    assert opinion.heard
    assert opinion.reading.sentiment is sentiment
    assert opinion.reading.confidence > 0.9
    assert f"reads it as {sentiment.value} (9" in opinion.reading.reasons[0]


def test_in_doubt_goodwords_own_reading_stands(feeling: OnnxFeeling) -> None:
    for text in ("", "word", "rude kind closed"):
        opinion = feeling.read(text, "en", OFFLINE)
        assert opinion.reading == replace(OFFLINE, reasons=(*OFFLINE.reasons, DOUBTFUL))


def test_it_takes_its_place_in_the_chain(feeling: OnnxFeeling) -> None:
    verdict = Judge(feeling=feeling).text("rude rude rude", 1, "en", NOW)
    assert verdict.engine == f"{ENGINE}+onnx:tiny"
    assert verdict.sentiment is Sentiment.NEGATIVE
    assert feeling.trouble is None


def test_a_long_text_is_read_as_far_as_the_model_goes(feeling: OnnxFeeling) -> None:
    text = "rude " * MOST_TOKENS + "kind " * 5000
    assert feeling.read(text, "en", OFFLINE).reading.sentiment is Sentiment.NEGATIVE


def test_stars_as_labels_are_understood(tmp_path: Path) -> None:
    labels = {"0": "1 star", "1": "3 stars", "2": "4 stars"}
    feeling = load(write(tmp_path, labels=labels, inputs=("input_ids", "token_type_ids")))
    reading = feeling.read("kind", "en", OFFLINE).reading
    assert reading.sentiment is Sentiment.POSITIVE
    assert 0.4 < reading.score < 0.5


def test_a_model_that_fails_on_one_text_does_not_stop_the_others(
    feeling: OnnxFeeling, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def encode(self, text: str) -> object:
            raise RuntimeError(text)

    monkeypatch.setattr(feeling, "_tokenizer", Broken())
    reading = replace(OFFLINE, reasons=(*OFFLINE.reasons, FAILED))
    assert feeling.read("rude", "en", OFFLINE) == Opinion(reading, heard=False)


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_a_package_that_is_missing_is_told_with_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    error = complaint(write(tmp_path))
    assert "not installed" in error.message
    assert error.hint == "pip install 'goodword[onnx]'"


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_file_that_is_missing_or_broken_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    (tmp_path / name).write_bytes(b"not what it was")
    assert "docs/understanding.md" in complaint(tmp_path).hint
    (tmp_path / name).unlink()
    assert name in complaint(tmp_path).message


@pytest.mark.parametrize("content", ["[]", "{}", '{"id2label": {}}', "[" * 99_999])
def test_a_config_that_names_no_answers_is_told(tmp_path: Path, content: str) -> None:
    write(tmp_path)
    (tmp_path / "config.json").write_text(content)
    assert "config.json" in complaint(tmp_path).message


def test_labels_that_say_nothing_are_named(tmp_path: Path) -> None:
    error = complaint(write(tmp_path, labels={"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}))
    assert '"label 0"' in error.message
    assert "id2label" in error.hint


def test_answers_and_labels_must_be_as_many(tmp_path: Path) -> None:
    error = complaint(write(tmp_path, labels={"0": "negative", "1": "positive"}))
    assert "3 answers" in error.message
    assert "names 2" in error.message


def test_a_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    assert "cannot be used" in complaint(write(tmp_path, inputs=("pixel_values",))).message


def test_nothing_heavy_is_loaded_before_a_model_is() -> None:
    import subprocess

    code = (
        "import sys, monitor.understand.engines.onnx, monitor.cli.wiring; "
        "print([m for m in ('onnxruntime', 'tokenizers', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
