"""The supervision module. Nothing yet."""
