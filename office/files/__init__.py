"""Files kept by their digest, never altered."""
