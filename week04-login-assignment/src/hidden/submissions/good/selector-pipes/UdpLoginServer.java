package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.TreeMap;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class UdpLoginServer {
    private record Login(String id, long lastHeard) {}

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Map<String, Login> logins = new TreeMap<>();
        byte[] bytes = new byte[Frame.SIZE];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        while (true) {
            packet.setLength(bytes.length);
            socket.receive(packet);
            SocketAddress sender = packet.getSocketAddress();
            Frame reply = reply(sender.toString(), Frame.from(packet), logins, users);
            if (!socket.isClosed()) {
                try {
                    socket.send(reply.toPacket(sender));
                } catch (IOException e) {
                    System.out.println(sender + " " + e);
                }
            }
        }
    }

    private static Frame reply(String sender, Frame request, Map<String, Login> logins, Authenticator users) {
        long now = System.currentTimeMillis();
        logins.entrySet().removeIf(e -> now - e.getValue().lastHeard() > 1000 * 60 * 10);
        LoginRequest login;
        try {
            login = LoginRequest.parse(request.text());
        } catch (IllegalArgumentException e) {
            if (!logins.containsKey(sender)) return Frame.of("403 Login Required\n");
            String id = logins.remove(sender).id();
            if (CaseService.isEnd(request)) {
                System.out.println("Session finished for " + id + ".");
                return Frame.of("200 Goodbye " + id + "!!\n");
            }
            logins.put(sender, new Login(id, now));
            return CaseService.reply(request);
        }
        switch (users.authenticate(login)) {
            case INVALID_ID:
                return Frame.of("401 Invalid ID\n");
            case INVALID_PASSWORD:
                return Frame.of("402 Invalid Password\n");
            default:
                if (logins.size() < 10_000 || logins.containsKey(sender)) {
                    logins.put(sender, new Login(login.id(), now));
                } else {
                    String oldest = logins.keySet().stream()
                        .min((a, b) -> Long.signum(logins.get(a).lastHeard() - logins.get(b).lastHeard())).get();
                    logins.remove(oldest);
                    logins.put(sender, new Login(login.id(), now));
                }
                return Frame.of("200 Welcome " + login.id() + "!!\n");
        }
    }
}
