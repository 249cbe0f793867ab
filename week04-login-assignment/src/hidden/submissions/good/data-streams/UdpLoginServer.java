package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class UdpLoginServer {
    private static final int MAX_SESSIONS = 1000;
    private static final long IDLE_NANOS = 600_000_000_000L;

    private record Session(String id, long seen) {}

    /** In the order of the last request: the first one has been silent longest. */
    private final LinkedHashMap<SocketAddress, Session> sessions = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SocketAddress, Session> eldest) {
            return size() > MAX_SESSIONS;
        }
    };
    private final Authenticator users;

    private UdpLoginServer(Authenticator users) {
        this.users = users;
    }

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        UdpLoginServer server = new UdpLoginServer(users);
        byte[] buffer = new byte[2048];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        for (;;) {
            packet.setData(buffer);
            try {
                socket.receive(packet);
                Frame reply = server.answer(packet.getSocketAddress(), Frame.from(packet));
                socket.send(reply.toPacket(packet.getSocketAddress()));
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
                System.err.println("one datagram failed: " + e.getMessage());
            }
        }
    }

    private Frame answer(SocketAddress client, Frame request) {
        long now = System.nanoTime();
        sessions.values().removeIf(s -> now - s.seen() > IDLE_NANOS);

        String text = request.text();
        if (text.startsWith("id=")) {
            return Frame.of(login(client, text, now));
        }
        boolean isCase = text.matches("(?s)[1-4]((\r?\n)?| .*)");
        if (!isCase) {
            return Frame.of("400 Bad Request\n");
        }
        Session session = sessions.get(client);
        if (session == null) {
            return Frame.of("403 Login Required\n");
        }
        if (CaseService.isEnd(request)) {
            sessions.remove(client);
            System.out.println("Session finished for " + session.id() + ".");
            return Frame.of("200 Goodbye " + session.id() + "!!\n");
        }
        sessions.put(client, new Session(session.id(), now));
        return CaseService.reply(request);
    }

    private String login(SocketAddress client, String text, long now) {
        LoginRequest request;
        try {
            request = LoginRequest.parse(text);
        } catch (IllegalArgumentException e) {
            return "400 Bad Request\n";
        }
        return switch (users.authenticate(request)) {
            case WELCOME -> {
                sessions.put(client, new Session(request.id(), now));
                yield "200 Welcome " + request.id() + "!!\n";
            }
            case INVALID_ID -> "401 Invalid ID\n";
            case INVALID_PASSWORD -> "402 Invalid Password\n";
        };
    }
}
