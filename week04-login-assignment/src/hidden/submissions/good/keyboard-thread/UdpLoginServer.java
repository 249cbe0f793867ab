package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import netprog.util.Addresses;
import netprog.util.Ports;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;
import netprog.week04.login.TcpLoginServer.Reply;

public final class UdpLoginServer {
    private static final long TEN_MINUTES = 600_000_000_000L;
    private static final int MOST = 8192;

    private UdpLoginServer() {}

    /** What a datagram wants. */
    private enum Kind {
        LOGIN, CASE, END, NONSENSE;

        static Kind of(Frame frame) {
            String text = frame.text();
            if (CaseService.isEnd(frame)) {
                return END;
            }
            if (!text.isEmpty() && "123".indexOf(text.charAt(0)) >= 0) {
                String rest = text.substring(1);
                boolean bare = rest.isEmpty() || rest.equals("\n") || rest.equals("\r\n");
                return bare || rest.charAt(0) == ' ' ? CASE : NONSENSE;
            }
            try {
                LoginRequest.parse(text);
                return LOGIN;
            } catch (IllegalArgumentException e) {
                return NONSENSE;
            }
        }
    }

    /** One of the addresses that are logged in. */
    private static final class Session {
        String id;
        long heard;
    }

    private static final class Server {
        final Map<InetSocketAddress, Session> sessions = new HashMap<>();
        final Authenticator users;

        Server(Authenticator users) {
            this.users = users;
        }

        Frame answer(Frame frame, InetSocketAddress who) {
            long now = System.nanoTime();
            sessions.values().removeIf(s -> now - s.heard > TEN_MINUTES);
            Session session = sessions.get(who);
            if (session != null) {
                session.heard = now;
            }
            switch (Kind.of(frame)) {
                case LOGIN:
                    LoginRequest request = LoginRequest.parse(frame.text());
                    Authenticator.Result result = users.authenticate(request);
                    if (result == Authenticator.Result.WELCOME) {
                        login(who, request.id());
                    }
                    return Reply.to(result).frame(request.id());
                case CASE:
                    return session == null ? Reply.LOGIN_REQUIRED.frame(null) : CaseService.reply(frame);
                case END:
                    if (session == null) {
                        return Reply.LOGIN_REQUIRED.frame(null);
                    }
                    sessions.remove(who);
                    System.out.println("Session finished for " + session.id + ".");
                    return Reply.GOODBYE.frame(session.id);
                default:
                    return Reply.BAD_REQUEST.frame(null);
            }
        }

        private void login(InetSocketAddress who, String id) {
            if (sessions.size() >= MOST && !sessions.containsKey(who)) {
                forgetSilentest();
            }
            Session session = new Session();
            session.id = id;
            session.heard = System.nanoTime();
            sessions.put(who, session);
        }

        private void forgetSilentest() {
            InetSocketAddress silentest = null;
            for (Iterator<InetSocketAddress> i = sessions.keySet().iterator(); i.hasNext(); ) {
                InetSocketAddress one = i.next();
                if (silentest == null || sessions.get(one).heard - sessions.get(silentest).heard < 0) {
                    silentest = one;
                }
            }
            sessions.remove(silentest);
        }
    }

    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Server server = new Server(users);
        byte[] buffer = new byte[2048];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketException e) {
                if (socket.isClosed()) {
                    return;
                }
                throw e;
            }
            InetSocketAddress who = (InetSocketAddress) packet.getSocketAddress();
            if (Ports.answersEverything(who.getPort())) {
                System.out.println("no answer to " + Addresses.show(who));
                continue;
            }
            try {
                socket.send(server.answer(Frame.from(packet), who).toPacket(who));
            } catch (IOException | RuntimeException e) {
                System.out.println("lost " + Addresses.show(who) + ": " + e.getClass().getName());
            }
        }
    }
}
