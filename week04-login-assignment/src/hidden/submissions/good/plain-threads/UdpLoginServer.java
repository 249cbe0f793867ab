package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** The case service behind a login, over UDP. */
public class UdpLoginServer {
    private static final long TEN_MINUTES = 10 * 60 * 1000L;
    private static final int MOST = 10_000;

    private static class Session {
        String id;
        long lastSeen;
    }

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Map<SocketAddress, Session> sessions = new HashMap<>();
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            socket.receive(packet);
            SocketAddress client = packet.getSocketAddress();
            Frame reply = answer(Frame.from(packet), client, sessions, users);
            try {
                socket.send(reply.toPacket(client));
            } catch (IOException e) {
                System.out.println("no way to " + client + ": " + e.getMessage());
            }
        }
    }

    private static Frame answer(Frame request, SocketAddress client, Map<SocketAddress, Session> sessions,
            Authenticator users) {
        forgetOld(sessions);
        try {
            LoginRequest login = LoginRequest.parse(request.text());
            switch (users.authenticate(login)) {
                case WELCOME:
                    Session session = new Session();
                    session.id = login.id();
                    session.lastSeen = System.currentTimeMillis();
                    sessions.put(client, session);
                    return Frame.of("200 Welcome " + login.id() + "!!\n");
                case INVALID_ID:
                    return Frame.of("401 Invalid ID\n");
                default:
                    return Frame.of("402 Invalid Password\n");
            }
        } catch (IllegalArgumentException e) {
            // not a login request: go on
        }
        Session session = sessions.get(client);
        if (session == null) {
            return Frame.of("403 Login Required\n");
        }
        session.lastSeen = System.currentTimeMillis();
        if (CaseService.isEnd(request)) {
            sessions.remove(client);
            System.out.println("Session finished for " + session.id + ".");
            return Frame.of("200 Goodbye " + session.id + "!!\n");
        }
        return CaseService.reply(request);
    }

    private static void forgetOld(Map<SocketAddress, Session> sessions) {
        long now = System.currentTimeMillis();
        sessions.values().removeIf(s -> now - s.lastSeen > TEN_MINUTES);
        if (sessions.size() >= MOST) {
            SocketAddress oldest = null;
            long time = Long.MAX_VALUE;
            for (Map.Entry<SocketAddress, Session> entry : sessions.entrySet()) {
                if (entry.getValue().lastSeen < time) {
                    time = entry.getValue().lastSeen;
                    oldest = entry.getKey();
                }
            }
            sessions.remove(oldest);
        }
    }
}
