package netprog.week04.login;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** TCP 로그인 서버. 클라이언트마다 스레드 하나. */
public class TcpLoginServer extends Thread {
    private final Socket socket;
    private final Authenticator users;

    private TcpLoginServer(Socket socket, Authenticator users) {
        this.socket = socket;
        this.users = users;
        setDaemon(true);
    }

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        while (true) {
            new TcpLoginServer(listener.accept(), users).start();
        }
    }

    @Override
    public void run() {
        try {
            InputStream in = socket.getInputStream();
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            reply(out, Frame.of("Welcome to Server!!"));

            String user = null;
            Frame frame = Frame.readFrom(in);
            while (frame != null && user == null) {
                String text = "400 Bad Request";
                try {
                    LoginRequest request = LoginRequest.parse(frame.text());
                    Authenticator.Result result = users.authenticate(request);
                    if (result.equals(Authenticator.Result.WELCOME)) {
                        user = request.id();
                        text = "200 Welcome " + user + "!!";
                    } else if (result.equals(Authenticator.Result.INVALID_ID)) {
                        text = "401 Invalid ID";
                    } else {
                        text = "402 Invalid Password";
                    }
                } catch (IllegalArgumentException e) {
                    System.out.println("400: " + e.getMessage());
                }
                reply(out, Frame.of(text));
                frame = Frame.readFrom(in);
            }
            while (frame != null && !CaseService.isEnd(frame)) {
                reply(out, CaseService.reply(frame));
                frame = Frame.readFrom(in);
            }
            if (frame != null) {
                System.out.println("Session finished for " + user + ".");
            }
        } catch (IOException e) {
            System.out.println("연결이 끊어졌습니다: " + e.getMessage());
        } finally {
            try {
                socket.close();
            } catch (IOException e) {
                e.printStackTrace();
            }
        }
    }

    /** 줄끝을 붙여서 보낸다. 글자가 UTF-8이 아니거나 자리가 없으면 그대로 보낸다. */
    static Frame line(Frame reply) {
        String text = reply.text();
        if (text.endsWith("\n") || text.contains("\uFFFD")) {
            return reply;
        }
        try {
            return Frame.of(text + "\r\n");
        } catch (IllegalArgumentException e) {
            return reply;
        }
    }

    private static void reply(OutputStream out, Frame reply) throws IOException {
        line(reply).writeTo(out);
    }
}
