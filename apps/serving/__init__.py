"""How answers leave the portal: page cache, static files, byte ranges, sitemaps, headers."""
