"""The WSGI entry point: a route without declared permissions stops it here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
application = get_wsgi_application()

from kith.foundation.access.routes import assert_every_route_is_declared  # noqa: E402

assert_every_route_is_declared()
