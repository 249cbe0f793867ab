package netprog.netlab.pairs;

/** A cell of a table that is a word in the reader's language. */
record MessageKey(String key) {}
