"""What the commands do to files, a module a command. One file that fails never stops the others."""
