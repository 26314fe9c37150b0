"""Who acts, for which unit, and what they may do."""

from dataclasses import dataclass, field
from typing import NewType

from office.errors import Denied

PersonId = NewType("PersonId", str)
UnitId = NewType("UnitId", str)
Permission = NewType("Permission", str)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting now for their unit, with the permissions of their roles."""

    person: PersonId
    unit: UnitId
    permissions: frozenset[Permission] = field(default_factory=frozenset)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def must(self, permission: Permission) -> None:
        """Refuse with Denied (facts: permission) unless the person has the permission."""
        if permission not in self.permissions:
            raise Denied(permission=permission)
