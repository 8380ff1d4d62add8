"""What invented submitters write, in four languages; the coded words come from the vocabularies."""

from __future__ import annotations

from typing import Final

from hirz.foundation.vocabularies.registry import label

_TEXTS: Final = {
    "ar": (
        "تعاون الشخص المعني مع الأمم المتحدة ({engagement}، {body}). وبعد أيام وقع ما يلي: {act}. نخشى أن يتكرر ذلك.",
        "بعد مشاركته ({body})، أُبلغنا بما يلي: {act}. ولم تُجب السلطات عن شكوانا حتى الآن.",
        "نكتب إليكم نيابة عن أسرة قلقة. كان هناك تعاون مع {body}، ثم {act}. نطلب ألا يُذكر الاسم دون موافقة.",
    ),
    "ru": (
        "Человек сотрудничал с ООН ({engagement}; {body}). Через несколько дней произошло следующее: {act}.",
        "После участия ({body}) нам сообщили: {act}. На жалобу никто не ответил.",
        "Пишем по просьбе семьи. Было сотрудничество ({body}), затем {act}. Просим не называть имя без согласия.",
    ),
    "en": (
        "The person cooperated with the United Nations ({engagement}; {body}). Days later this followed: {act}.",
        "After the contact with the United Nations ({body}) we were told of this: {act}. No authority replied.",
        "We write for a worried family. There was cooperation ({body}), then {act}. Please use no name unasked.",
    ),
    "fr": (
        "La personne a coopéré avec les Nations Unies ({engagement} ; {body}). Quelques jours plus tard : {act}.",
        "Après ce contact ({body}), voici ce qui nous a été rapporté : {act}. Aucune autorité n’a répondu.",
        "Nous écrivons pour une famille inquiète. Il y a eu coopération ({body}), puis {act}. Merci de taire le nom.",
    ),
}
_DESCRIPTIONS: Final = {
    ("female", "human_rights_defender"): ("a woman human rights defender", "مدافعة عن حقوق الإنسان"),
    ("male", "human_rights_defender"): ("a human rights defender", "مدافع عن حقوق الإنسان"),
    ("female", "lawyer"): ("a woman lawyer", "محامية"),
    ("male", "lawyer"): ("a lawyer", "محامٍ"),
    ("female", "journalist"): ("a woman journalist", "صحفية"),
    ("male", "journalist"): ("a journalist", "صحفي"),
    ("female", "relative"): ("a relative of a victim", "قريبة لأحد الضحايا"),
    ("male", "relative"): ("a relative of a victim", "قريب لأحد الضحايا"),
    ("female", "environmental_defender"): ("a woman environmental defender", "مدافعة عن البيئة"),
    ("male", "environmental_defender"): ("an environmental defender", "مدافع عن البيئة"),
}
PROFILES: Final = tuple(sorted({profile for _, profile in _DESCRIPTIONS}))


def narrative(language: str, number: int, *, engagement: str, body: str, act: str) -> str:
    texts = _TEXTS[language]
    return texts[number % len(texts)].format(
        engagement=label("engagement_type", engagement, language),
        body=label("engagement_body", body, language),
        act=label("act_type", act, language),
    )


def public_description(gender: str, profile: str) -> dict[str, str]:
    english, arabic = _DESCRIPTIONS[gender, profile]
    return {"en": english, "ar": arabic}
