"""Meetings on the desk. Nothing yet."""
