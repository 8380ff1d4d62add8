"""What sign-in must remember for a while, across every process: attempts that failed, codes that were used.

Django's own table for this keeps Python objects, which whoever writes into the database could turn into code that this
process runs. Here it is JSON.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hirz.foundation.accounts.models import Remembered

_ADD: Final = """
insert into accounts_remembered (name, value, until) values (%s, %s, %s)
on conflict (name) do update set value = excluded.value, until = excluded.until
where accounts_remembered.until <= %s
"""


class DatabaseMemory(BaseCache):
    """A cache in the database, shared by every process and outliving each."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Only one of those who come at once is told yes."""
        with connection.cursor() as cursor:
            name, until = self._name(key, version), self._until(timeout)
            cursor.execute(_ADD, [name, json.dumps(value), until, timezone.now()])
            return bool(cursor.rowcount == 1)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        found = self._alive(key, version).first()
        return default if found is None else found.value

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        kept = {"value": value, "until": self._until(timeout)}
        Remembered.objects.update_or_create(name=self._name(key, version), defaults=kept)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._alive(key, version).update(until=self._until(timeout)))

    def delete(self, key: Any, version: int | None = None) -> bool:
        deleted, _each = Remembered.objects.filter(name=self._name(key, version)).delete()
        return bool(deleted)

    def clear(self) -> None:
        Remembered.objects.all().delete()

    def _alive(self, key: Any, version: int | None) -> Any:
        return Remembered.objects.filter(name=self._name(key, version), until__gt=timezone.now())

    def _name(self, key: Any, version: int | None) -> str:
        """Hashed with a secret: who tried to sign in, and from where, is nobody's to read, nor to try out."""
        return salted_hmac("hirz memory 1", self.make_key(str(key), version), algorithm="sha256").hexdigest()

    def _until(self, timeout: Any) -> datetime:
        lasting = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return timezone.now() + timedelta(seconds=365 * 24 * 3600 if lasting is None else lasting)


def forget_expired() -> int:
    deleted, _each = Remembered.objects.filter(until__lte=timezone.now()).delete()
    return deleted
