package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** The case service behind a login, over TCP. */
public class TcpLoginServer {

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        while (true) {
            Socket client = listener.accept(); // throws when the listener is closed: that ends serve
            Thread thread = new Thread(() -> talk(client, users));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void talk(Socket client, Authenticator users) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            Frame.of("Welcome to Server!!").writeTo(out);
            String id = login(in, out, users);
            if (id == null) {
                return;
            }
            Frame request;
            while ((request = Frame.readFrom(in)) != null) {
                if (CaseService.isEnd(request)) {
                    System.out.println("Session finished for " + id + ".");
                    return;
                }
                CaseService.reply(request).writeTo(out);
            }
        } catch (IOException e) {
            System.out.println("lost " + client.getRemoteSocketAddress() + ": " + e.getMessage());
        }
    }

    /** Asks until the login is right; null if the client leaves before. */
    private static String login(InputStream in, OutputStream out, Authenticator users) throws IOException {
        Frame frame;
        while ((frame = Frame.readFrom(in)) != null) {
            LoginRequest request;
            try {
                request = LoginRequest.parse(frame.text());
            } catch (IllegalArgumentException e) {
                Frame.of("400 Bad Request\n").writeTo(out);
                continue;
            }
            switch (users.authenticate(request)) {
                case WELCOME:
                    Frame.of("200 Welcome " + request.id() + "!!\n").writeTo(out);
                    return request.id();
                case INVALID_ID:
                    Frame.of("401 Invalid ID\n").writeTo(out);
                    break;
                case INVALID_PASSWORD:
                    Frame.of("402 Invalid Password\n").writeTo(out);
                    break;
            }
        }
        return null;
    }
}
