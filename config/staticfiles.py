"""How static files are stored: after `collectstatic` under hashed names, and compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedStorage(CompressedManifestStaticFilesStorage):
    """Names each file by its hash after `collectstatic`, and by its own name before.

    So the site also runs from a fresh checkout, where the finders serve the source files.
    """

    def stored_name(self, name: str) -> str:
        """Return the name under which a file is served."""
        return super().stored_name(name) if self.hashed_files else name
