"""One survey round from opening to release. Its state only moves forward."""
