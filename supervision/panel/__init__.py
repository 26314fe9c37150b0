"""The supervision module on the desk. Nothing yet."""
