"""The duty module. Nothing yet."""
