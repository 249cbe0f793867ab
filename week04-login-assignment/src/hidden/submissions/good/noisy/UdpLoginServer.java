package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class UdpLoginServer {
    private static final int WORKERS = 4;

    private static class Session {
        private final String id;
        private long last;

        Session(String id) {
            this.id = id;
            touch();
        }

        synchronized void touch() {
            last = System.currentTimeMillis();
        }

        synchronized long silence() {
            return System.currentTimeMillis() - last;
        }
    }

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        ConcurrentHashMap<SocketAddress, Session> sessions = new ConcurrentHashMap<>();
        List<ExecutorService> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(Executors.newSingleThreadExecutor());
        }
        TcpLoginServer.log("udp up: " + socket.getLocalSocketAddress());
        try {
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
                socket.receive(packet);
                SocketAddress from = packet.getSocketAddress();
                TcpLoginServer.log("udp " + packet.getLength() + " bytes from " + from);
                // One address always goes to the same worker, so its requests stay in order.
                int worker = Math.floorMod(from.hashCode(), WORKERS);
                workers.get(worker).execute(() -> work(socket, packet, sessions, users));
            }
        } catch (SocketException e) {
            if (!socket.isClosed()) {
                throw e;
            }
            TcpLoginServer.log("udp socket closed");
        } finally {
            for (ExecutorService worker : workers) {
                worker.shutdown();
            }
            socket.close();
        }
    }

    private static void work(DatagramSocket socket, DatagramPacket packet,
            ConcurrentHashMap<SocketAddress, Session> sessions, Authenticator users) {
        SocketAddress from = packet.getSocketAddress();
        try {
            Frame reply = answer(from, Frame.from(packet), sessions, users);
            TcpLoginServer.log("udp -> " + from + " " + reply);
            socket.send(reply.toPacket(from));
        } catch (IOException | RuntimeException e) {
            TcpLoginServer.log("udp oh no: " + e);
            e.printStackTrace();
        }
    }

    private static Frame answer(SocketAddress from, Frame frame, ConcurrentHashMap<SocketAddress, Session> sessions,
            Authenticator users) {
        for (SocketAddress address : sessions.keySet()) {
            Session session = sessions.get(address);
            if (session != null && session.silence() > 10 * 60 * 1000) {
                TcpLoginServer.log("udp forgets " + address);
                sessions.remove(address);
            }
        }
        Session session = sessions.get(from);
        if (session != null) {
            session.touch();
        }
        LoginRequest request = null;
        try {
            request = LoginRequest.parse(frame.text());
        } catch (IllegalArgumentException e) {
            TcpLoginServer.log("udp no login: " + e.getMessage());
        }
        if (request != null) {
            switch (users.authenticate(request)) {
                case WELCOME:
                    sessions.put(from, new Session(request.id()));
                    return Frame.of("200 Welcome " + request.id() + "!!\n");
                case INVALID_ID:
                    return Frame.of("401 Invalid ID\n");
                default:
                    return Frame.of("402 Invalid Password\n");
            }
        }
        Frame reply = CaseService.reply(frame);
        if (CaseService.isEnd(frame)) {
            if (session != null) {
                sessions.remove(from);
                System.err.println("Session finished for " + session.id + ".");
                return Frame.of("200 Goodbye " + session.id + "!!\n");
            }
        } else if (session != null || reply.equals(Frame.of("400 Bad Request"))) {
            return reply;
        }
        return Frame.of("403 Login Required\n");
    }
}
