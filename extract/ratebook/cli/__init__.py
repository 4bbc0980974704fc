"""The command line: words to stderr, data to stdout, exit codes as the contract says."""
