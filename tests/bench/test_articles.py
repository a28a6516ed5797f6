"""What is measured with: different articles, the same each time, that the reader finds facts in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from articles import WORDS, articles

from kg.extract import read
from kg.model import Document


def test_articles_are_different_and_always_the_same() -> None:
    texts = articles(300)
    assert len(set(texts)) == 300
    assert articles(300)[100:] == texts[100:]
    assert all(WORDS <= len(text.split()) < 2 * WORDS for text in texts)


def test_the_reader_finds_facts_in_them() -> None:
    assert all(read(Document(text)).facts for text in articles(3))


def test_the_bench_says_what_it_can_do() -> None:
    script = Path(__file__).with_name("bench.py")
    done = subprocess.run([sys.executable, str(script), "--help"], capture_output=True, text=True, check=True)
    assert "--quick" in done.stdout
