"""The vehicles module. Nothing yet."""
