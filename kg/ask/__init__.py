"""Questions in French and English: their words → a reading → SPARQL → rows with their passages.

>>> from kg.ask import ask
>>> ask(store, "Qui copréside le Groupe des Amis ?").rows  # doctest: +SKIP
"""

from kg.ask.run import Asked, UnreadError, ask

__all__ = ["Asked", "UnreadError", "ask"]
