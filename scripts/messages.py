"""Keep the message catalogues in step with the source: collect, update, check, merge.

    python scripts/messages.py                                  collect from src/ and update locale/
    python scripts/messages.py --check                          say what is missing, exit 1 if anything is
    python scripts/messages.py --merge FILE.po --language ar    take translations from a fragment, then update

English is the language of the source. Arabic, French and Russian, which people of the staff choose, owe every message;
the other languages owe what the public face can show, and what letters to States, the annual report and period reports
say.
A catalogue holds what its language owes and nothing else, sorted, without line numbers, dates or drafts, so that it
changes only when a message or a translation does.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[1]
SOURCE = PROJECT / "src" / "hirz"
LOCALE = PROJECT / "locale"

COMPLETE = ("ar", "fr", "ru")
IN_PART = ("es", "zh_Hans")
LANGUAGES = (*COMPLETE, *IN_PART)

# Babel orders the six Arabic forms unlike CLDR, and so unlike Django and every editor of catalogues.
PLURAL_FORMS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
}

# What the public face can show. A folder ends in a slash; the exceptions are served on the staff face only.
PUBLIC = (
    "src/hirz/config/settings/",
    "src/hirz/faces/public/",
    "src/hirz/faces/shell/",
    "src/hirz/foundation/blobs/wording.py",
    "src/hirz/foundation/vocabularies/",
    "src/hirz/foundation/wording.py",
    "src/hirz/reprisals/intake/answers.py",
    "src/hirz/reprisals/intake/models.py",
    "src/hirz/reprisals/intake/wording.py",
)
# What letters to States, the annual report and period reports say: they are written in every language of the United
# Nations.
TOLD = (
    "src/hirz/regional/programme/documents.py",
    "src/hirz/regional/programme/findings.py",
    "src/hirz/regional/programme/models/reports.py",
    "src/hirz/regional/programme/tables.py",
    "src/hirz/reprisals/reporting/drafting.py",
    "src/hirz/reprisals/reporting/edition_document.py",
    "src/hirz/reprisals/reporting/extract_document.py",
    "src/hirz/reprisals/reporting/statistics.py",
    "src/hirz/reprisals/response/dates_in_prose.py",
    "src/hirz/reprisals/response/letters.py",
    "src/hirz/reprisals/response/phrases.py",
    "src/hirz/reprisals/response/telling.py",
)
STAFF_ONLY = ("src/hirz/faces/shell/gallery", "src/hirz/faces/shell/templates/shell/gallery")

# Where each function keeps its message: positions of singular and plural, "c" marks the context.
PLAIN, CONTEXT, PLURAL, BOTH = None, ((1, "c"), 2), (1, 2), ((1, "c"), 2, 3)
SHAPES = {"gettext": PLAIN, "pgettext": CONTEXT, "ngettext": PLURAL, "npgettext": BOTH, "gettext_noop": PLAIN}
FUNCTIONS = SHAPES | {f"{name}_lazy": SHAPES[name] for name in ("gettext", "pgettext", "ngettext", "npgettext")}

Found: TypeAlias = "tuple[str, str | tuple[str, ...], str | None]"
Keywords: TypeAlias = Mapping[str, "tuple[int | tuple[int, str], ...] | None"]


def main(arguments: list[str]) -> int:
    asked = _parser().parse_args(arguments)
    if asked.check:
        return _report_missing()
    if asked.merge:
        _update(asked.language, asked.merge)
    for language in LANGUAGES:
        _update(language)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="say what is missing in each language")
    parser.add_argument("--merge", type=Path, metavar="FILE.po", help="a fragment whose translations are taken over")
    parser.add_argument("--language", choices=LANGUAGES, default="ar", help="the language of the fragment")
    return parser


def _report_missing() -> int:
    missing = {language: list(untranslated(language)) for language in LANGUAGES}
    for language, messages in missing.items():
        print(f"{language}: {len(messages)} missing")
        for message in messages:
            print(f"  {message.locations[0][0]}: {message.id!r}")
    return int(any(missing.values()))


def _update(language: str, fragment: Path | None = None) -> None:
    known = catalogue(language)
    translations = _translations(known)
    if fragment:
        translations |= _translations(_read(fragment, language))
    owed = messages_owed(language)
    for message in owed:
        message.string = translations.get(_key(message), message.string)
    _write(owed, language)


def _translations(given: Catalog) -> dict[object, str | tuple[str, ...]]:
    told = [message for message in given if message.id and is_translated(message)]
    return {_key(message): _string(message) for message in told}


def _string(message: Message) -> str | tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else message.string or ""


def _key(message: Message) -> object:
    singular = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
    return singular, message.context, isinstance(message.id, (list, tuple))


def _write(owed: Catalog, language: str) -> None:
    target = path_of(language)
    target.parent.mkdir(parents=True, exist_ok=True)
    body = BytesIO()
    write_po(body, owed, width=100, omit_header=True, sort_output=True, include_lineno=False)
    target.write_bytes(_header(owed, language).encode() + body.getvalue().rstrip() + b"\n")


def _header(owed: Catalog, language: str) -> str:
    fields = {
        "Project-Id-Version": "hirz",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS.get(language, owed.plural_forms),
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'msgid ""\nmsgstr ""\n{lines}\n'


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """What is translated so far; empty for a language that has no file yet."""
    path = path_of(language)
    return _read(path, language) if path.exists() else Catalog(locale=language)


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=language, ignore_obsolete=True, abort_invalid=True)


def untranslated(language: str) -> Iterator[Message]:
    """The messages that the language owes and its catalogue does not have."""
    translated = _translations(catalogue(language))
    return (message for message in messages_owed(language) if message.id and _key(message) not in translated)


def is_translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(forms) and not message.fuzzy


def messages_owed(language: str) -> Catalog:
    """The messages of the source that the language owes, without translations."""
    owed = Catalog(locale=language, fuzzy=False)
    for path, message, context in collected():
        if owes(language, path):
            owed.add(message, context=context, locations=[(path, 1)])
    return owed


def owes(language: str, path: str) -> bool:
    return language in COMPLETE or path in TOLD or is_public(path)


def is_public(path: str) -> bool:
    return path.startswith(PUBLIC) and not path.startswith(STAFF_ONLY)


@cache
def collected() -> tuple[Found, ...]:
    """Every message of the source: the path of its file, the message (a pair when it has a plural), its context."""
    if not settings.configured:  # the reader of templates wants them to exist; which ones is all the same to it
        settings.configure()
    return tuple(_collect())


def _collect() -> Iterator[Found]:
    for path in sorted(SOURCE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        yield from _messages_in(path, source, keywords_of(source))
    for path in sorted(SOURCE.rglob("templates/**/*.html")) + sorted(SOURCE.rglob("templates/**/*.txt")):
        yield from _messages_in(path, _as_python(path), FUNCTIONS | {"_": PLAIN})


def _as_python(template: Path) -> str:
    """The calls that a template makes; without the indentation of its markup, which Python would stumble over."""
    return "\n".join(line.strip() for line in templatize(template.read_text(encoding="utf-8")).splitlines())


def keywords_of(source: str) -> Keywords:
    """The translating functions under the names that a module imports them by."""
    imports = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom))
    names = (name for node in imports if node.module == "django.utils.translation" for name in node.names)
    return {name.asname or name.name: FUNCTIONS[name.name] for name in names if name.name in FUNCTIONS}


def _messages_in(path: Path, source: str, keywords: Keywords) -> Iterator[Found]:
    place = path.relative_to(PROJECT).as_posix()
    for _line, message, _comments, context in extract("python", BytesIO(source.encode()), keywords):
        yield place, message, context


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
