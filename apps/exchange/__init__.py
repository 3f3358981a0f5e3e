"""For programs: the API, its guide and description, Open Graph images, sitemap sections."""
