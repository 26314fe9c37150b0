"""Who did what when: append-only and chained, so that a change shows."""
