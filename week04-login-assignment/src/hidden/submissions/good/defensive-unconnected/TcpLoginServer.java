package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class TcpLoginServer {
    private static final int CLIENTS_AT_A_TIME = 500;

    private TcpLoginServer() {
    }

    public static void serve(final ServerSocket listener, final Authenticator users) throws IOException {
        final ExecutorService pool = Executors.newFixedThreadPool(CLIENTS_AT_A_TIME);
        try {
            for (;;) {
                final Socket socket = listener.accept();
                pool.submit(() -> {
                    try {
                        talk(socket, users);
                    } catch (final IOException | RuntimeException e) {
                        System.out.println(socket + ": " + e);
                    } finally {
                        close(socket);
                    }
                });
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void close(final Socket socket) {
        try {
            if (!socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
        } catch (final IOException e) {
            // it is closed below, however that ended
        }
        try {
            socket.close();
        } catch (final IOException e) {
            System.out.println(socket + ": " + e);
        }
    }

    private static void talk(final Socket socket, final Authenticator users) throws IOException {
        final InputStream in = socket.getInputStream();
        final OutputStream out = socket.getOutputStream();
        Frame.of("Welcome to Server!!").writeTo(out);

        String id = null;
        while (id == null) {
            final Frame frame = Frame.readFrom(in);
            if (frame == null) {
                return;
            }
            final LoginRequest request = requestOrNull(frame);
            final Authenticator.Result result = request == null ? null : users.authenticate(request);
            final String reply;
            if (request == null) {
                reply = "400 Bad Request\n";
            } else if (result == Authenticator.Result.INVALID_ID) {
                reply = "401 Invalid ID\n";
            } else if (result == Authenticator.Result.INVALID_PASSWORD) {
                reply = "402 Invalid Password\n";
            } else {
                id = request.id();
                reply = "200 Welcome " + id + "!!\n";
            }
            Frame.of(reply).writeTo(out);
        }

        for (;;) {
            final Frame frame = Frame.readFrom(in);
            if (frame == null) {
                return;
            }
            if (CaseService.isEnd(frame)) {
                System.out.println("Session finished for " + id + ".");
                return;
            }
            CaseService.reply(frame).writeTo(out);
        }
    }

    private static LoginRequest requestOrNull(final Frame frame) {
        try {
            return LoginRequest.parse(frame.text());
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }
}
