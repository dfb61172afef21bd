"""Instagram through RapidAPI's `social-api4`, and products that speak the same: `client` asks, `parse` reads."""
