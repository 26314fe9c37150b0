"""Recognising an official document in a draft by the form of its elements."""

from documents.rules.recognise.whole import default_mark, recognise

__all__ = ["default_mark", "recognise"]
