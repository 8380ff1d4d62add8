"""The command line: thin adapters over the same actions as the pages.

Exit codes: 0 done, 1 refused by a rule, 2 bad input, 3 the system.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Final

import click

# Where each command lives. It is imported when it is called: most need Django set up for their face first.
COMMANDS: Final = {
    "serve": "hirz.faces.cli.commands.serve:serve",
    "worker": "hirz.faces.cli.commands.serve:worker",
    "migrate": "hirz.faces.cli.commands.system:migrate",
    "check": "hirz.faces.cli.commands.system:check",
    "new-secret": "hirz.faces.cli.commands.system:new_secret",
    "staff": "hirz.faces.cli.commands.staff:staff",
    "demo": "hirz.faces.cli.commands.demo:demo",
    "link": "hirz.faces.cli.commands.link:link",
    "meaning": "hirz.faces.cli.commands.meaning:meaning",
    "names": "hirz.faces.cli.commands.names:names",
    "import": "hirz.faces.cli.commands.transfer:import_group",
    "backup": "hirz.faces.cli.commands.backup:backup",
    "restore": "hirz.faces.cli.commands.backup:restore",
    "keys": "hirz.faces.cli.commands.keys:keys",
    "ledger": "hirz.faces.cli.commands.ledger:ledger",
    "evidence": "hirz.faces.cli.commands.evidence:evidence",
    "export": "hirz.faces.cli.commands.transfer:export_group",
}


class LazyCommands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
def hirz() -> None:
    """Hirz: preventing and answering reprisals against those who cooperate with the United Nations."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hirz.config.settings.staff")


def main() -> None:
    """Run a command and turn what went wrong into words and an exit code."""
    try:
        hirz(standalone_mode=False)
    except Exception as error:
        from hirz.faces.cli.wording import report

        sys.exit(report(error))
