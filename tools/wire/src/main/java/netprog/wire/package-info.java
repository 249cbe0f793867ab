/** Scripted peers, recorded exchanges and ladders: what tests and the demo look at the wire with. */
package netprog.wire;
