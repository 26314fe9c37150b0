"""Tests of what is made before the program is installed."""
