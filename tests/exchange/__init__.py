"""tests/exchange."""
