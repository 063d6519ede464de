"""Programs that a maintainer runs rarely."""
