package netprog.netlab.pairs;

/** A cell of a table whose text is in the bundle. */
record MessageKey(String key) {}
