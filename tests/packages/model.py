"""The transformer that `train.py` trains, built so that CTranslate2 reckons the same from its weights."""

from __future__ import annotations

import importlib
import math
from dataclasses import dataclass
from typing import Any

#: Asked for by name, so that the type checker does not look for what only training needs.
torch: Any = importlib.import_module("torch")


@dataclass(frozen=True)
class Shape:
    """The size of a model; `heads` divides `width`."""

    width: int = 128
    inner: int = 512
    heads: int = 4
    layers: int = 2
    dropout: float = 0.1


class Model(torch.nn.Module):  # type: ignore[misc]  # torch is Any here
    """A pre-norm transformer that shares one table of embeddings between both sides and the output."""

    def __init__(self, size: int, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = torch.nn.Embedding(size, shape.width)
        torch.nn.init.normal_(self.embedding.weight, std=shape.width**-0.5)
        self.transformer = torch.nn.Transformer(
            shape.width, shape.heads, shape.layers, shape.layers, shape.inner, shape.dropout,
            batch_first=True, norm_first=True,
        )  # fmt: skip
        self.bias = torch.nn.Parameter(torch.zeros(size))
        self.dropout = torch.nn.Dropout(shape.dropout)

    def forward(self, source: Any, target: Any) -> Any:
        padding = source == 0
        out = self.transformer(
            self._embedded(source), self._embedded(target),
            tgt_mask=torch.nn.Transformer.generate_square_subsequent_mask(target.shape[1]).isinf(),
            src_key_padding_mask=padding, memory_key_padding_mask=padding, tgt_is_causal=True,
        )  # fmt: skip
        return out @ self.embedding.weight.T + self.bias

    def _embedded(self, tokens: Any) -> Any:
        places = sinusoids(tokens.shape[1], self.shape.width)
        return self.dropout(self.embedding(tokens) * math.sqrt(self.shape.width) + places)


def sinusoids(length: int, width: int) -> Any:
    """Where a token stands, as CTranslate2 reckons it: counted from 1, sines before cosines."""
    steps = torch.exp(torch.arange(width // 2) * (-math.log(10000) / (width // 2 - 1)))
    angles = torch.arange(1, length + 1)[:, None] * steps[None, :]
    return torch.cat([torch.sin(angles), torch.cos(angles)], dim=1)
