"""The meetings module: rooms and their bookings. Nothing yet."""
