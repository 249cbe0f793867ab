package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import netprog.week04.echo.Frame;

/** A thread of its own reads the keyboard; the main thread takes the lines from a queue. */
public final class TcpLoginClient {
    private TcpLoginClient() {}

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(16);
        Thread typist = new Thread(() -> pump(keyboard, lines), "keyboard");
        typist.setDaemon(true);
        try (Socket socket = new Socket()) {
            socket.connect(server, 5000);
            typist.start();
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            screen.println("*** " + receive(in));
            String reply;
            do {
                Frame login = null;
                while (login == null) {
                    String id = ask(lines, screen, "Login ID : ");
                    if (id == null) {
                        return 0;
                    }
                    String password = ask(lines, screen, "Login Password : ");
                    if (password == null) {
                        return 0;
                    }
                    login = frame("id=" + id + " pass=" + password, screen);
                }
                login.writeTo(out);
                reply = receive(in);
                screen.println("*** " + reply);
            } while (!reply.contains("Welcome"));

            while (true) {
                screen.println("(1) upper | (2) lower | (3) swap | (4) end");
                String choice = ask(lines, screen, "choice> ");
                if (choice == null) {
                    return 0;
                }
                if (choice.equals("4")) {
                    Frame.of("4 bye bye").writeTo(out);
                    return 0;
                }
                if (choice.length() != 1 || "123".indexOf(choice) < 0) {
                    continue;
                }
                Frame request = null;
                while (request == null) {
                    String text = ask(lines, screen, "Input string : ");
                    if (text == null) {
                        return 0;
                    }
                    request = frame(choice + " " + text, screen);
                }
                request.writeTo(out);
                screen.println("*** " + receive(in));
            }
        } finally {
            typist.interrupt();
            screen.flush();
        }
    }

    private static void pump(BufferedReader keyboard, BlockingQueue<Optional<String>> lines) {
        try {
            String line;
            try {
                while ((line = keyboard.readLine()) != null) {
                    lines.put(Optional.of(line));
                }
            } catch (IOException e) {
                // a keyboard that fails is a keyboard at its end
            }
            lines.put(Optional.empty());
        } catch (InterruptedException e) {
            // nobody listens any more
        }
    }

    private static String ask(BlockingQueue<Optional<String>> lines, PrintStream screen, String prompt)
            throws IOException {
        screen.print(prompt);
        screen.flush();
        try {
            return lines.take().orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static Frame frame(String text, PrintStream screen) {
        try {
            return Frame.of(text);
        } catch (IllegalArgumentException e) {
            screen.println("!!! " + e.getMessage());
            return null;
        }
    }

    private static String receive(InputStream in) throws IOException {
        Frame frame = Frame.readFrom(in);
        if (frame == null) {
            throw new EOFException("the server is gone");
        }
        return frame.text();
    }
}
