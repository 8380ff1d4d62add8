"""What the frame of every staff page asks for: areas of work, who is signed in."""

from __future__ import annotations

from django.template import Context, Library

from hirz.faces.shell.wording import zone_in_words
from hirz.faces.staff.wording import Area, areas_for, who_they_are
from hirz.foundation.accounts.models import User

register = Library()


@register.simple_tag
def areas(*, user: User) -> list[Area]:
    return areas_for(user)


@register.simple_tag(takes_context=True)
def is_here(context: Context, *, area: Area) -> bool:
    """Whether the page belongs to the area; the first page belongs to no other."""
    here: str = context["request"].path
    return here == area.path if area.path == "/" else here.startswith((area.path, *area.also))


@register.simple_tag
def zone_words() -> dict[str, str]:
    city, offset = zone_in_words()
    return {"city": city, "offset": offset}


@register.simple_tag
def roles_in_words(*, user: User) -> str:
    return who_they_are(user)
