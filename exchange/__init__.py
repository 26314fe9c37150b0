"""Sealed documents between units: encrypted at one desk, opened at another, unreadable in between."""
