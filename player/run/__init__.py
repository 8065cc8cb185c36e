"""Playing a script: flow, acting, rows, journal, report."""
