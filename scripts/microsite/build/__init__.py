"""What the build adds to a page, one module a thing. Never imports from `checks`."""
