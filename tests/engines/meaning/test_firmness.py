"""How firmly a recommendation asks: read alike in six languages, and what is not known stays unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.meaning.firmness import LONGEST, Firmness, firmness_of, firmness_of_texts, languages_read

SIX = ("ar", "en", "es", "fr", "ru", "zh")
CONSIDER, GO_ON, DO = Firmness
ASKED = {
    CONSIDER: {
        "en": ["Consider ratifying the statute", "Explore the possibility of a visit", "1. To study the law"],
        "fr": ["Envisager de ratifier le Statut", "Examiner la possibilité d’une visite", "Étudier la loi"],
        "es": ["Considerar la posibilidad de ratificar el Estatuto", "Estudiar la ley", "Que examine la ley"],
        "ru": ["Рассмотреть возможность ратификации", "Изучить вопрос о законе", "Рассматривать закон"],
        "ar": ["النظر في التصديق على النظام", "دراسة القانون", "النَّظَر في إمكانية الزيارة"],
        "zh": ["考虑批准规约", "研究该法律", "探讨访问的可能性"],
    },
    GO_ON: {
        "en": ["Continue to train judges", "Take steps to train judges", "Further strengthen the courts"],
        "fr": ["Poursuivre la formation des juges", "Continuer de former", "S’efforcer de former les juges"],
        "es": ["Continuar formando a los jueces", "Seguir formando", "Intensificar la formación"],
        "ru": ["Продолжать обучение судей", "Прилагать усилия", "Укреплять суды"],
        "ar": ["مواصلة تدريب القضاة", "تعزيز المحاكم", "بذل الجهود من أجل التدريب"],
        "zh": ["继续培训法官", "加强法院", "努力培训法官"],
    },
    DO: {
        "en": [
            "Ratify the statute",
            "Train judges",
            "Promptly and fully investigate each complaint",
            "Not punish anybody",
        ],
        "fr": ["Ratifier le Statut", "Former les juges", "Ne pas punir", "Mettre fin à la détention"],
        "es": ["Ratificar el Estatuto", "Formar a los jueces", "No castigar a nadie", "Adherirse al Protocolo"],
        "ru": ["Ратифицировать статут", "Обучить судей", "Не наказывать", "Присоединиться к Протоколу"],
        "ar": ["التصديق على النظام", "تدريب القضاة", "عدم معاقبة أحد", "والانضمام إلى البروتوكول"],
        "zh": ["批准规约", "培训法官", "不惩罚任何人", "加入议定书"],
    },
}
LED_IN = {
    "en": ("The Committee recommends that the State party ", "consider ratifying", "continue to train", "ratify it"),
    "fr": (
        "Le Comité recommande à l’État partie d’",
        "envisager de ratifier",
        "intensifier ses efforts",
        "abolir la peine",
    ),
    "es": ("El Comité recomienda al Estado parte que ", "considere la ley", "continúe formando", "ratifique"),
    "ru": ("Комитет рекомендует государству-участнику ", "рассмотреть вопрос", "продолжать", "ратифицировать"),
    "ar": ("توصي اللجنة الدولة الطرف بأن ", "تنظر في التصديق", "تواصل التدريب", "تصدق"),
    "zh": ("委员会建议缔约国", "考虑批准", "继续培训", "批准"),
}
UNKNOWN = {
    "en": ["Judges and their training", ""], "fr": ["Les juges", "Notre avis"], "es": ["Los jueces", "Nada"],
    "ru": ["Судьи и обучение", "Власти страны"], "ar": ["القضاة", "كتاب"], "zh": ["法官", "法律"],
}  # fmt: skip
CASES = [
    (language, text, reading) for reading, by in ASKED.items() for language, texts in by.items() for text in texts
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "reading"), CASES)
def test_first_words_tell_how_firmly(language: str, text: str, reading: Firmness) -> None:
    assert firmness_of(text, language) is reading


@pytest.mark.parametrize("language", SIX)
def test_a_body_that_recommends_may_stand_before(language: str) -> None:
    body, *demands = LED_IN[language]
    assert [firmness_of(body + demand, language) for demand in demands] == list(Firmness)


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in UNKNOWN.items() for text in texts])
def test_unknown_words_are_not_guessed_at(language: str, text: str) -> None:
    assert firmness_of(text, language) is None


def test_six_languages_are_read_and_no_other() -> None:
    assert languages_read() == set(SIX)
    assert firmness_of("Ratify the statute", "ky") is None


def test_what_comes_later_in_a_text_does_not_make_it_weaker() -> None:
    far = "Ratify the statute of the court and pay what is owed to each of those who suffered, wherever they live now"
    assert firmness_of(f"{far}; consider a visit", "en") is DO


@given(st.text(max_size=400), st.sampled_from((*SIX, "ky", "")))
def test_any_text_can_be_read(text: str, language: str) -> None:
    assert firmness_of(text, language) in {None, *Firmness}


@given(st.sampled_from(CASES), st.text(max_size=200))
def test_reading_does_not_hang_on_spaces_or_on_what_is_far_behind(case: tuple[str, str, Firmness], behind: str) -> None:
    language, text, reading = case
    far = text + "." * LONGEST + behind
    assert firmness_of("  " + text.replace(" ", " \n "), language) is reading
    assert firmness_of(far, language) is reading


@given(st.dictionaries(st.sampled_from(SIX), st.sampled_from((*Firmness, None)), max_size=6))
def test_texts_that_differ_or_tell_nothing_are_unknown(told: dict[str, Firmness | None]) -> None:
    texts = {code: UNKNOWN[code][0] if one is None else ASKED[one][code][0] for code, one in told.items()}
    known = {one for one in told.values() if one is not None}
    assert firmness_of_texts(texts) == (known.pop() if len(known) == 1 else None)
