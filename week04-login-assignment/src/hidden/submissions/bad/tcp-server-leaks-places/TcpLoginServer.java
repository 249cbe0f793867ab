package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import netprog.util.Addresses;
import netprog.util.CommandLine;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** Known bad: a client that vanishes inside a frame never gives its place back. */
public final class TcpLoginServer {
    private TcpLoginServer() {}

    public static void main(String[] args) {
        CommandLine line = CommandLine.of(Week04Login.TCP_SERVER, args);
        Authenticator users = UsersFile.open(line);
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReuseAddress(true);
            listener.bind(line.bindAddress());
            System.out.println("listening on tcp " + Addresses.show(listener.getLocalSocketAddress()));
            serve(listener, users);
        } catch (IOException e) {
            line.fail(e);
        }
    }

    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        Semaphore places = new Semaphore(32);
        while (true) {
            Socket socket;
            try {
                socket = listener.accept();
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
                System.out.println("accept: " + e.getMessage());
                pause();
                continue;
            }
            places.acquireUninterruptibly();
            Thread thread = new Thread(() -> client(socket, users, places));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void client(Socket socket, Authenticator users, Semaphore places) {
        String id = null;
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            Frame.of("Welcome to Server!!").writeTo(out);
            id = login(in, out, users);
            if (id != null) {
                menu(in, out);
            }
            places.release();
        } catch (IOException e) {
            System.out.println("client lost: " + e.getMessage());
        } finally {
            if (id != null) {
                System.out.println("Session finished for " + id + ".");
            }
        }
    }

    /** Gives the id, or null if the client has left. */
    private static String login(InputStream in, OutputStream out, Authenticator users) throws IOException {
        while (true) {
            Frame frame = Frame.readFrom(in);
            if (frame == null) {
                return null;
            }
            LoginRequest request;
            try {
                request = LoginRequest.parse(frame.text());
            } catch (IllegalArgumentException e) {
                Frame.of("400 Bad Request\n").writeTo(out);
                continue;
            }
            switch (users.authenticate(request)) {
                case WELCOME -> {
                    Frame.of("200 Welcome " + request.id() + "!!\n").writeTo(out);
                    return request.id();
                }
                case INVALID_ID -> Frame.of("401 Invalid ID\n").writeTo(out);
                default -> Frame.of("402 Invalid Password\n").writeTo(out);
            }
        }
    }

    private static void menu(InputStream in, OutputStream out) throws IOException {
        while (true) {
            Frame frame = Frame.readFrom(in);
            if (frame == null || CaseService.isEnd(frame)) {
                return;
            }
            CaseService.reply(frame).writeTo(out);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
