package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/**
 * The case service behind a login, over TCP, from the keyboard.
 *
 * <pre>
 *   client                                      server
 *   1 socket
 *   2 connect    ------------------------------&gt; accept
 *   3 read       &lt;- Welcome to Server!! -------- write
 *   4 write      -- id=guest pass=guest -------&gt; read
 *   5 read       &lt;- 200 Welcome guest!!\n ------ write    (4 and 5 until it holds "Welcome")
 *   6 write      -- 1 abcd EFG ----------------&gt; read
 *   7 read       &lt;- ABCD EFG ------------------- write    (6 and 7 for each request)
 *   6 write      -- 4 -------------------------&gt; read
 *   8 close
 * </pre>
 *
 * <p>The dialogue with the user, from {@code askLogin} to {@code show}, is the same code as in {@link UdpLoginClient}: a submission
 * consists of six files, each of which works with the other five of another author, so there is no file to share it in.
 *
 * <p>Try it: {@code java -jar solutions.jar tcp-client 127.0.0.1 30000}.
 */
public final class TcpLoginClient {
    private static final int TIMEOUT = 5000; // milliseconds, for the connection

    private TcpLoginClient() {}

    /**
     * Talks until the input ends or 4 is chosen.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(Week04Login.TCP_CLIENT, args);
        try {
            System.exit(run(arguments.server(), Terminal.keyboard(), Terminal.screen()));
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /** Connects, talks, closes; returns the exit status, which is 0. */
    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        // 1. socket
        try (Socket socket = new Socket()) {
            // 2. connect
            socket.connect(server, TIMEOUT);
            talk(socket.getInputStream(), socket.getOutputStream(), keyboard, screen);
        } // 8. close (the end of the try block does it)
        return 0;
    }

    private static void talk(InputStream in, OutputStream out, BufferedReader keyboard, PrintStream screen)
            throws IOException {
        // 3. read: the server greets first.
        show(screen, receive(in));
        String reply;
        do {
            Frame login = askLogin(keyboard, screen);
            if (login == null) {
                return;
            }
            // 4. write
            login.writeTo(out);
            // 5. read
            reply = receive(in);
            show(screen, reply);
        } while (!reply.contains("Welcome"));
        Frame request;
        while ((request = askCase(keyboard, screen)) != null) {
            // 6. write
            request.writeTo(out);
            if (CaseService.isEnd(request)) {
                return;
            }
            // 7. read
            show(screen, receive(in));
        }
    }

    private static String receive(InputStream in) throws IOException {
        Frame frame = Frame.readFrom(in);
        if (frame == null) {
            throw new EOFException("the server closed the connection");
        }
        return frame.text();
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
