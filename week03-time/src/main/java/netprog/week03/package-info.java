/** Week 3: the time of another machine, over TCP and over UDP; four programs, a client and a server each. */
package netprog.week03;
