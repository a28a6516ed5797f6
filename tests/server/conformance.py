"""The W3C's tests of SPARQL 1.0 and 1.1, run over HTTP against a `kg serve --plain --writable` started for them.

The tests are the W3C's and no part of this repository: get its rdf-tests and give the folders `sparql/sparql10` and
`sparql/sparql11` (or `data-r2`, `data-sparql11` of the older archive), or folders in them, as arguments or in KG_W3C.
Left out: entailment regimes (another language), federated queries (refused), what the W3C has withdrawn. LOAD is
refused too: its tests are run and fail.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

import httpx2

sys.path.insert(0, str(Path(__file__).parent))
from w3c import description, evaluation, manifests
from w3c.entries import exchange
from w3c.exchanges import Line, play
from w3c.manifests import Case
from w3c.serving import TOKEN, served

_PROTOCOLS = {"ProtocolTest", "GraphStoreProtocolTest"}
_EVALUATION = ("QueryEvaluationTest", "CSVResultFormatTest", "UpdateEvaluationTest")


def run(case: Case, http: httpx2.Client, line: Line) -> None:
    """Run one test of any kind. Raises AssertionError when it fails, whatever else when it cannot be run."""
    if case.kind in _PROTOCOLS:
        play(exchange(case), line)
    elif case.kind == "ServiceDescriptionTest":
        description.check(case.name.rpartition(" ")[2], http)
    else:
        evaluation.run(case, http)


def main(arguments: list[str] | None = None) -> int:
    """Run every test of the folders, print what fails and how many pass; 1 when one fails."""
    options = _options(arguments)
    folders = options.folder or [Path(name) for name in os.environ.get("KG_W3C", "").split(os.pathsep) if name]
    if not folders:
        print("skipped: no folder with the W3C's tests is given, nor in KG_W3C (see --help)")
        return 0
    passed, all_, failures = Counter[str](), Counter[str](), []
    with served() as address, _client(address) as http:
        line = Line(address, TOKEN)
        for case in (c for folder in folders for c in manifests.cases(manifests.manifest(folder.resolve()))):
            all_[case.kind] += 1
            try:
                run(case, http, line)
                passed[case.kind] += 1
            except Exception as error:
                failures.append(f"{case.kind} {case.name}: {str(error)[: options.width]}")
    print(*failures, sep="\n")
    _table(passed, all_)
    return int(bool(failures))


def _table(passed: Counter[str], all_: Counter[str]) -> None:
    for kind in sorted(all_):
        print(f"{kind:28} {passed[kind]:4} / {all_[kind]}")
    evaluated = sum(all_[kind] for kind in _EVALUATION)
    if evaluated:
        print(f"{'evaluation':28} {sum(passed[kind] for kind in _EVALUATION):4} / {evaluated}")
    print(f"{'all':28} {passed.total():4} / {all_.total()}")


def _client(address: str) -> httpx2.Client:
    return httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path, help="a folder with manifests; else those named in KG_W3C")
    parser.add_argument("--width", type=int, default=300, help="how much is told of a failure, in characters")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
