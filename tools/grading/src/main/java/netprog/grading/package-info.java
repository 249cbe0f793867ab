/**
 * Graded tests: a test talks to a student's program over the wire, as a peer, and never calls its classes. The program runs
 * in this JVM or in a process of its own; the tests cannot tell which.
 */
package netprog.grading;
