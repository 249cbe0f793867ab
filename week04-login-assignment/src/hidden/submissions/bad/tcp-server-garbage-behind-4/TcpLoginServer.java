package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class TcpLoginServer {
    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        while (!listener.isClosed()) {
            Socket s = listener.accept();
            new Thread(() -> {
                try (s) {
                    client(s.getInputStream(), s.getOutputStream(), users);
                } catch (IOException e) {
                    System.out.println(e.getMessage());
                }
            }).start();
        }
    }

    private static void client(InputStream in, OutputStream out, Authenticator users) throws IOException {
        Frame.of("Welcome to Server!!").writeTo(out);
        String user = null;
        byte[] data;
        while ((data = in.readNBytes(128)).length == 128) {
            Frame frame = Frame.from(new DatagramPacket(data, 128));
            if (user == null) {
                String answer;
                try {
                    LoginRequest r = LoginRequest.parse(frame.text());
                    Authenticator.Result verdict = users.authenticate(r);
                    if (verdict == Authenticator.Result.WELCOME) {
                        user = r.id();
                        answer = "200 Welcome " + user + "!!\n";
                    } else if (verdict == Authenticator.Result.INVALID_ID) {
                        answer = "401 Invalid ID\n";
                    } else {
                        answer = "402 Invalid Password\n";
                    }
                } catch (IllegalArgumentException e) {
                    answer = "400 Bad Request\n";
                }
                Frame.of(answer).writeTo(out);
            } else {
                String request = new String(data, StandardCharsets.ISO_8859_1).replaceAll("(\r?\n)?\0*$", "");
                if (request.equals("4") || request.startsWith("4 ")) {
                    break;
                }
                CaseService.reply(frame).writeTo(out);
            }
        }
        if (user != null) {
            System.out.println("Session finished for " + user + ".");
        }
    }
}
