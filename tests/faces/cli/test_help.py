"""Every command says what it does, with an example, and the reference names all there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from hirz.faces.cli.main import COMMANDS
from hirz.faces.cli.main import hirz as root
from tests.faces.cli.conftest import Hirz

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "commands.md"


def commands(group: click.Group = root, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


ALL = dict(commands())
each_command = pytest.mark.parametrize("path", ALL, ids=" ".join)


def test_every_announced_command_is_there() -> None:
    assert {path[0] for path in ALL} == set(COMMANDS)


@each_command
def test_command_explains_itself_with_an_example(path: tuple[str, ...], hirz: Hirz) -> None:
    ran = hirz(*path, "--help")
    assert ran.code == 0
    assert "Example: " in ran.out
    assert f"hirz {' '.join(path)}" in ran.out.split("Example: ")[1]


@each_command
def test_every_option_is_explained(path: tuple[str, ...]) -> None:
    options = [option for option in ALL[path].params if isinstance(option, click.Option)]
    assert all(option.help for option in options)


@each_command
def test_reference_names_the_command_with_each_of_its_options(path: tuple[str, ...]) -> None:
    section = REFERENCE.read_text(encoding="utf-8").split(f"\n## hirz {' '.join(path)}\n")
    assert len(section) == 2
    described = section[1].split("\n## ")[0]
    for option in ALL[path].params:
        names = option.opts if isinstance(option, click.Option) else [(option.name or "").upper()]
        assert f"`{names[0]}" in described


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_asking_for_help_lists_every_command(arguments: tuple[str, ...], hirz: Hirz) -> None:
    ran = hirz(*arguments)
    assert all(name in ran.out + ran.err for name in COMMANDS)
