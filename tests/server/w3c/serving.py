"""A `kg serve --plain --writable` of its own, on a free port of this machine."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

TOKEN = "conformance"


@contextmanager
def served() -> Iterator[str]:
    """The address of a service over an empty store; both are gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--plain", "--writable"]
        command += ["--token", TOKEN, "--port", "0", "--store", f"{folder}/db", "--budget", "100000"]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr is not None
            yield re.findall(r"http://[\d.]+:\d+", server.stderr.readline())[0]
        finally:
            server.terminate()
            server.wait(timeout=30)
