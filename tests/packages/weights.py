"""A trained model's weights as CTranslate2 reads them, in 8-bit integers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ctranslate2 import specs


def save_weights(model: Any, vocabulary: list[str], folder: Path, quantization: str = "int8") -> None:
    """Write the model of `train.py` to an empty folder that is made for it."""
    shape, transformer = model.shape, model.transformer
    spec = specs.TransformerSpec.from_config((shape.layers, shape.layers), shape.heads, pre_norm=True)
    for side, stack in ((spec.encoder, transformer.encoder), (spec.decoder, transformer.decoder)):
        _norm(side.layer_norm, stack.norm)
        for layer, trained in zip(side.layer, stack.layers, strict=True):
            _self_attention(layer.self_attention, trained.self_attn, trained.norm1)
            _feed_forward(layer.ffn, trained, trained.norm2 if side is spec.encoder else trained.norm3)
    for layer, trained in zip(spec.decoder.layer, transformer.decoder.layers, strict=True):
        _attention(layer.attention, trained.multihead_attn, trained.norm2)
    _outside(spec, model)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir()
    spec.save(str(folder))


def _outside(spec: Any, model: Any) -> None:
    table = _numbers(model.embedding.weight)
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    spec.decoder.projection.weight = table
    spec.decoder.projection.bias = _numbers(model.bias)


def _self_attention(attention: Any, trained: Any, norm: Any) -> None:
    _norm(attention.layer_norm, norm)
    attention.linear[0].weight, attention.linear[0].bias = (
        _numbers(trained.in_proj_weight),
        _numbers(trained.in_proj_bias),
    )
    _linear(attention.linear[1], trained.out_proj)


def _attention(attention: Any, trained: Any, norm: Any) -> None:
    """Attention of the decoder to the encoder: queries apart from keys and values."""
    _norm(attention.layer_norm, norm)
    weight, bias = _numbers(trained.in_proj_weight), _numbers(trained.in_proj_bias)
    width = weight.shape[1]
    attention.linear[0].weight, attention.linear[0].bias = weight[:width], bias[:width]
    attention.linear[1].weight, attention.linear[1].bias = weight[width:], bias[width:]
    _linear(attention.linear[2], trained.out_proj)


def _feed_forward(layer: Any, trained: Any, norm: Any) -> None:
    _norm(layer.layer_norm, norm)
    _linear(layer.linear_0, trained.linear1)
    _linear(layer.linear_1, trained.linear2)


def _linear(layer: Any, trained: Any) -> None:
    layer.weight, layer.bias = _numbers(trained.weight), _numbers(trained.bias)


def _norm(layer: Any, trained: Any) -> None:
    layer.gamma, layer.beta = _numbers(trained.weight), _numbers(trained.bias)


def _numbers(parameter: Any) -> Any:
    return parameter.detach().numpy().copy()
