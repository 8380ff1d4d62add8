"""Small files of every shape, in our own words."""

from __future__ import annotations

import io
import json

from docx import Document
from openpyxl import Workbook

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SYSTEM
from hirz.regional.mechanisms.importing import Change
from hirz.regional.recommendations.importing import Plan, import_recommendations

PUBLISHED = (
    "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\r"
    'Kazakhstan,Asia,OIC,"Repeal the clause on naïve reporting; publish the figures",Peru,GRULAC,OAS,Accepted,5,'
    '"Justice,Migrants",7\r'
    "Kazakhstan,Asia,OIC,Open the sittings of the commission to observers,Turkey,WEOG,OIC,Noted,4,NHRI,7\r"
    "Kazakhstan,Asia,OIC,Open the sittings of the commission to observers,&#40;Unknown&#41;,Asia,,Noted,4,NHRI,7\r"
)
"""As UPR Info publishes it, CR at the end of lines; to be written in Mac Roman."""

MAC_ROMAN = PUBLISHED.encode("mac_roman")
BY_STATE = (
    b"id,iso3,state_under_review,upr_cycle,wg_session,recommending_state,recommending_group,text,"
    b"response_upr_info,action_category_1_5,issues\n"
    b"KAZ-UPR07-900,KAZ,Kazakhstan,1,7,Peru,GRULAC,Publish the register of visits,Accepted,5,Justice; Migrants\n"
)
TEMPLATE = (
    b"state,mechanism,symbol,paragraph,date,text,recommending_states,position,position_words,themes,sdgs,"
    b"source\n"
    b"XM,CERD,CERD/C/XAM/CO/1,12,2024-05-01,Let the school books be printed in two languages,,,,Right to education,4.5,"
    b"Treaty body database\n"
    b"XM,CERD,CERD/C/XAM/CO/1,12,2024-05-01,Train those who teach in both languages,,,,Right to teach,4,"
    b"Treaty body database\n"
    b"XM,UPR,A/HRC/90/7,115.2,2026-03-01,Set up an office for complaints,Peru|Fiji,supported,Agreed,Migrants,,Report\n"
)
UHRI: list[dict[str, object]] = [
    {
        "AnnotationId": "a-1", "Symbol": "CAT/C/XAM/CO/2", "Body": "- CAT", "AnnotationType": "- Recommendations",
        "Countries": "- Kazakhstan", "Themes": "- Migrants\n- Quiet hours", "AffectedPersons": ["Children"],
        "Sdgs": "- 16.3", "Text": "Count the complaints and publish how many there were", "Paragraph": 14,
        "PublicationDate": "2024-05-01T00:00:00", "UprCycle": None, "UprPosition": None, "UprRecommendingState": None,
    },
    {
        "annotationid": "a-2", "symbol": "A/HRC/91/4", "body": "UPR", "annotationtype": "Recommendations",
        "countries": ["Kazakhstan"], "themes": [], "affectedpersons": None, "sdgs": ["5"],
        "text": "Build three shelters", "paragraph": "110.7", "publicationdate": "2026-01-02",
        "uprcycle": "Fourth cycle", "uprposition": "Noted", "uprrecommendingstate": "- Peru\n- Fiji",
    },
    {
        "AnnotationId": "a-3", "Symbol": "CAT/C/XAM/CO/2", "Body": "CAT", "AnnotationType": "Concerns/Observations",
        "Countries": "Kazakhstan", "Text": "It is a concern that nobody counts",
    },
]  # fmt: skip
THEMATIC_JSON = {
    "source": "OHCHR UPR 48th session, Kazakhstan, thematic list of recommendations",
    "recommendations": [
        {
            "no": "140.7", "text": "Join the convention on quiet hours (Peru) (Fiji);", "position": "Supported",
            "position_source": "A/HRC/59/15/Add.1 - Para.3", "themes": ["Migrants"], "groups": ["Children"],
            "sdgs": [1, 16], "recommending_states": ["Peru", "Fiji"],
        },
    ],
}  # fmt: skip


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


HEADER = "UPR of Kazakhstan (3rd Cycle - 34th Session)"


def thematic_document(*rows: tuple[str, str, str], header: str = HEADER) -> bytes:
    """A list as it is published: names of columns, a heading across the table, then the rows."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = header
    table = document.add_table(rows=2, cols=4)
    for cell, name in zip(table.rows[0].cells, ("Recommendation", "Position", "Full list of themes", ""), strict=True):
        cell.text = name
    heading = table.rows[1].cells
    heading[0].merge(heading[3]).text = "Theme: quiet hours"
    for row in rows:
        for cell, text in zip(table.add_row().cells, (*row, ""), strict=True):
            cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


ENTRY = (
    "121.2 Keep to the convention (No. 29) at night (Iran (Islamic Republic of)); Publish the hours (Fiji) (Peru);\n"
    "Source of Position: A/HRC/43/15/Add.1 - Para.3",
    "Supported",
    "- Migrants\n- Quiet hours\nSDGs: \n- 16 - PEACE\nAffected persons: \n- Children",
)


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def imported(data: bytes, by: User | None = None, *, skip_bad_rows: bool = False) -> Plan:
    return import_recommendations(data=data, by=by or SYSTEM, skip_bad_rows=skip_bad_rows)


def counts(plan: Plan) -> tuple[int, int, int]:
    created, updated, unchanged = (plan.count(change) for change in Change)
    return created, updated, unchanged
