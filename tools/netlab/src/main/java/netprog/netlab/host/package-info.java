/** What this machine's network looks like: its addresses, routes and sockets, each with a word for a beginner. */
package netprog.netlab.host;
