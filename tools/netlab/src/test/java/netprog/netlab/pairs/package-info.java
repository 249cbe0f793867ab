/** The four pairs of the lecture: Linux and Windows, client and server, with the real programs of both. */
package netprog.netlab.pairs;
