"""Where these pages stand in the service navigation."""

from kith.foundation.access import Permission as P
from kith.foundation.access.places import ADMINISTRATION, PARTNERSHIP, room
from kith.foundation.ui import navigation

navigation.register(
    "Partnership",
    "organisations",
    permission=P.ORGANISATION_READ,
    place=40,
    under=("/groups/", "/money/"),
)
navigation.register(
    "Administration",
    "people",
    permission=P.SETTINGS_READ,
    place=70,
    under=("/appointments/", "/log/", "/installation/", "/who-may/", "/law/"),
)
room(PARTNERSHIP, "Organisations", "organisations", P.ORGANISATION_READ, 10)
room(PARTNERSHIP, "Groups", "groups", P.ORGANISATION_READ, 20)
room(ADMINISTRATION, "People", "people", P.PEOPLE_READ, 10)
room(ADMINISTRATION, "Log", "audit-log", P.AUDIT_READ, 20)
room(ADMINISTRATION, "Who may do what", "access-policy", P.SETTINGS_READ, 30)
room(ADMINISTRATION, "Law", "law", P.SETTINGS_READ, 40)
room(ADMINISTRATION, "Installation", "installation", P.SETTINGS_READ, 50)
