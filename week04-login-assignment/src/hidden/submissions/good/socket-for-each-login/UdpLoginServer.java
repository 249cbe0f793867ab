package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import netprog.util.Ports;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** Each session has an alarm clock, which is set anew with each datagram. */
public final class UdpLoginServer {
    private static final long SILENCE = TimeUnit.MINUTES.toNanos(10);
    private static final int MOST = 10_000;

    private final Authenticator users;
    private final Map<SocketAddress, Session> sessions = new LinkedHashMap<>(); // guarded by this
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "clock");
        thread.setDaemon(true);
        return thread;
    });

    private UdpLoginServer(Authenticator users) {
        this.users = users;
        clock.setRemoveOnCancelPolicy(true);
    }

    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        UdpLoginServer server = new UdpLoginServer(users);
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
                socket.receive(packet);
                if (Ports.answersEverything(packet.getPort())) {
                    continue;
                }
                try {
                    Frame reply = server.answer(packet.getSocketAddress(), Frame.from(packet));
                    socket.send(reply.toPacket(packet.getSocketAddress()));
                } catch (IOException | RuntimeException e) {
                    System.out.println("no answer: " + e);
                }
            }
        } finally {
            server.clock.shutdownNow();
        }
    }

    private final class Session {
        private final SocketAddress client;
        private final String id;
        private long heard = System.nanoTime();
        private Future<?> alarm;

        Session(SocketAddress client, String id) {
            this.client = client;
            this.id = id;
            set();
        }

        private void set() {
            alarm = clock.schedule(this::ring, SILENCE - (System.nanoTime() - heard), TimeUnit.NANOSECONDS);
        }

        void hear() {
            alarm.cancel(false);
            heard = System.nanoTime();
            set();
        }

        void end() {
            alarm.cancel(false);
            sessions.remove(client, this);
        }

        private void ring() {
            synchronized (UdpLoginServer.this) {
                if (System.nanoTime() - heard >= SILENCE) { // else a datagram came while we waited for the lock
                    end();
                }
            }
        }
    }

    private synchronized Session find(SocketAddress client) {
        Session session = sessions.remove(client);
        if (session != null) {
            session.hear();
            sessions.put(client, session); // the last one now
        }
        return session;
    }

    private synchronized void open(SocketAddress client, String id) {
        Session old = sessions.get(client);
        if (old != null) {
            old.end();
        }
        if (sessions.size() == MOST) {
            Iterator<Session> i = sessions.values().iterator();
            i.next().alarm.cancel(false);
            i.remove();
        }
        sessions.put(client, new Session(client, id));
    }

    private Frame answer(SocketAddress client, Frame request) {
        Session session = find(client);
        LoginRequest login = null;
        try {
            login = LoginRequest.parse(request.text());
        } catch (IllegalArgumentException e) {
            System.out.println(client + ": " + request.text().length() + " characters, " + e.getMessage());
        }
        if (login != null) {
            Authenticator.Result result = users.authenticate(login);
            System.out.println(client + ": " + login + " " + result);
            switch (result) {
                case WELCOME:
                    open(client, login.id());
                    return Frame.of("200 Welcome " + login.id() + "!!\n");
                case INVALID_ID:
                    return Frame.of("401 Invalid ID\n");
                default:
                    return Frame.of("402 Invalid Password\n");
            }
        }
        if (session == null) {
            return Frame.of("403 Login Required\n"); // whatever it was
        }
        if (CaseService.isEnd(request)) {
            synchronized (this) {
                session.end();
            }
            System.out.println("Session finished for " + session.id + ".");
            return Frame.of("200 Goodbye " + session.id + "!!\n");
        }
        return CaseService.reply(request);
    }
}
