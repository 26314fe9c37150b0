"""tests/documents."""
