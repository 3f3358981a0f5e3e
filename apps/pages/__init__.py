"""CMS pages: publishing, plugins, navigation, uploads, 404 and 500 pages."""
