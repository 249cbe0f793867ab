/** Taps, recordings and ladders: what travels on the network, for the shipped commands and the tests; and running programs. */
package netprog.wire;
