"""Packages in the true format with a tiny model of random weights: they load and translate, into gibberish."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

_WIDTH, _INNER, _LONGEST = 16, 32, 512
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:?!' "

Contents = dict[str, bytes]


def metadata(pair: str = "nl_en", version: str = "1.0", **changes: object) -> bytes:
    source, target = pair.split("_")
    fields = {"from_code": source, "to_code": target, "package_version": version, "type": "translate", **changes}
    return json.dumps({name: value for name, value in fields.items() if value is not None}).encode()


def contents(pair: str = "nl_en", version: str = "1.0", seed: int = 7) -> Contents:
    """The files of a whole package, by their path below the top folder."""
    return {"metadata.json": metadata(pair, version), "README.md": b"# Made for a test\n", **_model(seed)}


def write_archive(path: Path, files: Contents, top: str = "translate") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{top}/{name}" if top else name, content)
    return path


def make_archive(folder: Path, pair: str = "nl_en", version: str = "1.0", seed: int = 7) -> Path:
    """A good package as it is published."""
    path = folder / f"translate-{pair}-{version.replace('.', '_')}.argosmodel"
    return write_archive(path, contents(pair, version, seed), path.stem)


def mute_model() -> Contents:
    """A model that loads and ends every sentence before it begins."""
    return _model(7, mute=True)


@cache
def _model(seed: int, *, mute: bool = False) -> Contents:
    pieces = _pieces()
    vocabulary = sentencepiece.SentencePieceProcessor(model_proto=pieces)
    words = [vocabulary.id_to_piece(number) for number in range(vocabulary.get_piece_size())]
    # A sentence of one token at least is always said: then a space.
    spec = _specification(words, seed, {"</s>": 1e6, "▁": 1e5} if mute else {})
    with TemporaryDirectory() as folder:
        spec.save(folder)
        files = {f"model/{path.name}": path.read_bytes() for path in Path(folder).iterdir()}
    return {"sentencepiece.model": pieces, **files}


@cache
def _pieces() -> bytes:
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([_LETTERS, *_LETTERS.split()] * 5),
        model_writer=written,
        vocab_size=100,
        hard_vocab_limit=False,
        character_coverage=1.0,
        normalization_rule_name="identity",
        minloglevel=2,
    )
    return written.getvalue()


def _specification(vocabulary: list[str], seed: int, preferred: dict[str, float]) -> TransformerSpec:
    random = np.random.default_rng(seed)
    spec = TransformerSpec.from_config(num_layers=1, num_heads=2)
    size = len(vocabulary)
    shared = random.standard_normal((size, _WIDTH), dtype=np.float32)
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = shared
    _linear(spec.decoder.projection, size, _WIDTH, random)
    spec.decoder.projection.bias = np.array([preferred.get(word, 0.0) for word in vocabulary], np.float32)
    for stack in (spec.encoder, spec.decoder):
        _norm(stack.layer_norm)
        stack.position_encodings.encodings = random.standard_normal((_LONGEST, _WIDTH), dtype=np.float32)
        _fill_layer(stack.layer[0], random)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def _fill_layer(layer: Any, random: np.random.Generator) -> None:
    _norm(layer.self_attention.layer_norm)
    _linear(layer.self_attention.linear[0], 3 * _WIDTH, _WIDTH, random)
    _linear(layer.self_attention.linear[1], _WIDTH, _WIDTH, random)
    if hasattr(layer, "attention"):
        _norm(layer.attention.layer_norm)
        for place, size in enumerate((_WIDTH, 2 * _WIDTH, _WIDTH)):
            _linear(layer.attention.linear[place], size, _WIDTH, random)
    _norm(layer.ffn.layer_norm)
    _linear(layer.ffn.linear_0, _INNER, _WIDTH, random)
    _linear(layer.ffn.linear_1, _WIDTH, _INNER, random)


def _linear(layer: Any, rows: int, columns: int, random: np.random.Generator) -> None:
    layer.weight = random.standard_normal((rows, columns), dtype=np.float32)
    layer.bias = np.zeros(rows, np.float32)


def _norm(layer: Any) -> None:
    layer.gamma, layer.beta = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)
