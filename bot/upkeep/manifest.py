"""What a backup says about itself, in its first file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

Kind = Literal["sqlite", "postgresql"]

NAME = "manifest.json"

#: The database as its own programs copy it.
DATABASES: dict[Kind, str] = {"sqlite": "database.sqlite", "postgresql": "database.pgdump"}

#: As people say it.
KINDS: dict[Kind, str] = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

#: The words that people of this school approved.
WORDS = r"locales/[A-Za-z0-9-]{1,16}/approved\.po"

_Name = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(DATABASES.values())}|{WORDS})$")]
_Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Part(BaseModel):
    """One file in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name
    sha256: _Sha256
    bytes: int


class Manifest(BaseModel):
    """`revision` is the schema's. `packages` and `voices` are names only: what is to be installed again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = 1
    version: str
    revision: str
    kind: Kind
    made_at: AwareDatetime
    parts: tuple[Part, ...]
    packages: tuple[str, ...]
    voices: tuple[str, ...]

    @property
    def database(self) -> str:
        """The name of the part that is the database."""
        return DATABASES[self.kind]

    @property
    def bytes(self) -> int:
        """Of all parts, unpacked."""
        return sum(part.bytes for part in self.parts)
