package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/**
 * The case service behind a login, over UDP, from the keyboard. What is new: a request or its reply may get lost, so the
 * client sends it again.
 *
 * <pre>
 *   client                                      server
 *   1 socket, 2 connect (nothing is sent)
 *   3 send       -- id=guest pass=guest -------&gt; receive
 *   4 receive       lost &lt;- 200 Welcome guest!!  send
 *   3 send       -- id=guest pass=guest -------&gt; receive  (after 1 second of silence, 3 times in all)
 *   4 receive    &lt;- 200 Welcome guest!!\n ------ send
 *   3 send       -- 1 abcd EFG ----------------&gt; receive
 *   4 receive    &lt;- ABCD EFG ------------------- send     (3 and 4 for each request)
 *   3 send       -- 4 -------------------------&gt; receive
 *   4 receive    &lt;- 200 Goodbye guest!!\n ------ send
 *   5 close (nothing is sent)
 * </pre>
 *
 * <p>The dialogue with the user, from {@code askLogin} to {@code show}, is the same code as in {@link TcpLoginClient}: a submission
 * consists of six files, each of which works with the other five of another author, so there is no file to share it in.
 *
 * <p>Try it: {@code java -jar solutions.jar udp-client 127.0.0.1 30000}.
 */
public final class UdpLoginClient {
    private static final int TIMEOUT = 1000; // milliseconds for each try
    private static final int TRIES = 3;

    private UdpLoginClient() {}

    /**
     * Talks until the input ends or 4 is chosen.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(Week04Login.UDP_CLIENT, args);
        try {
            System.exit(run(arguments.server(), Terminal.keyboard(), Terminal.screen()));
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /** Talks until the input ends or 4 is chosen; returns the exit status, which is 0. */
    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        // 1. socket
        try (DatagramSocket socket = new DatagramSocket()) {
            // 2. connect: no packet leaves, but from now on only this server's datagrams come in (and a "port closed").
            socket.connect(server);
            boolean loggedIn = false;
            Frame request;
            while ((request = loggedIn ? askCase(keyboard, screen) : askLogin(keyboard, screen)) != null) {
                String reply = exchange(socket, request);
                show(screen, reply);
                if (!loggedIn) {
                    loggedIn = reply.contains("Welcome");
                } else if (CaseService.isEnd(request)) {
                    break; // whatever the reply is: the first Goodbye may have been lost
                } else if (reply.strip().equals("403 Login Required")) {
                    loggedIn = false; // the server has forgotten us
                }
            }
        } // 5. close (the end of the try block does it): UDP tells nobody.
        return 0;
    }

    private static String exchange(DatagramSocket socket, Frame request) throws IOException {
        empty(socket);
        socket.setSoTimeout(TIMEOUT);
        for (int i = 0; i < TRIES; i++) {
            // 3. send: it may get lost on the way, and so may the answer; nobody will tell.
            socket.send(request.toPacket(socket.getRemoteSocketAddress()));
            try {
                // 4. receive
                DatagramPacket reply = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
                socket.receive(reply);
                return Frame.from(reply).text();
            } catch (SocketTimeoutException e) {
                // Silence: ask again.
            }
        }
        throw new SocketTimeoutException("no reply to " + TRIES + " requests");
    }

    /** Throws away what is left: after a second try a second answer may come, and it is not the next one's. */
    private static void empty(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            for (int i = 0; i < 1000; i++) {
                socket.receive(new DatagramPacket(new byte[1], 1));
            }
        } catch (SocketTimeoutException e) {
            // Nothing is left.
        }
    }

    /** Asks for id and password until they fit into a frame; null when the input ends. */
    private static Frame askLogin(BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            String id = answer(keyboard, screen, "ID : ");
            String password = id == null ? null : answer(keyboard, screen, "Password : ");
            if (password == null) {
                return null;
            }
            try {
                return Frame.of(new LoginRequest(id, password).toText());
            } catch (IllegalArgumentException e) {
                screen.println(e.getMessage());
            }
        }
    }

    /** Asks for a request of the case service, which may be {@code 4}; null when the input ends. */
    private static Frame askCase(BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            screen.println("(1) upper  (2) lower  (3) swap  (4) end");
            String choice = answer(keyboard, screen, "Choice : ");
            if (choice == null) {
                return null;
            }
            switch (choice.strip()) {
                case "4":
                    return Frame.of("4");
                case "1", "2", "3":
                    String text = answer(keyboard, screen, "Input string : ");
                    if (text == null) {
                        return null;
                    }
                    try {
                        return Frame.of(choice.strip() + " " + text);
                    } catch (IllegalArgumentException e) {
                        screen.println(e.getMessage()); // too long for a frame: ask again
                    }
                    break;
                default: // anything else is asked again
            }
        }
    }

    /** Shows a prompt and reads a line; null when the input ends. */
    private static String answer(BufferedReader keyboard, PrintStream screen, String prompt) throws IOException {
        screen.print(prompt);
        screen.flush();
        return keyboard.readLine();
    }

    /** Shows the text of the server as it is, and ends the line if the text does not. */
    private static void show(PrintStream screen, String text) {
        screen.print(text.endsWith("\n") ? text : text + "\n");
        screen.flush();
    }
}
