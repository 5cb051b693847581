"""Who may do what: for each permission, the alternatives; in each, all conditions must hold."""

from kith.foundation.access.permissions import Permission as P
from kith.foundation.access.predicates import (
    Condition,
    anyone,
    holds,
    not_oneself,
    own_organisation,
    published,
    signed_in,
)
from kith.foundation.access.roles import Role

manager = holds(Role.BUSINESS_MANAGER)
analyst = holds(Role.DATA_ANALYST)
author = holds(Role.REPORT_AUTHOR)
finance = holds(Role.FINANCE_OFFICER)
executive = holds(Role.EXECUTIVE)
scrutineer = holds(Role.SCRUTINEER)
agency = holds(Role.AGENCY_LEAD)
school = holds(Role.SCHOOL_LEAD)
administrator = holds(Role.SYSTEM_ADMINISTRATOR)
auditor = holds(Role.AUDITOR)

POLICY: dict[P, list[list[Condition]]] = {
    P.PUBLIC: [[anyone]],
    P.SIGNED_IN: [[signed_in]],
    P.NEVER: [],
    P.PUBLISHED_READ: [[anyone, published]],
    # Figures. An agency sees the shared picture, and single values only of its own.
    P.INDICATOR_READ: [
        [manager],
        [analyst],
        [author],
        [finance],
        [executive],
        [scrutineer],
        [agency],
        [school],
    ],
    P.INDICATOR_EDIT: [[manager], [analyst]],
    P.OBSERVATION_READ: [
        [manager],
        [analyst],
        [author],
        [executive],
        [scrutineer],
        [agency, own_organisation],
        [school, own_organisation],
    ],
    P.OBSERVATION_CORRECT: [[manager], [analyst]],
    P.OFFICIAL_READ: [[manager], [analyst], [author], [executive], [scrutineer], [agency]],
    P.OFFICIAL_IMPORT: [[manager], [analyst]],
    # The yearly report. Nobody who writes it signs it, and nobody who signs it publishes it.
    P.REPORT_READ_DRAFT: [
        [manager],
        [analyst],
        [author],
        [finance],
        [executive],
        [scrutineer],
        [agency],
    ],
    P.REPORT_EDIT: [[manager], [author]],
    P.REPORT_COMMENT: [[manager], [analyst], [author], [executive], [scrutineer], [agency]],
    P.REPORT_SIGN: [[executive]],
    P.REPORT_FREEZE: [[manager]],
    P.REPORT_PUBLISH: [[manager]],
    P.FINANCE_READ: [[manager], [finance], [executive], [scrutineer], [auditor]],
    P.FINANCE_EDIT: [[manager], [finance]],
    # The multi-agency dataset. An agency fills in its own return and reads no other's before it is
    # accepted; who asks and accepts does not fill in.
    P.DATASET_READ: [
        [manager],
        [analyst],
        [author],
        [executive],
        [scrutineer],
        [agency],
        [school],
    ],
    P.DATASET_EDIT: [[manager], [analyst]],
    P.DATASET_APPROVE: [[manager]],
    P.ROUND_MANAGE: [[manager], [analyst]],
    P.RETURN_READ: [
        [manager],
        [analyst],
        [scrutineer],
        [agency, own_organisation],
        [school, own_organisation],
    ],
    P.RETURN_FILL: [[agency, own_organisation], [school, own_organisation]],
    P.RETURN_ACCEPT: [[manager], [analyst]],
    P.EXCEPTION_READ: [[manager], [analyst], [executive], [scrutineer], [agency]],
    P.EXCEPTION_RAISE: [[manager], [analyst]],
    P.EXCEPTION_ANSWER: [[executive, own_organisation]],
    # Keeping the installation. Nobody gives themselves an appointment.
    P.ORGANISATION_READ: [
        [manager],
        [analyst],
        [author],
        [finance],
        [executive],
        [scrutineer],
        [agency],
        [school],
        [administrator],
        [auditor],
    ],
    P.ORGANISATION_EDIT: [[manager]],
    P.PEOPLE_READ: [[manager], [administrator], [auditor], [agency, own_organisation]],
    P.PEOPLE_EDIT: [[manager, not_oneself], [administrator, not_oneself]],
    P.AUDIT_READ: [[manager], [auditor]],
    P.SETTINGS_READ: [[manager], [administrator], [auditor]],
}
