"""Template tags: `{% load kith %}`."""
