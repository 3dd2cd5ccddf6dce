"""Who acts, and what that role reaches. Rights are checked in actions and queries, so no door can forget it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.enums import Role, Scope
from bot.errors import NotAllowed, NotFound

_WHOLE_SCHOOL = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.LIAISON})


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff, a token, or the service itself. `name` is what parents read as the one who asks.

    `staff_id` is the colleague's, None where nobody in particular acts.
    """

    key: str  # for the audit trail: "staff:3", "token:5", "command"
    name: str | None
    role: Role
    groups: frozenset[str] = frozenset()
    scopes: frozenset[Scope] = frozenset({Scope.ALL})
    staff_id: int | None = None

    @property
    def whole_school(self) -> bool:
        """Whether all groups are this actor's."""
        return self.role in _WHOLE_SCHOOL

    @property
    def reads_messages(self) -> bool:
        """Whether what parents write, and what is said to one of them, is this actor's to see."""
        return self.role is not Role.ADMINISTRATOR

    def check_scope(self, scope: Scope) -> None:
        """Raises NotAllowed when a token was not given for this."""
        if not any(_covers(granted, scope) for granted in self.scopes):
            raise NotAllowed(f"This token was not made for {scope.value}; make one with that scope.")

    def check_reads_messages(self) -> None:
        """Settings and accounts are an administrator's, what parents write is not: raises NotAllowed."""
        if not self.reads_messages:
            raise NotAllowed(
                "An administrator does not read what parents write. Ask a teacher, liaison or coordinator."
            )

    def check_whole_school(self) -> None:
        """What concerns every group is not one teacher's to decide: raises NotAllowed."""
        if not self.whole_school:
            raise NotAllowed("This concerns the whole school. Ask a coordinator.")

    def reaches(self, groups: Iterable[str]) -> bool:
        """Whether all these groups are this actor's."""
        return self.whole_school or self.groups.issuperset(groups)

    def check_groups(self, groups: Iterable[str]) -> None:
        """Another group's things do not exist for a teacher: raises NotFound."""
        if not self.whole_school and (foreign := sorted(set(groups) - self.groups)):
            raise NotFound(f"No group {foreign[0]!r} among yours.")


#: The command line and the clockwork act for whoever runs the machine.
COMMAND = Actor("command", None, Role.ADMINISTRATOR)


def _covers(granted: Scope, wanted: Scope) -> bool:
    if granted is Scope.READ:
        return wanted.value.endswith(":read")
    if granted in (Scope.ALL, Scope.WRITE):
        return True
    return wanted.value in (granted.value, granted.value.replace(":write", ":read"))
