"""Sentence vectors for the six languages of the United Nations, and a way into them from five of Central Asia.

Pure: no network, no database, no settings. The weights come inside a package.
"""

from hirz.engines.meaning.bridging import bridged
from hirz.engines.meaning.matching import Match, match
from hirz.engines.meaning.port import Encoder, Vectors
from hirz.engines.meaning.sentences import SentenceEncoder

__all__ = ["Encoder", "Match", "SentenceEncoder", "Vectors", "bridged", "match"]
