"""Documents as values: what an official document says, and where its ink lies."""
