package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class UdpLoginServer {
    private static final long MOST_SILENCE = 10 * 60 * 1000;
    private static final int MOST_SESSIONS = 1 << 14;

    private static final class Session {
        private final String id;
        private long lastHeard;

        private Session(final String id) {
            this.id = id;
            this.lastHeard = System.currentTimeMillis();
        }

        private boolean isOld() {
            return System.currentTimeMillis() - lastHeard > MOST_SILENCE;
        }
    }

    private UdpLoginServer() {
    }

    public static void serve(final DatagramSocket socket, final Authenticator users) throws IOException {
        final Map<SocketAddress, Session> sessions = new HashMap<>();
        final byte[] buffer = new byte[Frame.SIZE];
        for (;;) {
            final DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (final IOException e) {
                if (socket.isClosed()) {
                    return;
                }
                System.out.println("receive: " + e);
                continue;
            }
            final SocketAddress client = packet.getSocketAddress();
            final Frame request = Frame.from(packet);
            final LoginRequest login = requestOrNull(request);
            final Frame reply;
            if (login != null) {
                reply = Frame.of(login(client, login, users, sessions));
            } else {
                reply = work(client, request, sessions);
            }
            try {
                socket.send(reply.toPacket(client));
            } catch (final IOException e) {
                System.out.println("send: " + e);
            }
        }
    }

    private static LoginRequest requestOrNull(final Frame frame) {
        try {
            return LoginRequest.parse(frame.text());
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }

    private static String login(final SocketAddress client, final LoginRequest login, final Authenticator users,
            final Map<SocketAddress, Session> sessions) {
        switch (users.authenticate(login)) {
            case WELCOME:
                sessions.values().removeIf(Session::isOld);
                if (sessions.size() >= MOST_SESSIONS) {
                    SocketAddress oldest = null;
                    for (final SocketAddress address : sessions.keySet()) {
                        if (oldest == null || sessions.get(address).lastHeard < sessions.get(oldest).lastHeard) {
                            oldest = address;
                        }
                    }
                    sessions.remove(oldest);
                }
                sessions.put(client, new Session(login.id()));
                return "200 Welcome " + login.id() + "!!\n";
            case INVALID_ID:
                return "401 Invalid ID\n";
            case INVALID_PASSWORD:
                return "402 Invalid Password\n";
            default:
                throw new AssertionError();
        }
    }

    private static Frame work(final SocketAddress client, final Frame request,
            final Map<SocketAddress, Session> sessions) {
        final Session session = sessions.get(client);
        if (session == null || session.isOld()) {
            sessions.remove(client);
            return Frame.of("403 Login Required\n");
        }
        session.lastHeard = System.currentTimeMillis();
        if (CaseService.isEnd(request)) {
            sessions.remove(client);
            System.out.println("Session finished for " + session.id + ".");
            return Frame.of("200 Goodbye " + session.id + "!!\n");
        }
        return CaseService.reply(request);
    }
}
