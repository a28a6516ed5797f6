"""Work that can be given up: the store computes in native code, which neither Ctrl-C nor a deadline can stop."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

import click

from kg.errors import InterruptedRunError
from kg.messages import say

Result = TypeVar("Result")


def patient(work: Callable[[], Result], seconds: float | None = None) -> Result:
    """What `work` gives, or its exception. After `seconds`, or on Ctrl-C, the process ends with code 4.

    `work` runs in a thread of its own, so that this one stays awake; it only reads, so it may be cut off anywhere.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    except KeyboardInterrupt:
        _leave(say("cli.interrupted"))
    if thread.is_alive():
        _leave(say("cli.timeout", seconds=seconds))
    if errors:
        raise errors[0]
    return results[0]


def _leave(message: str) -> None:
    """End at once: an ordinary exit would wait for the native code."""
    click.echo(f"kg: {message}", err=True)
    sys.stderr.flush()
    os._exit(InterruptedRunError.exit_code)
