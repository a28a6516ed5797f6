"""What runs the W3C's tests of SPARQL over HTTP: their manifests, and the same behaviours in requests of our own."""
