"""What a process allows itself at its start."""

from __future__ import annotations

import resource

from deskbot.processes import open_as_many_as_may_be


def test_a_process_may_have_as_many_connections_as_the_system_allows_it() -> None:
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), most))
    try:
        open_as_many_as_may_be()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, most)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))
