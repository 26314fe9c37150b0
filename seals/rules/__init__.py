"""Decisions about seals: what findings amount to, and which seal may be used when."""
