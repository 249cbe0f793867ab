package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import netprog.util.Addresses;
import netprog.util.CommandLine;
import netprog.util.Ports;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** Known bad: whatever begins with 4 ends the session. */
public final class UdpLoginServer {
    private static final long SILENCE = 10 * 60 * 1_000_000_000L;
    private static final int MOST = 10_000;

    private UdpLoginServer() {}

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

    /** Who is logged in, and when they were heard last. */
    private record Session(String id, long heard) {}

    /** Answers each datagram until the socket is closed. */
    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Map<SocketAddress, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);
        byte[] buffer = new byte[65535];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            InetSocketAddress sender = (InetSocketAddress) packet.getSocketAddress();
            if (Ports.answersEverything(sender.getPort())) {
                continue;
            }
            forgetSilent(sessions);
            Frame reply = answer(Frame.from(packet), sender, sessions, users);
            try {
                socket.send(reply.toPacket(sender));
            } catch (IOException e) {
                System.out.println("no answer to " + Addresses.show(sender) + ": " + e.getMessage());
            }
        }
    }

    private static Frame answer(
            Frame request, SocketAddress sender, Map<SocketAddress, Session> sessions, Authenticator users) {
        Session session = sessions.get(sender);
        if (session != null) {
            session = new Session(session.id(), System.nanoTime());
            sessions.put(sender, session);
        }
        LoginRequest login;
        try {
            login = LoginRequest.parse(request.text());
        } catch (IllegalArgumentException e) {
            login = null;
        }
        if (login != null) {
            switch (users.authenticate(login)) {
                case WELCOME:
                    sessions.put(sender, new Session(login.id(), System.nanoTime()));
                    return Frame.of("200 Welcome " + login.id() + "!!\n");
                case INVALID_ID:
                    return Frame.of("401 Invalid ID\n");
                default:
                    return Frame.of("402 Invalid Password\n");
            }
        }
        if (!isCase(request)) {
            return Frame.of("400 Bad Request\n");
        }
        if (session == null) {
            return Frame.of("403 Login Required\n");
        }
        if (request.text().startsWith("4")) {
            sessions.remove(sender);
            System.out.println("Session finished for " + session.id() + ".");
            return Frame.of("200 Goodbye " + session.id() + "!!\n");
        }
        return CaseService.reply(request);
    }

    private static boolean isCase(Frame request) {
        String text = request.text();
        return !text.isEmpty() && text.charAt(0) >= '1' && text.charAt(0) <= '4';
    }

    private static void forgetSilent(Map<SocketAddress, Session> sessions) {
        Iterator<Session> oldest = sessions.values().iterator();
        while (oldest.hasNext()) {
            boolean silent = System.nanoTime() - oldest.next().heard() > SILENCE;
            if (!silent && sessions.size() <= MOST) {
                return;
            }
            oldest.remove();
        }
    }
}
