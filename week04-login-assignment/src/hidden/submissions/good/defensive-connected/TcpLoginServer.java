package netprog.week04.login;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class TcpLoginServer {
    private static final Logger LOGGER = System.getLogger("login.tcp");
    private static final int MOST_FAILURES = 100;

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        int failures = 0;
        while (!listener.isClosed()) {
            Socket socket;
            try {
                socket = listener.accept();
                failures = 0;
            } catch (IOException e) {
                // One connection that fails while it is accepted is no reason to leave all the others.
                if (listener.isClosed() || ++failures > MOST_FAILURES) {
                    throw e;
                }
                LOGGER.log(Level.WARNING, "accept failed", e);
                continue;
            }
            try {
                Thread thread = new Thread(() -> handle(socket, users), "login " + socket.getPort());
                thread.setDaemon(true);
                thread.start();
            } catch (OutOfMemoryError e) {
                LOGGER.log(Level.ERROR, "no more threads", e);
                socket.close();
            }
        }
    }

    private static void handle(Socket socket, Authenticator users) {
        try (socket; InputStream in = socket.getInputStream(); OutputStream out = socket.getOutputStream()) {
            socket.setKeepAlive(true);
            Frame.of("Welcome to Server!!").writeTo(out);
            String id = null;
            boolean end = false;
            while (!end) {
                Frame request = Frame.readFrom(in);
                if (request == null) {
                    LOGGER.log(Level.INFO, "the client has left");
                    return;
                }
                try {
                    if (id == null) {
                        id = login(request, users, out);
                    } else if (CaseService.isEnd(request)) {
                        LOGGER.log(Level.INFO, "Session finished for " + id + ".");
                        end = true;
                    } else {
                        CaseService.reply(request).writeTo(out);
                    }
                } catch (RuntimeException e) {
                    LOGGER.log(Level.WARNING, "a request that nobody expected", e);
                    Frame.of("400 Bad Request\n").writeTo(out);
                }
            }
        } catch (EOFException e) {
            LOGGER.log(Level.WARNING, "the client has left in the middle of a frame");
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the connection broke", e);
        }
    }

    private static String login(Frame request, Authenticator users, OutputStream out) throws IOException {
        LoginRequest login;
        try {
            login = LoginRequest.parse(request.text());
        } catch (IllegalArgumentException e) {
            LOGGER.log(Level.INFO, "no login request: " + e.getMessage());
            Frame.of("400 Bad Request\n").writeTo(out);
            return null;
        }
        LOGGER.log(Level.INFO, login.toString());
        Authenticator.Result result = users.authenticate(login);
        if (result == Authenticator.Result.INVALID_ID) {
            Frame.of("401 Invalid ID\n").writeTo(out);
        } else if (result == Authenticator.Result.INVALID_PASSWORD) {
            Frame.of("402 Invalid Password\n").writeTo(out);
        } else if (result == Authenticator.Result.WELCOME) {
            Frame.of("200 Welcome " + login.id() + "!!\n").writeTo(out);
            return login.id();
        } else {
            throw new IllegalStateException("result " + result);
        }
        return null;
    }
}
