"""TikTok through RapidAPI's `tiktok-api23`, which passes on the web site's JSON: `client` asks, `parse` reads."""
