"""How a service is set up, and how much one request may take."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one request, and one client, may take. Times in seconds, sizes in bytes."""

    seconds: float = 10.0  # to compute an answer
    memory: int = 1024 * MIB  # beyond what a worker holds at rest
    rows: int = 100_000  # of an answer, triples included
    answer: int = 64 * MIB
    text: int = MIB  # of a query or of a question's parameters
    upload: int = 64 * MIB  # of an RDF file or an update
    workers: int = field(default_factory=lambda: max(4, os.cpu_count() or 1))
    budget: float = 60.0  # of computing in any minute, for one client
    waiting: int = 16  # requests of one client that wait for a worker
    patience: float = 5.0  # to wait for a worker


@dataclass(frozen=True)
class Settings:
    """`hosts` are the names (Host header) the service answers to beside this machine's own, `origins` those whose pages
    may read it (CORS). `plain`: an ordinary RDF store with a default graph of its own, in place of the union.
    """

    writable: bool = False
    token: str | None = None
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    plain: bool = False
    limits: Limits = Limits()


def chosen(
    *,
    writable: bool = False,
    token: str | None = None,
    hosts: tuple[str, ...] = (),
    origins: tuple[str, ...] = (),
    plain: bool = False,
    **limits: float,
) -> Settings:
    """Settings from the options of `kg serve` (`memory` in MB); a token is made up where one is needed."""
    if writable and not token:
        token = secrets.token_urlsafe(24)
    asked = Limits(
        seconds=limits["timeout"], memory=int(limits["memory"]) * MIB, rows=int(limits["rows"]), budget=limits["budget"]
    )
    return Settings(writable, token, hosts, origins, plain, asked)
