"""From a document to facts: entities first, then declarative frames over surface order."""

from __future__ import annotations

from kg.model import Document, Reading


def read(document: Document) -> Reading:
    """Read one document; see `kg.extract.reader.read`."""
    from kg.extract.reader import read as read_document

    return read_document(document)
