"""The name engine beside its peers on a file of pairs: `python -m benchmarks.names pairs_dev.csv`."""
