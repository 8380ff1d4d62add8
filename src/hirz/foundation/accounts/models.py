from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.addresses import AccountTextField, address_key, as_kept
from hirz.foundation.offices.models import Office


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=as_kept(email), address_key=address_key(email), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def with_address(self, email: str) -> User | None:
        """Whoever has this address, whether they may still sign in or not."""
        return self.filter(address_key=address_key(email)).first()

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(address_key=address_key(username or ""))


class User(AbstractBaseUser):
    """A member of staff, or a contributor from outside. People who write to us have no account.

    A contributor holds no role and never becomes staff by a change of the row: the database refuses both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = AccountTextField(max_length=254, validators=[validate_email])
    address_key = models.BinaryField(
        unique=True, error_messages={"unique": _("Somebody with this address has an account already.")}
    )
    display_name = AccountTextField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="staff", help_text="of a contributor: the one that invited them"
    )
    is_active = models.BooleanField(default=True)
    is_contributor = models.BooleanField(default=False, editable=False)
    signed_out_at = models.DateTimeField(null=True, blank=True)
    """Sessions that began before this moment are over, wherever they are open."""

    objects = UserManager()

    USERNAME_FIELD = "address_key"
    REQUIRED_FIELDS = ["display_name"]

    def __str__(self) -> str:
        return str(self.display_name)


class RoleAssignment(models.Model):
    """A role held in an office, and where it says so in the offices below it, from a day until a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=32)
    with_offices_below = models.BooleanField(default=False)
    from_date = models.DateField(default=timezone.localdate)
    until_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "office", "role"], name="role_held_once"),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=models.F("from_date")),
                name="role_period_in_order",
                violation_error_message=_("A role ends on or after the day it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}@{self.office_id}"


class Remembered(models.Model):
    """What sign-in remembers for a while: how often an attempt failed, which code was used. Its name is a hash."""

    name = models.CharField(max_length=64, primary_key=True)
    value = models.JSONField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
