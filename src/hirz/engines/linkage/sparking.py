"""Splink on PySpark, for more records than one machine holds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from hirz.engines.linkage.errors import EngineMissing

if TYPE_CHECKING:
    from hirz.engines.linkage.splinking import Backend

PARTITIONS: Final = 4
"""Parts of each table. Splink's default of hundreds spends its time on empty parts when a machine has few cores."""


@contextmanager
def spark_session(master: str = "local[2]", partitions: int = PARTITIONS) -> Iterator[Backend]:
    """A Spark that is stopped at the end, its working folder wiped. Raises `EngineMissing` without PySpark or Java."""
    try:
        from pyspark.sql import SparkSession
        from splink.backends.spark import SparkAPI, similarity_jar_location
    except ImportError:
        raise EngineMissing("pyspark") from None
    if shutil.which("java") is None:
        raise EngineMissing("java")
    with TemporaryDirectory(prefix="hirz-spark-") as folder:
        session = (
            SparkSession.builder.master(master)
            .appName("hirz link")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.jars", similarity_jar_location())
            .config("spark.sql.shuffle.partitions", str(partitions))
            .config("spark.default.parallelism", str(partitions))
            .config("spark.local.dir", folder)
            .config("spark.sql.warehouse.dir", f"{folder}/warehouse")
            .config("spark.io.encryption.enabled", "true")
            .getOrCreate()
        )
        session.sparkContext.setCheckpointDir(f"{folder}/checkpoints")
        try:
            backend: Backend = SparkAPI(  # type: ignore[no-untyped-call, unused-ignore]
                spark_session=session, num_partitions_on_repartition=partitions
            )
            yield backend
        finally:
            session.stop()
