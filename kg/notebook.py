"""Jupyter: `%load_ext kg`, then `%kg build …`, `%%sparql`, `%%ask`; `-o name` keeps the rows as a DataFrame.

The magics parse as the command line does, and hand on to one `KnowledgeGraph` per kernel (`%kg use STORE` changes it).
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from IPython.core.error import UsageError
from IPython.core.inputtransformer2 import EscapedCommand, HelpEnd, MagicAssign
from IPython.display import display

from kg.cli.app import cli
from kg.cli.app import run as run_cli
from kg.cli.options import Settings
from kg.cli.usage import complaint
from kg.errors import KgError
from kg.graph import KnowledgeGraph
from kg.messages import language, say

Parameters = dict[str, Any]
_AS_TYPED = frozenset(
    {"--help", "-h", "--format", "--output", "-o", "--trace", "--picture"}
)  # asks for text or a file: no display
_OWN_OUTPUT = frozenset({"view", "export", "ontology"})  # their -o names a file


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext kg` calls, with IPython's `InteractiveShell`."""
    session = Session(shell)
    shell.register_magic_function(session.kg, "line", "kg")
    shell.register_magic_function(session.sparql, "cell", "sparql")
    shell.register_magic_function(session.ask, "line_cell", "ask")
    _keep_question_marks(shell.input_transformer_manager)
    shell.set_hook("complete_command", session.complete_kg, str_key="%kg")
    shell.set_hook("complete_command", session.complete_term, re_key=r".*\b(ent|skos|prov):\w*$")


class _Line(EscapedCommand):
    """`%ask` and `%kg`, read before IPython takes a « ? » at the end of the line for a call for help."""

    priority = HelpEnd.priority - 1

    @classmethod
    def find(cls, tokens_by_line: Any) -> _Line | None:
        """The first such line of a cell; `%ask?` itself asks for help."""
        for line in tokens_by_line:
            tokens = [token for token in line if token.string.strip()]
            words = [token.string for token in tokens[:3]]
            if words[:2] in (["%", "ask"], ["%", "kg"]) and words[2:] != ["?"]:
                return cls(tokens[0].start)
        return None


class _Assigned(MagicAssign):
    """The same for `answer = %ask … ?`."""

    priority = HelpEnd.priority - 1


def _keep_question_marks(manager: Any) -> None:
    names = {_Line.__name__, _Assigned.__name__}  # by name: an extension that is loaded again brings new classes
    others = [known for known in manager.token_transformers if known.__name__ not in names]
    manager.token_transformers = [*others, _Line, _Assigned]


class _Lent(KnowledgeGraph):
    """The session's graph, lent to a command: closing it is the session's business."""

    def close(self) -> None:
        pass


class _Settings(Settings):
    """The command line's settings, over the graph that the session holds open."""

    def __init__(self, session: Session) -> None:
        super().__init__(store=session.address)
        self._session = session

    def open(self, read_only: bool = True) -> KnowledgeGraph:
        if self.given and Path(self.store).resolve() != Path(self._session.address).resolve():
            return super().open(read_only)
        return _Lent(self._session.graph.store)

    def note(self, message: str) -> None:
        """On stdout: a notebook frames what comes on stderr as an error."""
        if not self.quiet:
            print(message)


