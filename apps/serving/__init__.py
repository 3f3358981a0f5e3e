"""Serving: page cache, static files, byte ranges, sitemaps, headers, health checks."""
