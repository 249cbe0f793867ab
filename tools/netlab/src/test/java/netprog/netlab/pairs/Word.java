package netprog.netlab.pairs;

/** A cell of a table that is a word in the reader's language. */
record Word(String key) {}
