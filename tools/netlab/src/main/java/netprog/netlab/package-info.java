/**
 * The network lab: the commands of {@code ./netprog} that show, explain and imitate the network under the programs. One
 * package a topic: {@code host} (addresses, routes, sockets of this host), {@code doctor} (why a server cannot be
 * reached), {@code topology} (other networks inside this machine), {@code capture} (captures and their ladders).
 */
package netprog.netlab;
