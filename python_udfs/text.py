"""Text functions that SQL lacks, vectorised over Arrow arrays.

Every function takes one string array and returns one of the same length; null in, null out.
The work is done once for each distinct value.
"""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc
from anyascii import anyascii
from metaphone import doublemetaphone


def _map_distinct(values: pa.Array | pa.ChunkedArray, function: Callable[[str], str]) -> pa.Array:
    """Apply ``function`` to each distinct non-null value of ``values``."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    encoded = pc.dictionary_encode(values)
    mapped = pa.array([function(value) for value in encoded.dictionary.to_pylist()], pa.string())
    return mapped.take(encoded.indices)


def double_metaphone(values: pa.Array) -> pa.Array:
    """Primary Double Metaphone code of each value, such as ``SM0`` for ``smith``.

    Empty where a value has no letters. Source: L. Philips, "The Double Metaphone Search
    Algorithm", C/C++ Users Journal, June 2000, as implemented by the Metaphone package.
    """
    return _map_distinct(values, lambda value: doublemetaphone(value)[0])


def transliterate(values: pa.Array) -> pa.Array:
    """Each value in the letters of ASCII: ``Łukasz`` gives ``Lukasz``, ``Дмитрий`` ``Dmitriy``.

    Source: the tables of the AnyAscii package.
    """
    return _map_distinct(values, anyascii)
