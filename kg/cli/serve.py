"""`kg serve`: the graph over HTTP."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from kg.cli.help import Command
from kg.cli.options import Settings, common
from kg.messages import say

_positive = click.FloatRange(min=0, min_open=True)
_number = partial(click.option, metavar="N", show_default=True)


@click.command("serve", cls=Command)
@_number("--port", type=click.IntRange(0, 65535), default=8421, help="The port; 0 takes a free one.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--writable", is_flag=True, help="Take updates from whoever has the token.")
@click.option(
    "--token",
    metavar="TOKEN",
    envvar="KG_SERVE_TOKEN",
    help="For updates [default: $KG_SERVE_TOKEN, else made up and shown].",
)
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="Also answer to this name (repeatable).")
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="Let its pages read the answers (repeatable).")
@_number("--timeout", type=_positive, default=10, help="Seconds that a query may take.")
@_number("--memory", type=click.IntRange(min=64), default=1024, help="MB that a query may take.")
@_number("--rows", type=click.IntRange(min=1), default=100_000, help="Rows of one answer, at most.")
@_number("--budget", type=_positive, default=60, help="Seconds of work a minute for one client.")
@click.option("--plain", is_flag=True, help="An ordinary RDF store: no union of graphs, no ontology put in.")
@common()
@click.pass_obj
def serve_command(settings: Settings, /, host: str, port: int, **options: Any) -> int:
    """Serve the graph over HTTP: explorer, questions, SPARQL.

    SPARQL 1.1 at /sparql, single graphs at /data, the named questions at /questions, all there is in /openapi.json.
    It only reads unless --writable. Ctrl-C ends it.

    \b
    kg serve
    curl 'http://127.0.0.1:8421/questions/roles?actor=Maroc'
    """
    from kg.server import run
    from kg.server.settings import chosen

    wanted = chosen(**options)
    with run.listening(host, port) as listening:
        address = run.address(listening)

        def ready() -> None:
            settings.note(say("serve.here", address=address, store=settings.store))
            if wanted.writable:
                settings.note(say("serve.write_token", token=wanted.token))

        run.serve(settings.store, wanted, listening, ready)
    return 0


COMMANDS = (serve_command,)
