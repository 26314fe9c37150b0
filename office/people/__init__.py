"""Units and persons: who is who, and what they may do."""
