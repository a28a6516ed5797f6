"""Networks of what the articles say: rows of the store → networkx."""
