/** What the network of this host looks like: its addresses, routes and sockets, each with a sentence for a beginner. */
package netprog.netlab.host;
