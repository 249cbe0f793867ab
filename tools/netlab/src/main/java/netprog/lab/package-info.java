/**
 * The network lab: the commands of {@code ./netprog} that show, explain and imitate the network under the programs. One
 * package a topic: {@code capture} (captures and their ladders), {@code machine} (addresses, routes, sockets of this machine).
 */
package netprog.lab;
