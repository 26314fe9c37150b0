"""Tests of seals: sealing, checking, and attacking what was sealed."""
