select url, fallback_url from source
