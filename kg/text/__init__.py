"""Tokens, morphology and sentences. The only package that imports spaCy, and only when text is read."""
