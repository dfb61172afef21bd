"""Instagram through RapidAPI's `social-api4` and its like: `client` asks, `parse` reads."""
