/** Scores submissions of the login assignment: staff only. */
package netprog.autograder;
