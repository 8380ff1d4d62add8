"""Sealing against the raw library, and the scan of sealed narratives. Run: ``python -m benchmarks.sealing``."""

from __future__ import annotations

import os
import sys
import tracemalloc

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_push as init_push,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_push as push,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_state as State,
)

from benchmarks.measuring import Result, best_of_both, best_seconds, report
from hirz.engines.sealing import (
    CHUNK_BYTES,
    ContainerWriter,
    KeyName,
    Place,
    new_key_pair,
    new_secret,
    open_text,
    seal_text,
)
from hirz.rules.searching import Wanted

MEBIBYTE = 2**20
FILE = os.urandom(MEBIBYTE)
REPEATS = 32
DESK, RECOVERY = new_key_pair(), new_key_pair()
RECIPIENTS = [DESK.public_key, RECOVERY.public_key]


class Nowhere:
    """A sink that keeps nothing: the disk is not what is measured."""

    def write(self, data: bytes, /) -> None:
        pass


def raw_streams() -> None:
    for _ in range(REPEATS):
        state = State()
        init_push(state, bytes(32))
        for start in range(0, MEBIBYTE, CHUNK_BYTES):
            push(state, FILE[start : start + CHUNK_BYTES])


def containers() -> None:
    for _ in range(REPEATS):
        writer = ContainerWriter(Nowhere(), RECIPIENTS)
        for start in range(0, MEBIBYTE, CHUNK_BYTES):
            writer.write(FILE[start : start + CHUNK_BYTES])
        writer.finish()


def sealing_speed() -> Result:
    raw, ours = best_of_both(raw_streams, containers)
    speeds = f"{REPEATS / ours:.0f} MiB/s, raw {REPEATS / raw:.0f} MiB/s"
    return Result(
        "container of 1 MiB, two recipients", f"{raw / ours:.0%} of raw ({speeds})", ">= 50 %", raw / ours >= 0.5
    )


def memory() -> Result:
    tracemalloc.start()
    writer = ContainerWriter(Nowhere(), RECIPIENTS)
    for _ in range(64):
        writer.write(FILE)
    writer.finish()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Result("memory while 64 MiB are sealed", f"{peak / 1024:.0f} KiB", "< 1024 KiB", peak < MEBIBYTE)


def scan() -> Result:
    key = new_secret(KeyName("unit", "case", 1))
    places = [Place("narratives", "text", str(row)) for row in range(10_000)]
    text = "She was asked what she had said in Geneva. " * 95
    sealed = [seal_text(text[:4096], key=key, place=place) for place in places]

    wanted = Wanted.of("lamia")

    def look() -> int:
        opened = (open_text(value, key=key, place=place) for value, place in zip(sealed, places, strict=True))
        return sum(map(wanted.occur_in, opened))

    seconds = best_seconds(look)
    return Result("10,000 narratives of 4 KiB opened and scanned", f"{seconds:.3f} s", "< 0.5 s", seconds < 0.5)


if __name__ == "__main__":
    sys.exit(report(sealing_speed(), memory(), scan()))
