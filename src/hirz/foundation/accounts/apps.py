from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hirz.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Importing is enough: each registers itself.
        from hirz.foundation.accounts import checks, permissions  # noqa: F401
