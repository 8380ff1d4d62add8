"""Activities as IATI 2.03: frozen values, the XML they make, and the rules that a file has to keep."""
