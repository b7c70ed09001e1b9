"""Which characters belong to a script, pair up, or end a clause: each kind of character defined once."""
