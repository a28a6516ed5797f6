"""`kg ontology`: what Entente knows how to say, as a list or as a page."""

from __future__ import annotations

import click

from kg.cli.exchange import write
from kg.cli.help import Command
from kg.cli.options import Settings, common
from kg.messages import language


@click.command("ontology", cls=Command)
@click.option(
    "--html",
    "target",
    metavar="FILE",
    help="Write it as one page, with examples from the graph (- for standard output).",
)
@common()
@click.pass_obj
def ontology_command(settings: Settings, target: str | None) -> int:
    """What a graph can say: classes, relations and statuses.

    \b
    kg ontology                        # a list
    kg ontology --html ontology.html   # a page, with definitions and examples
    """
    from kg.server.ontology import page
    from kg.server.ontology.model import read

    if target is not None:
        with settings.open() as graph:
            write(target, page.of(graph, language(), linked=False).html.encode(), settings)
        return 0
    lang = language()
    for term in read().terms:
        if term.kind != "property" or term.relation:
            click.echo(f"ent:{term.name}\t{term.label.get(lang, '')}\t{term.definition.get(lang, '')}")
    return 0


COMMANDS = (ontology_command,)
