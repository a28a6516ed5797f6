"""`kg demo`: the whole of Entente in one command, on the dispatches that come with it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.build import UNREADABLE, progress, report
from kg.cli.exchange import write
from kg.cli.help import Command
from kg.cli.options import Settings, common
from kg.cli.output import clean, screen, styled
from kg.errors import KgError
from kg.messages import language, say

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

FOLDER = Path(__file__).resolve().parents[1] / "demo"
PAGE = "entente.html"
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("roles", {"actor": "Maroc"}),
    ("sponsors", {}),
    ("adoptions", {}),
    ("joiners", {}),
    ("overdue", {}),
)
PASSAGES = 2  # shown under each answer; `kg explain` shows all


@click.command("demo", cls=Command)
@common()
@click.pass_obj
def demo_command(settings: Settings) -> int:
    """See it work: read the shipped dispatches, ask, draw.

    Answers five questions with their passages and writes entente.html in this folder. The graph is kept in memory;
    with --store it is kept there.
    """
    from kg.graph import KnowledgeGraph
    from kg.source import read

    address = settings.store if settings.given else "memory:"
    documents = [item for item in read(str(FOLDER)) if not isinstance(item, KgError)]
    settings.note(styled(say("demo.reading", count=len(documents)), bold=True))
    with KnowledgeGraph.open(address) as graph:
        summary = graph.add(progress(documents, settings))
        report(summary, 0, settings)
        for number, (name, parameters) in enumerate(QUESTIONS, start=1):
            click.echo("\n".join(_answer(graph, number, name, parameters)))
        page = graph.view(lang=language())
    write(PAGE, page.encode(), settings)
    for key in ("open", "build", "facts", "query"):
        settings.note(say(f"demo.{key}", page=PAGE, store=settings.store, option=settings.option()))
    return UNREADABLE if summary.failed else 0


def _answer(graph: KnowledgeGraph, number: int, name: str, parameters: dict[str, str]) -> Iterator[str]:
    """A question in words, the command that asks it, its answer, and the first passages it rests on."""
    from kg.query import tables

    answer = graph.query(name, lang=language(), **parameters)
    assert answer.question is not None  # it was asked by name
    asked = "".join(f' -p "{key}={value}"' for key, value in parameters.items())
    yield styled(f"\n{number}. {answer.question.title.text(language())}", bold=True)
    yield styled(f"   kg query {name}{asked}", dim=True)
    yield textwrap.indent(tables.render(answer, "table", width=screen()).rstrip(), "   ")
    facts = answer.engagements()
    passages = sorted(graph.evidence(facts, language()), key=lambda passage: facts.index(passage.engagement))
    for passage in passages[:PASSAGES]:
        yield f"   « {clean(passage.quote)} » {styled(f'{passage.article} {passage.start}–{passage.end}', dim=True)}"


COMMANDS = (demo_command,)
