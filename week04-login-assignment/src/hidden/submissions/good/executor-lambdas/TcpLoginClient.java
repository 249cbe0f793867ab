package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import netprog.week04.echo.Frame;

public final class TcpLoginClient {
    private TcpLoginClient() {}

    @FunctionalInterface
    private interface Question {
        Optional<String> ask(String prompt) throws IOException;
    }

    @FunctionalInterface
    private interface Exchange {
        String with(Frame request) throws IOException;
    }

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(server);
            var in = socket.getInputStream();
            var out = socket.getOutputStream();
            Question question = prompt -> {
                screen.print(prompt);
                screen.flush();
                return Optional.ofNullable(keyboard.readLine());
            };
            Exchange exchange = request -> {
                request.writeTo(out);
                return show(screen, Frame.readFrom(in));
            };
            show(screen, Frame.readFrom(in));
            if (login(question, exchange, screen) && menu(question, exchange, screen)) {
                Frame.of("4").writeTo(out);
            }
        }
        return 0;
    }

    private static String show(PrintStream screen, Frame frame) throws EOFException {
        var text = Optional.ofNullable(frame).map(Frame::text)
            .orElseThrow(() -> new EOFException("the server closed the connection"));
        screen.println("<< " + text.replaceFirst("\r?\n\\z", ""));
        return text;
    }

    private static boolean login(Question question, Exchange exchange, PrintStream screen) throws IOException {
        var reply = "";
        while (!reply.contains("Welcome")) {
            var id = question.ask("ID : ");
            if (id.isEmpty()) {
                return false;
            }
            var password = question.ask("Password : ");
            if (password.isEmpty()) {
                return false;
            }
            var text = new LoginRequest(id.get(), password.get()).toText();
            reply = frame(text, screen).isPresent() ? exchange.with(Frame.of(text)) : "";
        }
        return true;
    }

    /** True for the choice 4, false for the end of the keyboard. */
    private static boolean menu(Question question, Exchange exchange, PrintStream screen) throws IOException {
        while (true) {
            var choice = question.ask("""
                (1) upper case
                (2) lower case
                (3) swapped case
                (4) end
                Your choice :\s""");
            if (choice.isEmpty() || choice.get().equals("4")) {
                return choice.isPresent();
            }
            if (!Set.of("1", "2", "3").contains(choice.get())) {
                continue;
            }
            Optional<Frame> request;
            do {
                var text = question.ask("Input string : ");
                if (text.isEmpty()) {
                    return false;
                }
                request = frame(choice.get() + " " + text.get(), screen);
            } while (request.isEmpty());
            exchange.with(request.get());
        }
    }

    private static Optional<Frame> frame(String text, PrintStream screen) {
        try {
            return Optional.of(Frame.of(text));
        } catch (IllegalArgumentException e) {
            screen.println("Not sent: " + e.getMessage());
            return Optional.empty();
        }
    }
}
