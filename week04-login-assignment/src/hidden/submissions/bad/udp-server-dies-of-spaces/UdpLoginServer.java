package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.HashMap;
import netprog.util.Ports;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class UdpLoginServer {
    private final HashMap<SocketAddress, String> ids = new HashMap<>();
    private final Authenticator users;

    private UdpLoginServer(Authenticator users) {
        this.users = users;
    }

    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        UdpLoginServer server = new UdpLoginServer(users);
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            socket.receive(packet);
            if (!Ports.answersEverything(packet.getPort())) {
                Frame reply = server.reply(packet.getSocketAddress(), Frame.from(packet));
                try {
                    socket.send(reply.toPacket(packet.getSocketAddress()));
                } catch (IOException e) {
                    System.out.println("cannot answer: " + e.getMessage());
                }
            }
        }
    }

    private Frame reply(SocketAddress client, Frame frame) {
        LoginRequest login = loginOrNull(frame.text());
        if (login != null) {
            return replyToLogin(client, login);
        }
        String text = frame.text();
        if (text.endsWith("\n")) {
            text = text.substring(0, text.length() - 1);
            if (text.endsWith("\r")) {
                text = text.substring(0, text.length() - 1);
            }
        }
        String op = text.split(" ")[0];
        if (!op.matches("[1-4]")) {
            return Frame.of("400 Bad Request\n");
        }
        if (!ids.containsKey(client)) {
            return Frame.of("403 Login Required\n");
        }
        if (op.equals("4")) {
            String id = ids.remove(client);
            System.out.println("Session finished for " + id + ".");
            return Frame.of("200 Goodbye " + id + "!!\n");
        }
        return CaseService.reply(frame);
    }

    private Frame replyToLogin(SocketAddress client, LoginRequest login) {
        Authenticator.Result result = users.authenticate(login);
        if (result == Authenticator.Result.INVALID_ID) {
            return Frame.of("401 Invalid ID\n");
        }
        if (result == Authenticator.Result.INVALID_PASSWORD) {
            return Frame.of("402 Invalid Password\n");
        }
        ids.put(client, login.id());
        return Frame.of("200 Welcome " + login.id() + "!!\n");
    }

    private static LoginRequest loginOrNull(String text) {
        try {
            return LoginRequest.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
