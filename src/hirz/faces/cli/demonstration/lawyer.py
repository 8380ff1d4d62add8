"""What the lawyer of the story writes: an invented client, in an invented State."""

from __future__ import annotations

from typing import Any, Final

from hirz.rules.consent import ConsentState, Scope

STATE: Final = "XM"
TOKEN: Final = "the story of the demonstration"  # noqa: S105 - stands for what the lawyer's browser holds
SPELLINGS: Final = ("نوال الغمراوي", "Nawal al-Ghamrawi", "Наваль аль-Гамрави", "Nawal Ghamraoui")
REFUSED: Final = (Scope.NAME_TO_GOVERNMENT, Scope.REPORT_NAMED, Scope.PUBLIC_STATEMENT)


def answers(year: int) -> dict[str, Any]:
    given = {scope.value: ConsentState.GIVEN.value for scope in Scope}
    given |= {scope.value: ConsentState.REFUSED.value for scope in REFUSED}
    return {
        "language": "ar",
        "relation": "lawyer",
        "stay_confidential": True,
        "state_concerned": STATE,
        "life_at_risk": True,
        "victim": {
            "names": list(SPELLINGS[:2]), "kind": "individual", "gender": "female", "age_group": "adult",
            "description": "مدافعة عن حقوق الإنسان ترأس جمعية محلية.",
        },
        "engagement": {
            "body": "hrc", "kind": "participation_in_meeting_on_un_premises", "date": f"{year}-03-09",
            "place": "جنيف", "description": "تحدثت في نشاط جانبي لمجلس حقوق الإنسان.",
        },
        "act": {
            "kinds": ["detention", "passport_confiscation"], "date": f"{year}-03-12", "place": "المطار",
            "perpetrator": "police", "description": "أوقفت عند عودتها وصودر جواز سفرها.",
        },
        "link": "سُئلت أثناء الاستجواب عما قالته في جنيف.",
        "narrative": "احتُجزت موكلتي في المطار بعد ثلاثة أيام من حديثها في نشاط جانبي لمجلس حقوق الإنسان. "
        "سُئلت عن مشاركتها وعن أسماء من التقت بهم، ثم أُفرج عنها بعد ساعات دون جواز سفرها.",
        "steps_taken": "قدمت شكوى إلى النيابة العامة ولم أتلق رداً.",
        "prior_submissions": "لم تُقدَّم هذه المعلومات إلى جهة أخرى.",
        "consent": {"given_by": "representative", "answers": given},
    }  # fmt: skip
