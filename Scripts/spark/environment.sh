# Shared by the scripts in this folder; not run by itself. Needs $root, the repository's folder.

spark_python="$root/.build/spark/bin/python"

# Finds or installs PySpark; says in $missing_spark why there is none.
need_spark() {
  if ! command -v java >/dev/null 2>&1; then
    missing_spark="Spark needs Java 17 or newer, and there is no java on the path"
    return 1
  fi
  if ! "$spark_python" -c 'import pyspark' 2>/dev/null; then
    if ! command -v python3 >/dev/null 2>&1; then
      missing_spark="PySpark needs python3"
      return 1
    fi
    say "installing PySpark into .build/spark (400 MB)" >&2
    if ! { python3 -m venv "$root/.build/spark" && "$spark_python" -m pip install -q pyspark; } >"$root/.build/spark.log" 2>&1; then
      missing_spark="PySpark couldn't be installed: $(tail -n 1 "$root/.build/spark.log")"
      return 1
    fi
  fi
  # Workers run the same Python as the driver.
  export PYSPARK_PYTHON="$spark_python" PYSPARK_DRIVER_PYTHON="$spark_python"
}
