"""A component refuses what it does not know, in the template's own words, before a page is shown."""

from __future__ import annotations

import pytest
from django.template import TemplateSyntaxError

from hirz.faces.shell.templatetags.components import register
from tests.faces.shell.rendering import rendered

TAGS = sorted(register.tags)


@pytest.mark.parametrize("tag", TAGS)
def test_tag_refuses_an_argument_it_does_not_know(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'lable'"):
        rendered(f'{{% {tag} lable="x" %}}{{% end{tag} %}}')


@pytest.mark.parametrize("tag", TAGS)
def test_tag_refuses_an_argument_without_a_name(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="too many positional arguments"):
        rendered(f'{{% {tag} "x" %}}{{% end{tag} %}}')


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ('{% badge label="New" tone="dangr" %}', "neutral, info, success, warning, danger"),
        ('{% button label="Save" emphasis="main" %}', "primary, secondary, quiet, danger"),
        ('{% risk_badge level="severe" %}', "low, medium, high, critical"),
        ('{% notice tone="error" %}x{% endnotice %}', "neutral, info, success, warning, danger"),
    ],
)
def test_tag_refuses_a_value_it_does_not_know(source: str, known: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=known):
        rendered(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% badge label=misspelt %}",
        "{% person_name name=misspelt %}",
        '{% link_button label="Open" url=misspelt %}',
        "{% page_header title=misspelt %}{% endpage_header %}",
        '{% panel title=misspelt id="a" %}{% endpanel %}',
        "{% fact term=misspelt %}{% endfact %}",
    ],
)
def test_tag_refuses_a_variable_that_holds_nothing(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="is empty"):
        rendered(source)


TYPED = {
    "badge": "{% badge label=typed %}",
    "card": "{% card title=typed url=typed %}{{ typed }}{% endcard %}",
    "date": "{% date_words value=typed %}",
    "empty_state": "{% empty_state title=typed %}{{ typed }}{% endempty_state %}",
    "fact": "{% fact term=typed %}{{ typed }}{% endfact %}",
    "file": "{% file_row name=typed size=3 note=typed kind=typed %}",
    "mixed": "{% mixed text=typed %}",
    "notice": "{% notice title=typed %}{{ typed }}{% endnotice %}",
    "page_header": "{% page_header title=typed lead=typed eyebrow=typed %}{{ typed }}{% endpage_header %}",
    "person_menu": '{% person_menu name=typed role=typed sign_out_url="/" %}{{ typed }}{% endperson_menu %}',
    "person_name": "{% person_name name=typed url=typed %}",
    "quote": "{% quote source=typed %}{{ typed }}{% endquote %}",
    "reference": "{% reference code=typed url=typed %}",
}


@pytest.mark.parametrize("source", TYPED.values(), ids=TYPED)
def test_tag_escapes_what_people_typed(source: str) -> None:
    assert "<script" not in rendered(source, typed='"><script>')


def test_content_of_a_block_stays_as_the_template_wrote_it() -> None:
    assert "<em>once</em>" in rendered("{% empty_state title=title %} <em>once</em> {% endempty_state %}", title="None")