class Session:
    """The magics and the graph they ask: `$KG_STORE`, else `./entente.db`, until `%kg use STORE`."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._graph: KnowledgeGraph | None = None

    @property
    def graph(self) -> KnowledgeGraph:
        """The open graph; opened when first asked for. Raises StoreError."""
        if self._graph is None:
            self._graph = KnowledgeGraph.open()
        return self._graph

    @property
    def address(self) -> str:
        """Where the graph is, or will be once it is asked."""
        if self._graph is None:
            return os.environ.get("KG_STORE") or Settings.store
        return self._graph.store.address

    def use(self, store: str | KnowledgeGraph) -> None:
        """Ask another graph from now on: a store's address, or a graph that is open already."""
        fresh = store if isinstance(store, KnowledgeGraph) else KnowledgeGraph.open(store)
        if self._graph is not None and fresh is not self._graph:
            self._graph.close()
        self._graph = fresh

    def kg(self, line: str) -> Any:
        """`%kg COMMAND …` as on the command line; rows show as tables, `-o name` keeps them as a DataFrame.

        `%kg use STORE` changes the graph that is asked: a folder, memory:, an address, or an open KnowledgeGraph.
        """
        words = self._words(line)
        with _one_line():
            if words[:1] == ["use"]:
                return self._use(words[1:])
            name = words[0] if words else ""
            keep, words = (None, words) if name in _OWN_OUTPUT else _kept(words)
            rich = _RICH.get(name)
            if rich is None or _AS_TYPED & set(words) or (len(words) == 1 and name in ("query", "analyse")):
                run_cli(words, _Settings(self))  # what is wrong it says on stderr
                return None
            return self._shown(rich(self.graph, _parsed(words)), keep, name)

    def sparql(self, line: str, cell: str) -> Any:
        """The cell is a SPARQL query; `-o name` keeps its rows."""
        with _one_line():
            keep, rest = _kept(self._words(line))
            if rest:
                raise UsageError(say("cli.usage", why=" ".join(rest), command="%%sparql"))
            return self._shown(self.graph.sparql(cell, language()), keep, "%%sparql")

    def ask(self, line: str, cell: str | None = None) -> Any:
        """A question in French or English, on the line or in the cell; `-o name` keeps its rows."""
        with _one_line():
            keep, rest = _kept_text(line)
            question = (cell if cell and cell.strip() else rest).strip()
            if not question:
                raise UsageError(say("notebook.empty_cell"))
            return self._shown(self.graph.ask(question, reader=language()), keep, "%%ask")

    def _use(self, words: Sequence[str]) -> None:
        named = self._shell.user_ns.get(words[0]) if words else None
        self.use(named if isinstance(named, KnowledgeGraph) else words[0] if words else Settings.store)
        print(say("notebook.opened", store=self.address))

    def _shown(self, answer: Any, keep: str | None, what: str) -> Any:
        """The answer itself, which IPython displays; with `keep`, its rows go into that variable as well."""
        if keep is None:
            return answer
        if not hasattr(answer, "to_dataframe"):
            raise UsageError(say("notebook.no_frame", what=what))
        frame = answer.to_dataframe(shown=True)
        self._shell.user_ns[keep] = frame
        display(answer)  # type: ignore[no-untyped-call]
        print(say("notebook.kept", name=keep, rows=len(frame)))
        return None

    def _words(self, line: str) -> list[str]:
        """The line as a shell would split it, « $name » and {name} filled in from the notebook."""
        try:
            return shlex.split(self._shell.var_expand(line))
        except ValueError as error:
            raise UsageError(say("cli.usage", why=str(error), command="%kg")) from None

    # ---- completion

    def complete_kg(self, _: Any, event: Any) -> list[str]:
        """Commands, then what the command line's own completion offers (options, question names)."""
        from click.shell_completion import ShellComplete

        words = event.line.split()[1:]
        done = words if event.line.endswith(" ") else words[:-1]
        start = "" if event.line.endswith(" ") or not words else words[-1]
        found = ShellComplete(cli, {}, "kg", "").get_completions(done, start)
        return [item.value for item in found] + (["use"] if not done and "use".startswith(start) else [])

    def complete_term(self, _: Any, event: Any) -> list[str]:
        """The declared terms after a prefix of the ontology (`ent:`)."""
        from kg.rdf import names

        prefixes = {"ent": names.ENT, "skos": names.SKOS, "prov": names.PROV}
        prefix = re.findall(r"\b(\w+):\w*$", event.text_until_cursor)
        return dir(prefixes[prefix[-1]]) if prefix else []


def _kept(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """`-o NAME` taken out of the words."""
    left = list(words)
    if "-o" not in left:
        return None, left
    place = left.index("-o")
    name = left[place + 1] if place + 1 < len(left) else ""
    if not name.isidentifier():
        raise UsageError(say("notebook.name", name=name))
    return name, left[:place] + left[place + 2 :]


def _kept_text(line: str) -> tuple[str | None, str]:
    """`-o NAME` taken out of a line of prose, whose apostrophes are no quotes."""
    match = re.search(r"(?:^|\s)-o\s+(\S*)", line)
    if match is None:
        return None, line
    name, _ = _kept(["-o", match[1]])
    return name, line[: match.start()] + line[match.end() :]


def _parsed(words: Sequence[str]) -> Parameters:
    """The parameters of a command line, by the command's own parser. Raises click's UsageError."""
    name, *rest = words
    command = cli.commands[name]
    with click.Context(cli, info_name="kg", obj=Settings()) as parent:
        if not isinstance(command, click.Group):
            return command.make_context(name, rest, parent=parent).params
        with click.Context(command, info_name=name, parent=parent, obj=Settings()) as within:
            chosen, inner, rest = command.resolve_command(within, rest)
            assert inner is not None  # resolve_command raises for a command that is none
            return {**inner.make_context(chosen, rest, parent=within).params, "command": chosen}


@contextlib.contextmanager
def _one_line() -> Iterator[None]:
    """What goes wrong is said in one line, as on the command line, not with a traceback."""
    try:
        yield
    except KgError as error:
        raise UsageError(" ".join(str(error).split())) from None
    except click.ClickException as error:
        raise UsageError(complaint(error)) from None


def _query(graph: KnowledgeGraph, given: Parameters) -> Any:
    from kg.cli.answers import parameters

    return graph.query(given["name"], lang=language(), **parameters(given["pairs"]))


def _view(graph: KnowledgeGraph, given: Parameters) -> Any:
    return graph.view(given["around"], given["depth"], given["status"], given["speakers"], language(), given["drawn"])


def _sparql(graph: KnowledgeGraph, given: Parameters) -> Any:
    from kg.cli.answers import query_text

    return graph.sparql(query_text(given["text"], given["path"]), language())


def _analyse(graph: KnowledgeGraph, given: Parameters) -> Any:
    from kg.analysis import Analysis
    from kg.cli.analyse import ask

    return ask(Analysis(graph.store, language()), given["command"], given)


_RICH: dict[str, Callable[[KnowledgeGraph, Parameters], Any]] = {
    "query": _query,
    "sparql": _sparql,
    "analyse": _analyse,
    "facts": lambda graph, given: graph.facts(given["document"], given["status"], lang=language()),
    "explain": lambda graph, given: graph.explain(given["target"]),
    "check": lambda graph, given: graph.check(not given["no_reasoner"]),
    "view": _view,
}
