"""Weights of a transformer of true size, by chance: they take the time and the memory of learnt ones.

Chance would never end a sentence. So a sign in the decoder's position encodings tells how far the output is, and makes
a full stop ever likelier; after that comes the end mark. Outputs get about as long as the sentences put in (15 pieces
in, 16 out), with a word at the beginning and a stop at the end, for whoever asks, without a bound of ours.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2 import specs
from numpy.typing import NDArray

_LAYERS, _HEADS, _WIDTH, _INNER = 6, 8, 512, 2048
_LONGEST = 512
_SEED = 2026

#: Signs in what the decoder sees: how far it is, that it begins, and that the last piece was a full stop.
_FAR, _FIRST, _STOPPED = 0, 1, 2
_SURE, _LOUD = 10, 8

#: From this place on a full stop is likelier than the average piece, with each further place more so.
_BEGIN, _GAIN = 13, 0.3

Floats = NDArray[np.float32]


def save_weights(vocabulary: list[str], folder: Path) -> None:
    """A CTranslate2 model in a folder that is made for it, in 8-bit integers. The same on every machine."""
    chance = _Chance()
    spec = specs.TransformerSpec.from_config((_LAYERS, _LAYERS), _HEADS, pre_norm=True)
    for side in (spec.encoder, spec.decoder):
        chance.fill_norm(side.layer_norm)
        for layer in side.layer:
            _fill_layer(layer, chance)
    _fill_ends(spec, chance, vocabulary)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir()
    spec.save(str(folder))


class _Chance:
    """Fills parts of a model."""

    def __init__(self) -> None:
        self._numbers = np.random.default_rng(_SEED)

    def table(self, rows: int, columns: int, spread: float) -> Floats:
        return self._numbers.standard_normal((rows, columns), np.float32) * np.float32(spread)

    def fill_linear(self, linear: Any, rows: int, columns: int) -> None:
        linear.weight, linear.bias = self.table(rows, columns, 0.02), np.zeros(rows, np.float32)

    def fill_norm(self, norm: Any) -> None:
        norm.gamma, norm.beta = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)


def _fill_layer(layer: Any, chance: _Chance) -> None:
    _fill_attention(layer.self_attention, chance, (3, 1))
    if hasattr(layer, "attention"):
        _fill_attention(layer.attention, chance, (1, 2, 1))
    chance.fill_norm(layer.ffn.layer_norm)
    chance.fill_linear(layer.ffn.linear_0, _INNER, _WIDTH)
    chance.fill_linear(layer.ffn.linear_1, _WIDTH, _INNER)


def _fill_attention(attention: Any, chance: _Chance, rows: tuple[int, ...]) -> None:
    """Queries, keys and values, together or apart, and what comes out."""
    chance.fill_norm(attention.layer_norm)
    for linear, times in zip(attention.linear, rows, strict=True):
        chance.fill_linear(linear, times * _WIDTH, _WIDTH)


def _fill_ends(spec: Any, chance: _Chance, vocabulary: list[str]) -> None:
    """A table for what is read and written so far, and one for what is written next."""
    table = chance.table(len(vocabulary), _WIDTH, _WIDTH**-0.5)
    projection = chance.table(len(vocabulary), _WIDTH, 0.1)
    places = chance.table(_LONGEST, _WIDTH, 0.3)
    bias = np.array([0 if _is_spoken(piece) else -3 * _SURE for piece in vocabulary], np.float32)
    for numbers in (table, projection, places):
        numbers[:, [_FAR, _FIRST, _STOPPED]] = 0
    stop, end = vocabulary.index("."), vocabulary.index("</s>")
    places[:, _FAR] = (np.arange(_LONGEST) - _BEGIN) * _GAIN
    projection[stop] *= 2
    projection[stop, [_FAR, _STOPPED]] = _SURE, -_SURE
    table[stop, _STOPPED] = _LOUD * _WIDTH**-0.5
    projection[end, _STOPPED] = _SURE
    places[0, _FIRST] = _LOUD
    projection[[not piece.startswith("▁") for piece in vocabulary], _FIRST] = -_SURE
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = table
    spec.decoder.projection.weight, spec.decoder.projection.bias = projection, bias
    spec.decoder.position_encodings.encodings = places


def _is_spoken(piece: str) -> bool:
    """A number or a mark that nobody wrote would be found and refused; the end mark waits for its sign."""
    return piece == "." or piece.removeprefix("▁").isalpha()
