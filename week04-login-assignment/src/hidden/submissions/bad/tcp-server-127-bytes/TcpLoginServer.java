package netprog.week04.login;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class TcpLoginServer {
    private TcpLoginServer() {}

    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        while (true) {
            Thread visitor = new Thread(new Visitor(listener.accept(), users));
            visitor.setDaemon(true);
            visitor.start();
        }
    }

    private static final class Visitor implements Runnable {
        private final Socket socket;
        private final Authenticator users;
        private final byte[] bytes = new byte[128];

        Visitor(Socket socket, Authenticator users) {
            this.socket = socket;
            this.users = users;
        }

        @Override
        public void run() {
            String id = null;
            try (Socket s = socket) {
                DataInputStream in = new DataInputStream(s.getInputStream());
                OutputStream out = s.getOutputStream();
                say(out, "Welcome to Server!!");
                while (id == null) {
                    id = login(next(in), out);
                }
                Frame request = next(in);
                while (!CaseService.isEnd(request)) {
                    CaseService.reply(request).writeTo(out);
                    request = next(in);
                }
            } catch (IOException e) {
                // the client has gone
            }
            if (id != null) {
                System.out.println("Session finished for " + id + ".");
            }
        }

        private Frame next(DataInputStream in) throws IOException {
            in.readFully(bytes);
            return Frame.from(new DatagramPacket(bytes, 127)); // 127 bytes of text and the NUL
        }

        private String login(Frame frame, OutputStream out) throws IOException {
            LoginRequest request;
            try {
                request = LoginRequest.parse(frame.text());
            } catch (IllegalArgumentException e) {
                say(out, "400 Bad Request\n");
                return null;
            }
            switch (users.authenticate(request)) {
                case WELCOME:
                    say(out, "200 Welcome " + request.id() + "!!\n");
                    return request.id();
                case INVALID_ID:
                    say(out, "401 Invalid ID\n");
                    return null;
                default:
                    say(out, "402 Invalid Password\n");
                    return null;
            }
        }

        private static void say(OutputStream out, String text) throws IOException {
            Frame.of(text).writeTo(out);
        }
    }
}
