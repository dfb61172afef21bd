"""How the embedded server is set up. Written anew at every start, so that an upgrade of Cicero takes effect.

`alter system set …` in `cicero db shell` wins over everything here.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from cicero.config import Settings
from cicero.db.embedded.binaries import Binaries
from cicero.db.embedded.folders import PORT, Place
from cicero.db.embedded.symptoms import explained

FIXED = {
    # Paths are relative to the data folder, where the server works, so that the whole may move.
    "listen_addresses": "''",
    "port": str(PORT),
    "unix_socket_directories": "'../socket'",
    "unix_socket_permissions": "0700",
    "password_encryption": "'scram-sha-256'",
    # Cicero's queries are short: compiling or spreading them costs more than it saves on a few cores.
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "work_mem": "'16MB'",
    "random_page_cost": "1.1",
    "min_wal_size": "'160MB'",
    "max_wal_size": "'2GB'",
    "checkpoint_timeout": "'15min'",
    "checkpoint_completion_target": "0.9",
    "autovacuum": "on",
    "fsync": "on",
    "timezone": "'UTC'",
    "lc_messages": "'C'",
    # One file for each day of the week, so that the log never grows without end.
    "logging_collector": "on",
    "log_directory": "'../log'",
    "log_filename": "'postgres-%a.log'",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "'1d'",
    "log_rotation_size": "0",
    "log_timezone": "'UTC'",
    "log_checkpoints": "off",
    "cluster_name": "'cicero'",
}


def write(place: Place, binaries: Binaries, settings: Settings) -> None:
    lines = [
        "# Written by Cicero at every start. To change a setting: `alter system set …` in `cicero db shell`.",
        "include_if_exists 'data/postgresql.conf'",
        *(f"{name} = {value}" for name, value in _values(binaries, settings).items()),
    ]
    target = place.home / "cicero.conf"
    fresh = target.with_suffix(".new")
    try:
        fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
        fresh.chmod(0o644)
        fresh.replace(target)
    except OSError as error:
        raise explained(error, place.home) from None


def _values(binaries: Binaries, settings: Settings) -> dict[str, str]:
    memory = _memory_in_mb()
    return {
        **FIXED,
        "shared_buffers": f"'{min(512, max(256, memory // 8))}MB'",
        "effective_cache_size": f"'{max(512, memory // 2)}MB'",
        "maintenance_work_mem": f"'{min(256, max(64, memory // 16))}MB'",
        "max_connections": str(max(100, settings.pool_size * (settings.workers + 1) + 20)),
        "wal_compression": _wal_compression(binaries.folder / "pg_config"),
    }


def _memory_in_mb() -> int:
    """What this machine has, or this container may use, whichever is less."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    try:
        return min(machine, int(Path("/sys/fs/cgroup/memory.max").read_text()) >> 20)
    except (OSError, ValueError):
        return machine


def _wal_compression(pg_config: Path) -> str:
    """The best method that these programs were built with; PostgreSQL's own, pglz, is always there."""
    try:
        built = subprocess.run([pg_config, "--configure"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return "on"
    return next((method for method in ("zstd", "lz4") if f"--with-{method}" in built), "on")
