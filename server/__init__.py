"""The sync server: settles what desks send, and tells them what became of the records."""
