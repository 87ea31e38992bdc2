from ayo.common.errors import Invalid


class FileRefused(Invalid):
    """The file is too large, empty or not of an accepted kind."""

    code = "file_refused"
