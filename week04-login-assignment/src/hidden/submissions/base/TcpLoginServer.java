package netprog.week04.login;

import java.io.*;
import java.net.*;
import java.nio.charset.*;
import java.util.*;
import java.util.concurrent.*;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** A correct program. Each patch in {@code bad} puts one bug into it. */
public final class TcpLoginServer {
    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        while (true) {
            Socket client = listener.accept();
            new Thread(() -> talk(client, users)).start();
        }
    }

    private static void talk(Socket client, Authenticator users) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            send(out, "Welcome to Server!!");
            String id = null;
            Frame request;
            while ((request = receive(in)) != null) {
                if (id == null) {
                    LoginRequest login;
                    try {
                        login = LoginRequest.parse(request.text());
                    } catch (IllegalArgumentException e) {
                        send(out, "400 Bad Request\n");
                        continue;
                    }
                    switch (users.authenticate(login)) {
                        case WELCOME:
                            id = login.id();
                            send(out, "200 Welcome " + id + "!!\n");
                            break;
                        case INVALID_ID:
                            send(out, "401 Invalid ID\n");
                            break;
                        default:
                            send(out, "402 Invalid Password\n");
                    }
                } else if (CaseService.isEnd(request)) {
                    System.out.println("Session finished for " + id + ".");
                    return;
                } else {
                    CaseService.reply(request).writeTo(out);
                }
            }
        } catch (IOException e) {
            System.out.println("lost a client: " + e.getMessage());
        }
    }

    private static Frame receive(InputStream in) throws IOException {
        return Frame.readFrom(in);
    }

    private static void send(OutputStream out, String text) throws IOException {
        Frame.of(text).writeTo(out);
    }
}
