"""Figures, printed and never asserted: python3 make.py bench."""
