"""What people send as evidence, and how it comes to a case."""

from __future__ import annotations

import io
from typing import Any, Final

import pikepdf
from PIL import Image

from hirz.engines.files import inspect
from hirz.engines.sealing import new_key_pair
from hirz.foundation.accounts.models import User
from hirz.foundation.blobs.store import store_bytes
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence import redaction
from hirz.reprisals.evidence.models import EvidenceItem, WorkingCopy
from hirz.reprisals.evidence.taking import Account, add
from hirz.reprisals.evidence.versions import Version

LETTER: Final = b"To Salma Al-Zahrawi.\nCome to the station on Monday.\n"
PROGRAM: Final = b"MZ\x90\x00" + bytes(200)
WORDS: Final = "Salma was summoned"


def photograph(size: tuple[int, int] = (240, 120)) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "taken by Salma"
    target = io.BytesIO()
    Image.new("RGB", size, "white").save(target, "JPEG", exif=exif)
    return target.getvalue()


def document(pages: int = 2) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            page = made.add_blank_page(page_size=(300, 300))
            names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
            font = pikepdf.Dictionary({key: pikepdf.Name(name) for key, name in names.items()})
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.Contents = pikepdf.Stream(made, f"BT /F 20 Tf 30 200 Td ({WORDS}) Tj ET".encode())
        made.save(target)
    return target.getvalue()


def added(case: Case, by: User, data: bytes = LETTER, name: str = "letter.txt", **account: Any) -> EvidenceItem:
    blob = store_bytes(data, pair=new_key_pair())
    told = Account(**{"description": "A summons to the police.", **account})
    inspection = inspect(blob.head, io.BytesIO(data), name)
    return add(case=case, blob=blob, name=name, inspection=inspection, account=told, by=by)


def redacted(item: EvidenceItem, by: User, *phrases: str) -> WorkingCopy:
    listed = "\n".join(phrases or ("Salma Al-Zahrawi",))
    return redaction.redact_phrases(version=Version(item), phrases=listed, reason="Her name.", by=by)


def accepted(item: EvidenceItem, by: User, *phrases: str) -> WorkingCopy:
    return redaction.accept(copy=redacted(item, by, *phrases), by=by)
