package netprog.week04.login;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;

/** Catches the {@code Todo} and ends as after a failed connection. */
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
