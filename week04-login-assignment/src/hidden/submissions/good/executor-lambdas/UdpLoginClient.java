package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import netprog.week04.echo.Frame;

public final class UdpLoginClient {
    private UdpLoginClient() {}

    @FunctionalInterface
    private interface Question {
        Optional<String> ask(String prompt) throws IOException;
    }

    @FunctionalInterface
    private interface Exchange {
        String with(Frame request) throws IOException;
    }

    private enum Outcome { END, FORGOTTEN }

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        var clock = Executors.newSingleThreadScheduledExecutor();
        try (var socket = new DatagramSocket()) {
            socket.connect(server);
            Question question = prompt -> {
                screen.print(prompt);
                screen.flush();
                return Optional.ofNullable(keyboard.readLine());
            };
            Exchange exchange = request -> {
                var reply = exchange(socket, clock, request.toPacket(server)).text();
                screen.println("<< " + reply.replaceFirst("\r?\n\\z", ""));
                return reply;
            };
            var outcome = Outcome.FORGOTTEN;
            while (outcome == Outcome.FORGOTTEN) {
                outcome = login(question, exchange, screen) ? menu(question, exchange, screen) : Outcome.END;
            }
            return 0;
        } finally {
            clock.shutdownNow();
        }
    }

    private static Frame exchange(DatagramSocket socket, ScheduledExecutorService clock, DatagramPacket request)
            throws IOException {
        try {
            for (socket.setSoTimeout(1); ; ) {
                receive(socket);
            }
        } catch (SocketTimeoutException e) {
            socket.setSoTimeout(3000);
        }
        socket.send(request);
        Runnable again = () -> {
            try {
                socket.send(request);
            } catch (IOException e) {
                System.err.println("could not ask again: " + e.getMessage());
            }
        };
        var second = clock.schedule(again, 1, TimeUnit.SECONDS);
        var third = clock.schedule(again, 2, TimeUnit.SECONDS);
        try {
            return receive(socket);
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer to three requests", e);
        } finally {
            second.cancel(false);
            third.cancel(false);
        }
    }

    private static Frame receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
        socket.receive(packet);
        return Frame.from(packet);
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
            var request = frame(new LoginRequest(id.get(), password.get()).toText(), screen);
            reply = request.isPresent() ? exchange.with(request.get()) : "";
        }
        return true;
    }

    private static Outcome menu(Question question, Exchange exchange, PrintStream screen) throws IOException {
        while (true) {
            var choice = question.ask("""
                (1) upper case
                (2) lower case
                (3) swapped case
                (4) end
                Your choice :\s""");
            if (choice.isEmpty()) {
                return Outcome.END;
            }
            if (choice.get().equals("4")) {
                exchange.with(Frame.of("4"));
                return Outcome.END;
            }
            if (!Set.of("1", "2", "3").contains(choice.get())) {
                continue;
            }
            var request = Optional.<Frame>empty();
            while (request.isEmpty()) {
                var text = question.ask("Input string : ");
                if (text.isEmpty()) {
                    return Outcome.END;
                }
                request = frame(choice.get() + " " + text.get(), screen);
            }
            if (exchange.with(request.get()).stripTrailing().equals("403 Login Required")) {
                return Outcome.FORGOTTEN;
            }
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
