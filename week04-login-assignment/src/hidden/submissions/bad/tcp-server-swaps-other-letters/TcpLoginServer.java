package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class TcpLoginServer extends Thread {
    private final Socket socket;
    private final Authenticator users;

    private TcpLoginServer(Socket socket, Authenticator users) {
        this.socket = socket;
        this.users = users;
        setDaemon(true);
    }

    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        while (true) {
            new TcpLoginServer(listener.accept(), users).start();
        }
    }

    @Override
    public void run() {
        String user = null;
        try (socket;
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            Frame.of("Welcome to Server!!").writeTo(out);
            Frame frame = Frame.readFrom(in);
            while (frame != null) {
                if (user == null) {
                    LoginRequest request = requestIn(frame);
                    Authenticator.Result result = request == null ? null : users.authenticate(request);
                    Frame.of(textFor(result, request)).writeTo(out);
                    user = result == Authenticator.Result.WELCOME ? request.id() : null;
                } else if (CaseService.isEnd(frame)) {
                    break;
                } else {
                    caseReply(frame).writeTo(out);
                }
                frame = Frame.readFrom(in);
            }
        } catch (IOException e) {
            System.out.println("connection lost: " + e.getMessage());
        } finally {
            if (user != null) {
                System.out.println("Session finished for " + user + ".");
            }
        }
    }

    private static LoginRequest requestIn(Frame frame) {
        try {
            return LoginRequest.parse(frame.text());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String textFor(Authenticator.Result result, LoginRequest request) {
        if (result == null) {
            return "400 Bad Request\n";
        }
        return switch (result) {
            case WELCOME -> "200 Welcome " + request.id() + "!!\n";
            case INVALID_ID -> "401 Invalid ID\n";
            case INVALID_PASSWORD -> "402 Invalid Password\n";
        };
    }

    /** Letters of UTF-8 texts; what is no UTF-8 (MS949) byte by byte. */
    private static Frame caseReply(Frame request) {
        String text = request.text();
        if (!text.startsWith("3 ") || text.indexOf('\uFFFD') >= 0) {
            return CaseService.reply(request);
        }
        StringBuilder swapped = new StringBuilder();
        for (char c : text.substring(2).toCharArray()) {
            swapped.append(Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
        }
        return Frame.of(swapped.toString());
    }
}
