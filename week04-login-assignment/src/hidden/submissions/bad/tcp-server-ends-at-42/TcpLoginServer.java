package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.util.Addresses;
import netprog.util.CommandLine;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** Known bad: whatever begins with 4 ends the session. */
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

    /** Accepts until the listener is closed, and serves several clients at a time. */
    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        while (true) {
            Socket client = listener.accept();
            Thread thread = new Thread(() -> talk(client, users));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void talk(Socket client, Authenticator users) {
        String id = null;
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            Frame.of("Welcome to Server!!").writeTo(out);
            while (id == null) {
                Frame frame = Frame.readFrom(in);
                if (frame == null) {
                    return;
                }
                String reply;
                try {
                    LoginRequest login = LoginRequest.parse(frame.text());
                    switch (users.authenticate(login)) {
                        case WELCOME:
                            id = login.id();
                            reply = "200 Welcome " + id + "!!\n";
                            break;
                        case INVALID_ID:
                            reply = "401 Invalid ID\n";
                            break;
                        default:
                            reply = "402 Invalid Password\n";
                    }
                } catch (IllegalArgumentException e) {
                    reply = "400 Bad Request\n";
                }
                Frame.of(reply).writeTo(out);
            }
            Frame request;
            while ((request = Frame.readFrom(in)) != null && !request.text().startsWith("4")) {
                CaseService.reply(request).writeTo(out);
            }
        } catch (IOException e) {
            System.out.println("lost a client: " + e.getMessage());
        } finally {
            if (id != null) {
                System.out.println("Session finished for " + id + ".");
            }
        }
    }
}
