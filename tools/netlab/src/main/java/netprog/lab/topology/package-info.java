/**
 * Networks of several hosts on one Linux machine, without root and without a trace: the three network modes of VMware with
 * the addresses of the lecture ({@link netprog.lab.topology.Mode}), or any other ({@link netprog.lab.topology.Topology}).
 */
package netprog.lab.topology;
