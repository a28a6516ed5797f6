"""The ontology as documentation: one self-contained page in French and English, with examples from a graph."""
