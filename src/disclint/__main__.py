"""The way in: text in UTF-8 whatever the console, `--version` at once, and an exit code; never a traceback."""

from __future__ import annotations

import gc
import sys

from disclint import __version__

INTERRUPTED = 130
FAILED = 2


def main(arguments: list[str] | None = None) -> int:
    """Run disclint on command-line arguments (default: the process's own) and return its exit code."""
    # Piped output on a Chinese Windows is GBK and dies of the first character outside it; ours is UTF-8 everywhere.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if arguments in (["--version"], ["-V"]):
            print("disclint", __version__, flush=True)
            return 0
        from disclint.cli import run

        status = run(arguments)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_stdout()  # whoever read our output has seen enough
        return 0
    except OSError as error:
        _drop_stdout()
        return _explain(error)
    except Exception as error:
        return _explain(error)


def _drop_stdout() -> None:
    """Let the flush at interpreter exit go nowhere instead of failing once more."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explain(error: Exception) -> int:
    import os

    from disclint.errors import DisclintError

    if os.environ.get("DISCLINT_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    if isinstance(error, DisclintError):
        print(f"disclint: {error}", file=sys.stderr)
    elif isinstance(error, OSError):
        print(f"disclint: 系统错误：{error} (the system refused)", file=sys.stderr)
    else:
        print(
            f"disclint: disclint 内部错误：{type(error).__name__}: {error}"
            " (internal error of disclint; DISCLINT_TRACEBACK=1 shows where)",
            file=sys.stderr,
        )
    return FAILED


def console() -> None:
    """The process's own entry: as `main`, and out without taking the interpreter apart.

    Collecting garbage while importing and freeing every module at the end is a sixth of a start.
    """
    import atexit
    import os

    gc.disable()
    status = main()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            status = status or FAILED
    os._exit(status)


def _leave_directory() -> None:
    """Take the current directory off the path, where `python -m` has put it: reports lie there, not code.

    Somebody's `lark.py`, or a folder that looks like an installed plugin, would else be run by checking what is there.
    """
    import os

    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if not sys.flags.safe_path and sys.path and os.path.abspath(sys.path[0]) != here:
        del sys.path[0]


if __name__ == "__main__":
    _leave_directory()
    console()
