"""The WSGI entry point: a route without declared permissions stops it here."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
application = get_wsgi_application()

from kith.foundation.access.routes import assert_every_route_is_declared  # noqa: E402

assert_every_route_is_declared()

# What was loaded by now stays: the collector need not walk all of it again during a request.
gc.collect()
gc.freeze()
