package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import netprog.util.Addresses;
import netprog.util.CommandLine;
import netprog.util.Ports;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** Known bad: takes a case request with pass= in its text for a login. */
public final class UdpLoginServer {
    private static final int MOST_SESSIONS = 10_000;
    private static final long LONGEST_SILENCE = TimeUnit.MINUTES.toNanos(10);

    private final Authenticator users;
    private final Map<SocketAddress, Session> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SocketAddress, Session> eldest) {
            return size() > MOST_SESSIONS;
        }
    };

    private record Session(String id, long seen) {}

    private UdpLoginServer(Authenticator users) {
        this.users = users;
    }

    public static void main(String[] args) {
        CommandLine line = CommandLine.of(Week04Login.UDP_SERVER, args);
        Authenticator users = UsersFile.open(line);
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(line.bindAddress());
            System.out.println("listening on udp " + Addresses.show(socket.getLocalSocketAddress()));
            serve(socket, users);
        } catch (IOException e) {
            line.fail(e);
        }
    }

    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        UdpLoginServer server = new UdpLoginServer(users);
        byte[] buffer = new byte[Frame.SIZE];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            if (Ports.answersEverything(packet.getPort())) {
                continue;
            }
            try {
                Frame reply = server.reply(Frame.from(packet), packet.getSocketAddress());
                socket.send(reply.toPacket(packet.getSocketAddress()));
            } catch (IOException | RuntimeException e) {
                if (socket.isClosed()) {
                    return;
                }
                System.out.println("no reply: " + e);
            }
        }
    }

    private Frame reply(Frame frame, SocketAddress from) {
        String id = touch(from);
        if (CaseService.isEnd(frame)) {
            if (id == null) {
                return Frame.of("403 Login Required\n");
            }
            sessions.remove(from);
            System.out.println("Session finished for " + id + ".");
            return Frame.of("200 Goodbye " + id + "!!\n");
        }
        if (isCase(frame.text()) && !frame.text().contains("pass=")) {
            return id == null ? Frame.of("403 Login Required\n") : CaseService.reply(frame);
        }
        LoginRequest request;
        try {
            request = LoginRequest.parse(frame.text());
        } catch (IllegalArgumentException e) {
            return Frame.of("400 Bad Request\n");
        }
        return login(request, from);
    }

    private Frame login(LoginRequest request, SocketAddress from) {
        switch (users.authenticate(request)) {
            case WELCOME:
                sessions.put(from, new Session(request.id(), System.nanoTime()));
                return Frame.of("200 Welcome " + request.id() + "!!\n");
            case INVALID_ID:
                return Frame.of("401 Invalid ID\n");
            default:
                return Frame.of("402 Invalid Password\n");
        }
    }

    /** Who is logged in from there, or null; notes that the address was heard of now. */
    private String touch(SocketAddress from) {
        Session session = sessions.get(from);
        if (session == null) {
            return null;
        }
        long now = System.nanoTime();
        if (now - session.seen() > LONGEST_SILENCE) {
            sessions.remove(from);
            return null;
        }
        sessions.put(from, new Session(session.id(), now));
        return session.id();
    }

    private static boolean isCase(String text) {
        return text.matches("[1-3](\r?\n)?") || text.matches("(?s)[1-3] .*");
    }
}
