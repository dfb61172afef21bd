"""TikTok through RapidAPI's `tiktok-api23`, the web site's JSON: `client` asks, `parse` reads."""
