"""The command `gradus`: its help, its sub-commands, and errors as one sentence instead of a traceback.

A command's module is imported when the command is called, and what a command needs is imported inside it. So
`gradus --help` answers at once, and a learner's command never loads TensorFlow unless the exercise needs it.
Click is used without Typer because Typer imports Pydantic for every call that has an argument, which takes longer than
most commands.
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click

from autograder.cli.errors import explain
from autograder.version import __version__

# Section of the help: the module, and its commands in the order of the help.
SECTIONS = {
    "Learners": ("learner", ("doctor", "start", "check", "hint", "status")),
    "Teachers": ("teacher", ("key", "release", "grade", "judge", "feedback", "solution", "report", "demo")),
    "Authors": ("author", ("list", "build", "new", "prove", "gpu")),
}
MODULES = {name: module for module, names in SECTIONS.values() for name in names}


class Commands(click.Group):
    """The group of all commands; imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULES:
            return None
        found: dict[str, click.Command] = import_module(f"autograder.cli.{MODULES[cmd_name]}").COMMANDS
        return found[cmd_name]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib  # imported here: it is needed for this message only

            near = difflib.get_close_matches(args[0].casefold(), MODULES, 1) if args else []
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean '{near[0]}'?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, (_, names) in SECTIONS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(section):
                formatter.write_dl([(name, command.get_short_help_str(200)) for name, command in commands if command])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`gradus COMMAND --help` says more about one command.",
)
@click.version_option(__version__, prog_name="gradus", message="%(prog)s %(version)s", help="Print the version.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def app(debug: bool) -> None:
    """A deep-learning course that grades itself and names the mistake."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run `gradus`. Exit status: 0 done; 1 something is not right, and was said; 2 the call itself was wrong."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show signs such as ✓ must not end a command.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        status = app(given, prog_name="gradus", standalone_mode=False)
    except BaseException as error:
        status = explain(error, debug="--debug" in given)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
