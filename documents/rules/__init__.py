"""What decides how a document reads and looks: pure functions of values."""
