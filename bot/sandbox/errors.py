"""What goes wrong on purpose.

ApiError      a refusal of the Bot API, in Telegram's own words
SandboxError  a wrong use of the sandbox itself, as a sentence for whoever steers it
"""


class ApiError(Exception):
    """A refusal: `{"ok": false, "error_code": code, "description": description, "parameters": {…}}`."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class SandboxError(Exception):
    """Told to people as `{"error": sentence}`."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def bad_request(words: str) -> ApiError:
    return ApiError(400, f"Bad Request: {words}")


def too_many(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
