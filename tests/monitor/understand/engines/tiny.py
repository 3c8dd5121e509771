"""A classifier of three words, in the files that a real one comes in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

WORDS = ("[UNK]", "rude", "closed", "kind")
LOGITS = ((0.0, 0.0, 0.0), (6.0, 0.0, 0.0), (0.0, 6.0, 0.0), (0.0, 0.0, 6.0))
"""What each word says for negative, neutral and positive; the mean over a text decides."""
LABELS = {"0": "negative", "1": "neutral", "2": "positive"}


def write(
    folder: Path,
    *,
    labels: object = None,
    inputs: Sequence[str] = ("input_ids", "attention_mask"),
    logits: Sequence[Sequence[float]] = LOGITS,
) -> Path:
    """Write the three files to ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"id2label": labels or LABELS}))
    tokenizer = Tokenizer(WordLevel(_numbered(WORDS), unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    onnx.save(_network(inputs, logits), str(folder / "model.onnx"))
    return folder


def _numbered(words: Sequence[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(words)}


def _network(inputs: Sequence[str], logits: Sequence[Sequence[float]]) -> onnx.ModelProto:
    """Each token's row of ``logits``, and the mean over the tokens."""
    table = numpy_helper.from_array(np.array(logits, dtype=np.float32), "table")
    axes = numpy_helper.from_array(np.array([1], dtype=np.int64), "axes")
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", inputs[0]], ["rows"]),
            helper.make_node("ReduceMean", ["rows", "axes"], ["logits"], keepdims=0),
        ],
        "tiny",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in inputs
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", len(logits[0])])],
        [table, axes],
    )
    opset = helper.make_opsetid("", 18)
    return helper.make_model(graph, opset_imports=[opset], ir_version=9)
