"""How static files are stored: under hashed names and compressed, as soon as they are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedStorage(CompressedManifestStaticFilesStorage):
    """Names each file by its hash after `collectstatic`, and by its own name before.

    So the site runs from a bare checkout too, where the finders serve the sources. JavaScript
    modules import each other by hashed names as well.
    """

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """Return the name under which a file is served."""
        return super().stored_name(name) if self.hashed_files else name
