package netprog.week04.login;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class TcpLoginServer {

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        int number = 0;
        for (;;) {
            Socket socket;
            try {
                socket = listener.accept();
            } catch (SocketException e) {
                if (listener.isClosed()) {
                    return;
                }
                throw e;
            }
            new ClientThread(++number, socket, users).start();
        }
    }

    private static class ClientThread extends Thread {
        private final Socket socket;
        private final Authenticator users;
        private DataInputStream in;
        private DataOutputStream out;
        private String user; // null before the login

        ClientThread(int number, Socket socket, Authenticator users) {
            super("client " + number);
            this.socket = socket;
            this.users = users;
        }

        @Override
        public void run() {
            try {
                in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
                send("Welcome to Server!!");
                boolean more = true;
                while (more) {
                    byte[] bytes = new byte[Frame.SIZE];
                    in.readFully(bytes);
                    more = user == null ? login(bytes) : request(bytes);
                }
            } catch (EOFException e) {
                System.err.println(getName() + " has gone");
            } catch (IOException e) {
                System.err.println(getName() + ": " + e);
            } finally {
                try {
                    socket.close();
                } catch (IOException e) {
                    System.err.println(getName() + " does not close: " + e);
                }
            }
        }

        private boolean login(byte[] bytes) throws IOException {
            int length = 0;
            while (length < bytes.length && bytes[length] != 0) {
                length++;
            }
            LoginRequest request;
            try {
                request = LoginRequest.parse(new String(bytes, 0, length, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                send("400 Bad Request\n");
                return true;
            }
            Authenticator.Result result = users.authenticate(request);
            if (result == Authenticator.Result.WELCOME) {
                user = request.id();
                send("200 Welcome " + user + "!!\n");
            } else if (result == Authenticator.Result.INVALID_ID) {
                send("401 Invalid ID\n");
            } else {
                send("402 Invalid Password\n");
            }
            return true;
        }

        private boolean request(byte[] bytes) throws IOException {
            Frame frame = Frame.readFrom(new ByteArrayInputStream(bytes));
            if (CaseService.isEnd(frame)) {
                System.out.println("Session finished for " + user + ".");
                return false;
            }
            CaseService.reply(frame).writeTo(out); // the bytes that are no letters stay as they are
            return true;
        }

        private void send(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            for (int i = bytes.length; i < Frame.SIZE; i++) {
                out.writeByte(0);
            }
            out.flush();
        }
    }
}
