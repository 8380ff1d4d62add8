from django.apps import AppConfig


class BlobsConfig(AppConfig):
    name = "hirz.foundation.blobs"
    label = "blobs"

    def ready(self) -> None:
        # Importing is enough: its words register themselves.
        from hirz.foundation.blobs import wording  # noqa: F401
