"""Documents → readings, several at a time, by this process or by several: the same readings in the same order."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from kg.errors import KgError
from kg.messages import say
from kg.model import Document, Reading

Reader = Callable[[Document], Reading]
Outcome = Reading | KgError | None  # None: not read, for it is known
Documents = Iterable[Document | KgError]  # an error instead of a document is handed on as it is
Known = Callable[[Document], bool]
Readings = Iterator[tuple[Document | KgError, Outcome]]
_Items = list[Document | KgError]
_Found = list[Reading | KgError]

_DOCUMENTS = 8  # read together
_CHARACTERS = 100_000  # and not more than that: the tagger's memory grows with it
_AHEAD = 2  # chunks each process has in hand


def one_by_one(documents: Documents, known: Known, read: Reader) -> Readings:
    """Each document with what `read` makes of it, or None for those `known`: there is no need to read them."""
    for document in documents:
        unread = _unread([document], known)
        yield document, _read(unread[0], read) if unread else None


def many(documents: Documents, known: Known, jobs: int = 1) -> Readings:
    """The same with the reader of Entente, several documents at a time; with `jobs` > 1, by that many processes."""
    if jobs > 1:
        yield from _by_several(documents, known, jobs)
        return
    frozen = False  # asking the collector would count all that it holds: ten milliseconds each time
    try:
        for items in _chunks(documents):
            unread = _unread(items, known)
            found = read_chunk(unread)
            if not frozen:
                gc.freeze()  # what reading has loaded stays: the search for garbage need not go through it each time
                frozen = True
            yield from _paired(items, unread, found)
    finally:
        gc.unfreeze()


def read_chunk(documents: list[Document]) -> _Found:
    """The reading of each document, or what was wrong with it."""
    from kg.extract import read
    from kg.text.nlp import prepare

    try:
        prepare(document.text for document in documents)
    except Exception:  # one text the tagger cannot take: each is tried for itself below, and told if it fails
        prepare(())
    return [_read(document, read) for document in documents]


def why(error: Exception) -> str:
    """What was wrong, in one line."""
    return " ".join((str(error) if isinstance(error, KgError) else f"{type(error).__name__}: {error}").split())


def _read(document: Document, read: Reader) -> Reading | KgError:
    try:
        return read(document)
    except Exception as error:  # one article's fault, whatever it is, must not cost the others; it is told
        return KgError(why(error))


def _by_several(documents: Documents, known: Known, jobs: int) -> Readings:
    pool = _pool(jobs)
    chunks = _chunks(documents)
    waiting: deque[tuple[_Items, list[Document], Future[_Found]]] = deque()
    try:
        while True:
            for items in islice(chunks, _AHEAD * jobs - len(waiting)):
                unread = _unread(items, known)
                waiting.append((items, unread, _submit(pool, unread)))
            if not waiting:
                return
            items, unread, future = waiting.popleft()
            try:
                found = future.result()
            except BrokenProcessPool:  # one of the chunks in hand ended its process, which ends them all
                pool.shutdown()
                found = [_alone(document) for document in unread]
                pool = _pool(jobs)
                waiting = deque((held, open_, _submit(pool, open_)) for held, open_, _ in waiting)
            yield from _paired(items, unread, found)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, documents: list[Document]) -> Future[_Found]:
    try:
        return pool.submit(read_chunk, documents)
    except BrokenProcessPool as error:
        future: Future[_Found] = Future()
        future.set_exception(error)
        return future


def _alone(document: Document) -> Reading | KgError:
    """A document of a chunk that was not finished, read by a process of its own: others may be to blame."""
    with _pool(1) as pool:
        try:
            return _submit(pool, [document]).result()[0]
        except BrokenProcessPool:
            return KgError(say("build.ended"))


def _chunks(documents: Documents) -> Iterator[_Items]:
    chunk: _Items = []
    size = 0
    for document in documents:
        length = len(document.text) if isinstance(document, Document) else 0
        if chunk and (len(chunk) == _DOCUMENTS or size + length > _CHARACTERS):
            yield chunk
            chunk, size = [], 0
        chunk.append(document)
        size += length
    if chunk:
        yield chunk


def _unread(items: _Items, known: Known) -> list[Document]:
    return [item for item in items if isinstance(item, Document) and not _is_known(item, known)]


def _is_known(document: Document, known: Known) -> bool:
    try:
        return known(document)
    except UnicodeError:  # half a character in its text: it is told when it is taken in
        return False


def _paired(items: _Items, unread: list[Document], found: _Found) -> Readings:
    outcomes = {id(document): outcome for document, outcome in zip(unread, found, strict=True)}
    for item in items:
        yield item, outcomes.get(id(item))


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Fresh processes, not forks: the store keeps threads and locks that a fork would break.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_start)


def _start() -> None:
    from kg.text.model import on_one_core

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes
    on_one_core()
