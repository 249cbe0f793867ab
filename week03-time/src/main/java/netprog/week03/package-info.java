/** Week 3: the time of another machine, over TCP and over UDP: a client and a server for each. */
package netprog.week03;
