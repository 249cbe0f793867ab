/** Addresses and ports for the week programs, and what a network error means in words. Depends on the JDK alone. */
package netprog.util;
