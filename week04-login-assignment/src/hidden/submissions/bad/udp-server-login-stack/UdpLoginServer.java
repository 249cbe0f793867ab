package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import netprog.util.Ports;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class UdpLoginServer {
    private static final int MOST_ADDRESSES = 5000;
    private static final int MOST_LOGINS = 100;
    private static final long TEN_MINUTES = 10 * 60 * 1000L;

    /** What is known of an address: its logins, the newest first. */
    private static final class Client {
        final Deque<String> logins = new ArrayDeque<>();
        long lastSeen = System.currentTimeMillis();
    }

    private final Map<SocketAddress, Client> clients =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<SocketAddress, Client> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    private final Authenticator users;

    private UdpLoginServer(Authenticator users) {
        this.users = users;
    }

    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        UdpLoginServer server = new UdpLoginServer(users);
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (true) {
            packet.setLength(2048);
            socket.receive(packet);
            if (Ports.answersEverything(((InetSocketAddress) packet.getSocketAddress()).getPort())) {
                continue;
            }
            Frame reply = server.reply(packet.getSocketAddress(), Frame.from(packet));
            try {
                socket.send(reply.toPacket(packet.getSocketAddress()));
            } catch (IOException e) {
                System.out.println("not sent: " + e.getMessage());
            }
        }
    }

    private Frame reply(SocketAddress from, Frame request) {
        long now = System.currentTimeMillis();
        Client client = clients.get(from);
        if (client != null && now - client.lastSeen > TEN_MINUTES) {
            clients.remove(from);
            client = null;
        }
        if (client != null) {
            client.lastSeen = now;
        }
        LoginRequest login = null;
        try {
            login = LoginRequest.parse(request.text());
        } catch (IllegalArgumentException e) {
            System.out.println("no login from " + from);
        }
        if (login != null) {
            return logIn(from, login);
        }
        if (!isCaseRequest(request.text())) {
            return Frame.of("400 Bad Request\n");
        }
        if (client == null) {
            return Frame.of("403 Login Required\n");
        }
        if (CaseService.isEnd(request)) {
            String id = client.logins.pop();
            if (client.logins.isEmpty()) {
                clients.remove(from);
            }
            System.out.println("Session finished for " + id + ".");
            return Frame.of("200 Goodbye " + id + "!!\n");
        }
        return CaseService.reply(request);
    }

    private Frame logIn(SocketAddress from, LoginRequest login) {
        switch (users.authenticate(login)) {
            case INVALID_ID:
                return Frame.of("401 Invalid ID\n");
            case INVALID_PASSWORD:
                return Frame.of("402 Invalid Password\n");
            default:
                Client client = clients.computeIfAbsent(from, address -> new Client());
                if (!login.id().equals(client.logins.peek())) { // the same once more: its reply was lost
                    client.logins.push(login.id());
                }
                while (client.logins.size() > MOST_LOGINS) {
                    client.logins.removeLast();
                }
                return Frame.of("200 Welcome " + login.id() + "!!\n");
        }
    }

    private static boolean isCaseRequest(String text) {
        if (text.isEmpty() || "1234".indexOf(text.charAt(0)) < 0) {
            return false;
        }
        String rest = text.substring(1);
        return rest.isEmpty() || rest.startsWith(" ") || rest.equals("\n") || rest.equals("\r\n");
    }
}
