package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class UdpLoginServer {
    private static final int MOST_SESSIONS = 4096;
    private static final long SILENCE = 600_000;

    private record Session(String id, long last) {}

    private final BlockingQueue<DatagramPacket> arrived = new ArrayBlockingQueue<>(256);
    private final Map<SocketAddress, Session> sessions = new HashMap<>();
    private final DatagramSocket socket;
    private final Authenticator users;

    private UdpLoginServer(DatagramSocket socket, Authenticator users) {
        this.socket = socket;
        this.users = users;
    }

    /** This thread receives, one other thread answers: a slow password check loses no datagrams. */
    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        UdpLoginServer server = new UdpLoginServer(socket, users);
        Thread answers = new Thread(server::answerAll, "answers");
        answers.setDaemon(true);
        answers.start();
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
                socket.receive(packet);
                server.arrived.put(packet);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answers.interrupt();
        }
    }

    private void answerAll() {
        try {
            while (true) {
                DatagramPacket packet = arrived.take();
                SocketAddress from = packet.getSocketAddress();
                try {
                    socket.send(answer(from, Frame.from(packet)).toPacket(from));
                } catch (IOException e) {
                    System.err.println(from + ": " + e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            // the end
        }
    }

    private Frame answer(SocketAddress from, Frame frame) {
        long now = System.currentTimeMillis();
        sessions.values().removeIf(session -> now - session.last() > SILENCE);

        LoginRequest login = null;
        try {
            login = LoginRequest.parse(frame.text());
        } catch (IllegalArgumentException e) {
            // no login
        }
        if (login != null) {
            return switch (users.authenticate(login)) {
                case INVALID_ID -> Frame.of("401 Invalid ID\n");
                case INVALID_PASSWORD -> Frame.of("402 Invalid Password\n");
                case WELCOME -> {
                    if (!sessions.containsKey(from) && sessions.size() == MOST_SESSIONS) {
                        sessions.entrySet().stream()
                            .min((a, b) -> Long.compare(a.getValue().last(), b.getValue().last()))
                            .ifPresent(oldest -> sessions.remove(oldest.getKey()));
                    }
                    sessions.put(from, new Session(login.id(), now));
                    yield Frame.of("200 Welcome " + login.id() + "!!\n");
                }
            };
        }
        Session session = sessions.get(from);
        if (session == null) {
            return Frame.of("403 Login Required\n");
        }
        if (CaseService.isEnd(frame)) {
            System.out.println("Session finished for " + session.id() + ".");
            sessions.remove(from);
            return Frame.of("200 Goodbye " + session.id() + "!!\n");
        }
        sessions.put(from, new Session(session.id(), now));
        return CaseService.reply(frame);
    }
}
