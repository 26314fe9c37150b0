"""Typefaces: the five roles of official documents, and the built-in faces that always answer."""
