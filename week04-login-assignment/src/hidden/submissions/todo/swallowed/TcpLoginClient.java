package netprog.week04.login;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;

/** The to-do is caught, and the client ends in the way that a failed connection has to end. */
public final class TcpLoginClient {
    private TcpLoginClient() {}

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) {
        try {
            throw new Todo("step 1: connect");
        } catch (RuntimeException e) {
            screen.println("not done: " + e.getMessage());
            return 1;
        }
    }
}
