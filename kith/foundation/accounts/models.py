"""Who signs in. What they may do follows from appointments (organisations), never from here."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, office: str = "") -> "User":
        """A person who may sign in; without a password they must first set one by e-mail."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), office=office)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in, shown everywhere by their office and never by name."""

    email = models.EmailField("e-mail address", unique=True)
    office = models.CharField(max_length=120, help_text="What they are called on screen.")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Access:
        organisation = "appointments__organisation"
        person = "pk"

    class DataProtection:
        identifies = {"email"}
        sensitive = {"password"}
        open = {"id", "office", "is_active", "joined_at", "last_login"}

    def __str__(self) -> str:
        return self.office or "Signed-in person"

    # Kith has its own policy: Django's permissions are asked by no one.
    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False
