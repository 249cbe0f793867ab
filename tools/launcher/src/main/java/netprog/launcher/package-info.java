/** The commands of {@code ./netprog}. */
package netprog.launcher;
