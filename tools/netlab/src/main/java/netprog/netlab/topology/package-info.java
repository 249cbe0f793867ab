/**
 * Networks of several hosts on one Linux machine, without root, of which nothing is left: the three network modes of VMware
 * with the addresses of the lecture ({@link netprog.netlab.topology.VmwareNetwork}), or any other
 * ({@link netprog.netlab.topology.Topology}).
 */
package netprog.netlab.topology;
