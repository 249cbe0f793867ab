package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import netprog.util.Addresses;
import netprog.util.Ports;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/**
 * The case service behind a login, over UDP. There is no connection that could remember who is logged in: the server
 * remembers it for each address and port.
 *
 * <pre>
 *   server                                      client
 *   1 socket, 2 bind (in main)
 *   3 receive    &lt;- 1 abcd EFG ----------------- send
 *   4 send       -- 403 Login Required\n ------&gt; receive
 *   3 receive    &lt;- id=guest pass=guest -------- send
 *   4 send       -- 200 Welcome guest!!\n -----&gt; receive
 *   3 receive    &lt;- 1 abcd EFG ----------------- send
 *   4 send       -- ABCD EFG ------------------&gt; receive
 *   3 receive    &lt;- 4 -------------------------- send
 *   4 send       -- 200 Goodbye guest!!\n -----&gt; receive
 * </pre>
 *
 * Try it: {@code java -jar solutions.jar udp-server}, then the same with {@code udp-client}.
 */
public final class UdpLoginServer {
    private static final int MAX_SESSIONS = 10_000;
    private static final long FORGET_AFTER = TimeUnit.MINUTES.toNanos(10);

    /** The user who is logged in from an address, and the time of the last datagram from there (nanoseconds). */
    private record Session(String id, long heardAt) {}

    /** By address and port; the one that has been silent for longest comes first. */
    private final Map<InetSocketAddress, Session> sessions = new LinkedHashMap<>();

    private final Authenticator users;
    private final int maxSessions;

    UdpLoginServer(Authenticator users, int maxSessions) {
        this.users = users;
        this.maxSessions = maxSessions;
    }

    /**
     * Serves until the program is ended.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(Week04Login.UDP_SERVER, args);
        Authenticator users = UsersFile.open(arguments);
        // 1. socket: not bound yet
        try (DatagramSocket socket = new DatagramSocket(null)) {
            // 2. bind
            socket.bind(arguments.bindAddress());
            System.out.println("listening on udp " + Addresses.show(socket.getLocalSocketAddress()));
            serve(socket, users);
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /** Replies to each datagram until the socket is closed, which ends it with an IOException. */
    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        UdpLoginServer server = new UdpLoginServer(users, MAX_SESSIONS);
        byte[] buffer = new byte[65535];
        while (true) {
            // 3. receive: one datagram is one frame; it brings the address of its sender.
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            InetSocketAddress sender = (InetSocketAddress) packet.getSocketAddress();
            if (Ports.answersEverything(sender.getPort())) {
                Terminal.screen().println("no reply, it would answer for ever: " + Addresses.show(sender));
                continue;
            }
            Frame reply = server.answer(sender, Frame.from(packet), System.nanoTime());
            try {
                // 4. send: to the address that the request came from.
                socket.send(reply.toPacket(sender));
            } catch (IOException e) {
                Terminal.screen().println("lost " + Addresses.show(sender) + ": " + e.getMessage());
            }
        }
    }

    /** Returns the reply; now is the time in nanoseconds. It needs no socket, so no test waits for 10 minutes. */
    Frame answer(InetSocketAddress sender, Frame frame, long now) {
        forgetTheSilent(now);
        Session session = sessions.remove(sender);
        if (session != null) {
            sessions.put(sender, new Session(session.id(), now)); // at the end: it has been heard last
        }
        LoginRequest login;
        try {
            login = LoginRequest.parse(frame.text());
        } catch (IllegalArgumentException e) {
            return answerCase(sender, frame, session); // not a login, so perhaps a case request
        }
        return answerLogin(sender, login, now);
    }

    private Frame answerLogin(InetSocketAddress sender, LoginRequest login, long now) {
        Authenticator.Result result = users.authenticate(login);
        Terminal.screen().println("from " + Addresses.show(sender) + ": login of " + login.id() + ": " + result);
        return switch (result) {
            case WELCOME -> {
                remember(sender, login.id(), now);
                yield Frame.of("200 Welcome " + login.id() + "!!\n");
            }
            case INVALID_ID -> Frame.of("401 Invalid ID\n");
            case INVALID_PASSWORD -> Frame.of("402 Invalid Password\n");
        };
    }

    private Frame answerCase(InetSocketAddress sender, Frame request, Session session) {
        String who = Addresses.show(sender);
        if (!request.text().matches("(?s)[1-4]( .*|\r?\n)?")) {
            // Not the text: it may contain a password.
            Terminal.screen().println("from " + who + ": neither a login nor a case request");
            return Frame.of("400 Bad Request\n");
        } else if (session == null) {
            Terminal.screen().println("from " + who + ": " + show(request) + ", not logged in");
            return Frame.of("403 Login Required\n");
        } else if (CaseService.isEnd(request)) {
            sessions.remove(sender);
            Terminal.screen().println("from " + who + ": Session finished for " + session.id() + ".");
            return Frame.of("200 Goodbye " + session.id() + "!!\n");
        }
        Terminal.screen().println("from " + who + ", " + session.id() + ": " + show(request));
        return CaseService.reply(request);
    }

    /** Logs an address in, in place of an earlier login. A full table forgets the one that has been silent for longest. */
    private void remember(InetSocketAddress sender, String id, long now) {
        sessions.remove(sender);
        if (sessions.size() == maxSessions) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        sessions.put(sender, new Session(id, now));
    }

    private void forgetTheSilent(long now) {
        Iterator<Session> sessionsBySilence = sessions.values().iterator();
        while (sessionsBySilence.hasNext() && now - sessionsBySilence.next().heardAt() > FORGET_AFTER) {
            sessionsBySilence.remove();
        }
    }

    /** For the log: the text of a request, but none that may contain a password. */
    private static String show(Frame request) {
        return request.text().toLowerCase(Locale.ROOT).contains("pass") ? "(not shown)" : request.toString();
    }
}
