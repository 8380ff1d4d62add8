"""What invented submitters write, in four languages, and what they may be called in public, in six.

The coded words come from the vocabularies.
"""

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
    ("female", "human_rights_defender"): {
        "ar": "مدافعة عن حقوق الإنسان", "en": "a woman human rights defender", "zh": "一名女性人权维护者",
        "fr": "une défenseuse des droits humains", "ru": "правозащитница",
        "es": "una defensora de los derechos humanos",
    },
    ("male", "human_rights_defender"): {
        "ar": "مدافع عن حقوق الإنسان", "en": "a human rights defender", "zh": "一名人权维护者",
        "fr": "un défenseur des droits humains", "ru": "правозащитник", "es": "un defensor de los derechos humanos",
    },
    ("female", "lawyer"): {
        "ar": "محامية", "en": "a woman lawyer", "zh": "一名女律师", "fr": "une avocate", "ru": "женщина-адвокат",
        "es": "una abogada",
    },
    ("male", "lawyer"): {
        "ar": "محامٍ", "en": "a lawyer", "zh": "一名律师", "fr": "un avocat", "ru": "адвокат", "es": "un abogado",
    },
    ("female", "journalist"): {
        "ar": "صحفية", "en": "a woman journalist", "zh": "一名女记者", "fr": "une journaliste", "ru": "журналистка",
        "es": "una periodista",
    },
    ("male", "journalist"): {
        "ar": "صحفي", "en": "a journalist", "zh": "一名记者", "fr": "un journaliste", "ru": "журналист",
        "es": "un periodista",
    },
    ("female", "relative"): {
        "ar": "قريبة لأحد الضحايا", "en": "a relative of a victim", "zh": "受害人的一名女性亲属",
        "fr": "une parente d’une victime", "ru": "родственница потерпевшего лица", "es": "una familiar de una víctima",
    },
    ("male", "relative"): {
        "ar": "قريب لأحد الضحايا", "en": "a relative of a victim", "zh": "受害人的一名亲属",
        "fr": "un parent d’une victime", "ru": "родственник потерпевшего лица", "es": "un familiar de una víctima",
    },
    ("female", "environmental_defender"): {
        "ar": "مدافعة عن البيئة", "en": "a woman environmental defender", "zh": "一名女性环境维护者",
        "fr": "une défenseuse de l’environnement", "ru": "защитница окружающей среды",
        "es": "una defensora del medio ambiente",
    },
    ("male", "environmental_defender"): {
        "ar": "مدافع عن البيئة", "en": "an environmental defender", "zh": "一名环境维护者",
        "fr": "un défenseur de l’environnement", "ru": "защитник окружающей среды",
        "es": "un defensor del medio ambiente",
    },
}  # fmt: skip
PROFILES: Final = tuple(sorted({profile for _, profile in _DESCRIPTIONS}))


def narrative(language: str, number: int, *, engagement: str, body: str, act: str) -> str:
    texts = _TEXTS[language]
    return texts[number % len(texts)].format(
        engagement=label("engagement_type", engagement, language),
        body=label("engagement_body", body, language),
        act=label("act_type", act, language),
    )


def public_description(gender: str, profile: str) -> dict[str, str]:
    return dict(_DESCRIPTIONS[gender, profile])
