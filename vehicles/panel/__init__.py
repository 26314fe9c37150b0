"""The vehicles module on the desk. Nothing yet."""
