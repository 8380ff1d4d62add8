"""The test vector of custody bundles, made anew. ``python -m tests.engines.evidence.published`` writes the files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from hirz.engines.canonical import Json
from tests.engines.evidence.bundles import LOG, TOLD, bundle, hexed, manifest

FOLDER: Final = Path(__file__).parent / "vectors"
BUNDLE: Final = FOLDER / "bundle.zip"
NOTES: Final = FOLDER / "bundle.json"


def notes() -> dict[str, Json]:
    """What somebody who writes a verifier of their own should arrive at."""
    line = TOLD[2].line()
    return {
        "key": LOG.verifier.encoded,
        "bundle_sha256": hexed(bundle()),
        "manifest_sha256": hexed(manifest().encoded()),
        "line": line.as_json(),
        "line_secret": TOLD[2].secret.hex(),
        "line_digest": line.digest(),
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    BUNDLE.write_bytes(bundle())
    NOTES.write_text(json.dumps(notes(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
