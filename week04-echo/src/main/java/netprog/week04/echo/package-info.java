/**
 * Week 4: echo, over TCP and over UDP; then messages of a fixed size ({@link netprog.week04.echo.Frame}) and the case
 * service, a small application on top of them: a client and a server for each.
 */
package netprog.week04.echo;
