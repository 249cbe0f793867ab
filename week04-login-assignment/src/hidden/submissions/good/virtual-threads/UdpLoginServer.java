package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class UdpLoginServer {

    private static class Session {
        final String id;
        volatile long idleMinutes;

        Session(String id) {
            this.id = id;
        }
    }

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Map<SocketAddress, Session> sessions = new ConcurrentHashMap<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(() -> sessions.values().removeIf(s -> ++s.idleMinutes > 10), 1, 1, TimeUnit.MINUTES);
        try {
            DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            for (;;) {
                packet.setLength(Frame.SIZE); // the last one may have been shorter
                socket.receive(packet);
                Frame reply = answer(packet, sessions, users);
                try {
                    socket.send(reply.toPacket(packet.getSocketAddress()));
                } catch (IOException e) {
                    System.out.println(packet.getSocketAddress() + ": " + e.getMessage());
                }
            }
        } finally {
            clock.shutdownNow();
        }
    }

    private static Frame answer(DatagramPacket packet, Map<SocketAddress, Session> sessions, Authenticator users) {
        SocketAddress client = packet.getSocketAddress();
        Frame request = Frame.from(packet);
        Session session = sessions.get(client);
        if (session != null) {
            session.idleMinutes = 0;
        }
        LoginRequest attempt;
        try {
            attempt = LoginRequest.parse(request.text());
        } catch (IllegalArgumentException e) {
            if (session == null) {
                // No case request at all is a 400, with or without a login.
                boolean bad = !CaseService.isEnd(request)
                        && CaseService.reply(request).text().equals("400 Bad Request");
                return Frame.of(bad ? "400 Bad Request\n" : "403 Login Required\n");
            }
            if (CaseService.isEnd(request)) {
                sessions.remove(client);
                System.out.println(client + ": Session finished for " + session.id + ".");
                return Frame.of("200 Goodbye " + session.id + "!!\n");
            }
            return CaseService.reply(request);
        }
        Authenticator.Result result = users.authenticate(attempt);
        if (result == Authenticator.Result.WELCOME) {
            if (sessions.size() >= 20_000 && session == null) {
                sessions.entrySet().stream()
                        .max((a, b) -> Long.compare(a.getValue().idleMinutes, b.getValue().idleMinutes))
                        .ifPresent(e -> sessions.remove(e.getKey()));
            }
            sessions.put(client, new Session(attempt.id()));
            return Frame.of("200 Welcome " + attempt.id() + "!!\n");
        }
        return Frame.of(result == Authenticator.Result.INVALID_ID ? "401 Invalid ID\n" : "402 Invalid Password\n");
    }
}
