package netprog.week04.login;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class TcpLoginServer {
    private TcpLoginServer() {}

    @FunctionalInterface
    private interface Exchange<T> {
        /** What the exchange found, empty for "go on". */
        Optional<T> with(Frame request) throws IOException;
    }

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            while (!listener.isClosed()) {
                var socket = listener.accept();
                pool.execute(() -> {
                    try (socket) {
                        converse(socket, users);
                    } catch (IOException e) {
                        System.err.printf("%s: %s%n", socket.getRemoteSocketAddress(), e.getMessage());
                    }
                });
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void converse(Socket socket, Authenticator users) throws IOException {
        send(socket, "Welcome to Server!!");
        Optional<String> user = loop(socket, request -> login(socket, users, request));
        if (user.isPresent()) {
            loop(socket, request -> {
                if (CaseService.isEnd(request)) {
                    return user;
                }
                CaseService.reply(request).writeTo(socket.getOutputStream());
                return Optional.empty();
            }).ifPresent(id -> System.out.printf("Session finished for %s.%n", id));
        }
    }

    /** Does the exchange with frame after frame, until it finds something or the stream ends. */
    private static <T> Optional<T> loop(Socket socket, Exchange<T> exchange) throws IOException {
        for (var request = Frame.readFrom(socket.getInputStream()); request != null;
                request = Frame.readFrom(socket.getInputStream())) {
            var found = exchange.with(request);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> login(Socket socket, Authenticator users, Frame frame) throws IOException {
        LoginRequest request;
        try {
            request = LoginRequest.parse(frame.text());
        } catch (IllegalArgumentException e) {
            send(socket, "400 Bad Request\n");
            return Optional.empty();
        }
        var result = users.authenticate(request);
        send(socket, switch (result) {
            case WELCOME -> "200 Welcome " + request.id() + "!!\n";
            case INVALID_ID -> "401 Invalid ID\n";
            case INVALID_PASSWORD -> "402 Invalid Password\n";
        });
        return Optional.of(request.id()).filter(id -> result == Authenticator.Result.WELCOME);
    }

    private static void send(Socket socket, String text) throws IOException {
        Frame.of(text).writeTo(socket.getOutputStream());
    }
}
