"""What the commands do to files, one module per command. A file that fails never stops the others."""
