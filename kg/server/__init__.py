"""The service: the graph over HTTP, safe to expose.

Whatever a stranger asks is computed in worker processes over snapshots of the store, which can be ended at any moment
and hold nothing that could be lost. The web framework stays in this package.
"""
