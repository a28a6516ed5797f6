"""`kg eval`: how well it reads, against gold files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.exchange import write
from kg.cli.help import Command
from kg.cli.options import Settings, common
from kg.cli.output import clean, styled, table
from kg.messages import say

if TYPE_CHECKING:
    from kg.evaluate.gold import Gold
    from kg.evaluate.run import SetScore

FAILED = 1


@dataclass(frozen=True)
class Choices:
    """The options of one `kg eval`."""

    form: str
    misses: bool
    details: bool
    check: bool
    baseline: str | None
    write_baseline: str | None
    allow_lower: bool
    plot: str | None


@click.command("eval", cls=Command)
@click.argument("sources", nargs=-1, required=True, metavar="GOLD…")
@click.option("--details", is_flag=True, help="Also by document, by relation and by confidence.")
@click.option(
    "--misses",
    is_flag=True,
    help="List the missed and the wrong facts, and those with another status, date or speaker.",
)
@click.option("--check", is_flag=True, help="Only say what is wrong with the gold files; exit 1 when anything is.")
@click.option("--plot", metavar="FILE.svg", help="Draw how confidence and correctness agree, one panel a set.")
@click.option("--baseline", metavar="FILE", help="Exit 1 when recall or precision of a set is below its floor in FILE.")
@click.option("--write-baseline", metavar="FILE", help="Make the figures the floors in FILE; lowers none.")
@click.option("--allow-lower", is_flag=True, help="Let --write-baseline lower floors.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    show_default=True,
    help="How the figures come out.",
)
@common(store=False)
@click.pass_obj
def eval_command(settings: Settings, /, sources: tuple[str, ...], **options: Any) -> int:
    """Measure how well texts are read, against gold files.

    GOLD: files NAME.gold.json, or folders of them; each folder is a set, with a row of its own. The text lies beside
    the gold file as NAME.txt, or where its document.file says.

    \b
    kg eval tests/corpus/dev --details
    kg eval tests/corpus/dev tests/corpus/demo --baseline tests/eval/baseline.json
    """
    choices = Choices(**options)
    if choices.baseline and choices.write_baseline:
        raise click.UsageError(say("eval.both_baselines"))
    if choices.allow_lower and not choices.write_baseline:
        raise click.UsageError(say("eval.lower_what"))
    from kg.evaluate.gold import collect

    sets = collect(list(sources))
    return _check(sets, choices, settings) if choices.check else _evaluate(sets, choices, settings)


def _check(sets: dict[str, list[Gold]], choices: Choices, settings: Settings) -> int:
    from kg.evaluate.check import check

    problems = check(sets)
    if choices.form == "json":
        click.echo(json.dumps([vars(problem) for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(clean(str(problem)))
    if not problems:
        settings.note(say("eval.sound", count=sum(map(len, sets.values()))))
    return FAILED if problems else 0


def _evaluate(sets: dict[str, list[Gold]], choices: Choices, settings: Settings) -> int:
    from kg.evaluate import baseline
    from kg.evaluate.run import evaluate

    floors = baseline.load(Path(choices.baseline)) if choices.baseline else None
    scores = evaluate(sets)
    click.echo(_rendered(scores, choices))
    if choices.plot:
        from kg.evaluate.plot import diagram

        write(choices.plot, diagram(scores).encode(), settings)
    if choices.write_baseline:
        return _write(scores, choices.write_baseline, choices.allow_lower, settings)
    if floors is None:
        return 0
    complaints = baseline.complaints(floors, scores)
    for complaint in complaints:
        click.echo(f"kg: {complaint}", err=True)
    if not complaints:
        settings.note(say("eval.floors_hold"))
    return FAILED if complaints else 0


def _rendered(scores: list[SetScore], choices: Choices) -> str:
    from kg.evaluate import report

    if choices.form == "json":
        return json.dumps(report.data(scores, choices.misses), ensure_ascii=False, indent=1)
    tables = [*report.summary(scores)]
    for score in scores:
        tables += report.details(score) if choices.details else ()
        tables += report.misses(score) if choices.misses else ()
    if choices.form == "markdown":
        return "\n\n".join(map(report.markdown, tables))
    return "\n\n".join(f"{styled(one.title, bold=True)}\n{table(one.columns, one.rows)}" for one in tables)


def _write(scores: list[SetScore], name: str, allow_lower: bool, settings: Settings) -> int:
    from kg.evaluate import baseline

    path = Path(name)
    known = baseline.load(path) if path.exists() else baseline.Baseline()
    lowered = [] if allow_lower else baseline.lowered(known, scores)
    for complaint in lowered:
        click.echo(f"kg: {complaint}", err=True)
    if lowered:
        return FAILED
    write(name, baseline.text(baseline.updated(known, scores)).encode(), settings)
    return 0


COMMANDS = (eval_command,)
