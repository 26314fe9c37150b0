"""The duty module on the desk. Nothing yet."""
