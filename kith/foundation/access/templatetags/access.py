"""Template helpers of access: open doors only, and forms that are done once."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from kith.foundation.access.actor import Actor
from kith.foundation.access.decide import can
from kith.foundation.access.permissions import Permission
from kith.foundation.ui.once import hidden_field

register = template.Library()


@register.filter
def may(actor: Actor, permission: str) -> bool:
    """Whether the actor holds a permission at all: `{% if actor|may:"report.edit" %}`."""
    return isinstance(actor, Actor) and can(actor, Permission(permission))


@register.simple_tag(name="may", takes_context=True)
def may_on(context: dict[str, Any], permission: str, obj: Any = None) -> bool:
    """Whether the reader holds a permission on a row: `{% may "report.edit" report as open %}`."""
    actor = context.get("actor")
    return isinstance(actor, Actor) and can(actor, Permission(permission), obj)


@register.simple_tag
def submit_once() -> SafeString:
    """The hidden field by which a form that is sent twice is done once."""
    return hidden_field()
