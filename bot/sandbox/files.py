"""Files that were uploaded, by the bot or by a parent. They live in memory as long as the sandbox does."""

import mimetypes
import secrets
from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Media:
    """A stored file as one kind of message: voice, document, photo or audio."""

    kind: str
    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    data: bytes
    duration: int = 0


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, Media] = {}
        self._by_path: dict[str, Media] = {}

    def add(self, kind: str, data: bytes, name: str, mime_type: str | None, duration: int = 0) -> Media:
        number = len(self._by_id) + 1
        folder, suffix = {
            "voice": ("voice", ".oga"),
            "photo": ("photos", ".jpg"),
            "audio": ("music", ".mp3"),
        }.get(kind, ("documents", ""))
        ending = suffix or ("." + name.rpartition(".")[2] if "." in name else "")
        guessed = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        media = Media(
            kind=kind,
            file_id=secrets.token_urlsafe(40),
            unique_id=secrets.token_hex(8),
            path=f"{folder}/file_{number}{ending}",
            name=name,
            mime_type=guessed,
            data=data,
            duration=duration,
        )
        self._by_id[media.file_id] = self._by_path[media.path] = media
        return media

    def by_id(self, file_id: str) -> Media | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> Media | None:
        return self._by_path.get(path)
