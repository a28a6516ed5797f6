"""`kg serve`: the graph over HTTP."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.options import Settings, common
from kg.messages import say

_positive = click.FloatRange(min=0, min_open=True)


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8421, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--writable", is_flag=True, help="Take updates from whoever has the token.")
@click.option("--token", envvar="KG_SERVE_TOKEN", show_envvar=True, help="For updates.  [default: made up and shown]")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="Also answer to this name (repeatable).")
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="Let its pages read the answers (repeatable).")
@click.option("--timeout", type=_positive, default=10, show_default=True, help="Seconds that a query may take.")
@click.option("--memory", type=click.IntRange(min=64), default=1024, show_default=True, help="MB it may take.")
@click.option("--rows", type=click.IntRange(min=1), default=100_000, show_default=True, help="Rows of one answer.")
@click.option("--budget", type=_positive, default=60, show_default=True, help="Seconds that one client has a minute.")
@click.option("--plain", is_flag=True, help="An ordinary RDF store: no union of graphs, no ontology put in.")
@common()
@click.pass_obj
def serve_command(settings: Settings, /, host: str, port: int, **options: Any) -> int:
    """Serve the graph over HTTP: questions, SPARQL, graphs.

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
