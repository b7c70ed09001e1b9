"""The examples of docs/pipelines.md with the real packages: `make engines` installs them in `build/engines`."""
