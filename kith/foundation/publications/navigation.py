"""Where the authors' pages stand in the service navigation."""

from kith.foundation.access import Permission
from kith.foundation.ui import navigation

navigation.register(
    "Reports", "reports", permission=Permission.REPORT_READ_DRAFT, place=60, under=("/writing/",)
)
