"""The command `gradus`, its help, and what becomes of errors: one sentence, never a traceback unless asked for.

Only typer is imported here and in the modules of commands; everything else where a command needs it, so that
`gradus --help` answers at once and a learner's command never loads TensorFlow.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from autograder.cli import author, learner, teacher
from autograder.cli.errors import explain
from autograder.version import __version__

LEARNERS, TEACHERS, AUTHORS = "Learners", "Teachers", "Authors"


class Sections(TyperGroup):
    """Lists the commands by whom they are for. Plain text: rich's help takes longer than most commands."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        rows: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command: Any = self.get_command(ctx, name)
            if not command.hidden:
                section = command.rich_help_panel or AUTHORS
                rows.setdefault(section, []).append((name, command.get_short_help_str(200)))
        for section, lines in rows.items():
            with formatter.section(section):
                formatter.write_dl(lines)


app = typer.Typer(
    name="gradus",
    cls=Sections,
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gradus {__version__}")
        raise typer.Exit()


@app.callback(epilog="`gradus COMMAND --help` says more about one command.")
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """A deep-learning course that grades itself and names the mistake."""


learner.add_to(app, LEARNERS)
teacher.add_to(app, TEACHERS)
author.add_to(app, AUTHORS)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run `gradus`. Exit status: 0 done; 1 something is not right, and was said; 2 the call itself was wrong."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        # Signs such as ✓ must not end a command on a terminal that cannot show them.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status = app(given, prog_name="gradus", standalone_mode=False)
    except BaseException as error:
        status = explain(error, debug="--debug" in given)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
