"""How desks and the server agree: commands up, records down."""
