"""`kg withdraw`: an article out of the graph again."""

from __future__ import annotations

import click

from kg.cli.help import Command
from kg.cli.options import Settings, common
from kg.messages import say


@click.command("withdraw", cls=Command)
@click.argument("documents", nargs=-1, required=True, metavar="ARTICLE…")
@click.option("--dry-run", is_flag=True, help="Only say which articles would go, and how many facts with them.")
@common()
@click.pass_obj
def withdraw_command(settings: Settings, documents: tuple[str, ...], dry_run: bool) -> int:
    """Forget articles with all that they say.

    ARTICLE: the path of its file, its name as kg facts shows it, its address, title or checksum. Facts that other
    articles tell too stay; what followed from the article alone goes. kg build reads it again.

    \b
    kg withdraw article.txt --dry-run
    kg withdraw article.txt
    """
    with settings.open() as graph:  # to write would make a store where there is none
        gone = graph.withdraw(*documents, dry_run=True)
    if not dry_run:
        with settings.open(read_only=False) as graph:
            gone = graph.withdraw(*documents)
    for name, facts in gone:
        told = (
            say("withdraw.would", name=name, facts=facts) if dry_run else say("withdraw.done", name=name, facts=facts)
        )
        click.echo(told)
    return 0


COMMANDS = (withdraw_command,)
