package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class UdpLoginServer {

    private record Session(String user, Instant lastSeen) {}

    private record Context(SocketAddress peer, Frame request) {}

    /** A link of the chain of responsibility. */
    @FunctionalInterface
    private interface Handler {
        /** The reply; empty if another handler has to look at it. */
        Optional<Frame> handle(Context context);
    }

    private static final class SessionRepository {
        private static final Duration IDLE = Duration.ofMinutes(10);
        private static final int CAPACITY = 8192;

        private final Map<SocketAddress, Session> sessions = new HashMap<>();
        private final Clock clock;

        SessionRepository(Clock clock) {
            this.clock = clock;
        }

        Optional<Session> find(SocketAddress peer) {
            return Optional.ofNullable(sessions.get(peer))
                .filter(session -> session.lastSeen().plus(IDLE).isAfter(clock.instant()));
        }

        void save(SocketAddress peer, String user) {
            if (sessions.size() >= CAPACITY && !sessions.containsKey(peer)) {
                sessions.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().lastSeen()))
                    .map(Map.Entry::getKey)
                    .ifPresent(sessions::remove);
            }
            sessions.put(peer, new Session(user, clock.instant()));
        }

        void delete(SocketAddress peer) {
            sessions.remove(peer);
        }
    }

    private static final class LoginHandler implements Handler {
        private final Authenticator users;
        private final SessionRepository sessions;

        LoginHandler(Authenticator users, SessionRepository sessions) {
            this.users = users;
            this.sessions = sessions;
        }

        @Override
        public Optional<Frame> handle(Context context) {
            LoginRequest login;
            try {
                login = LoginRequest.parse(context.request().text());
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
            return Optional.of(Frame.of(switch (users.authenticate(login)) {
                case WELCOME -> {
                    sessions.save(context.peer(), login.id());
                    yield "200 Welcome " + login.id() + "!!\n";
                }
                case INVALID_ID -> "401 Invalid ID\n";
                case INVALID_PASSWORD -> "402 Invalid Password\n";
            }));
        }
    }

    private static final class GuardHandler implements Handler {
        private final SessionRepository sessions;

        GuardHandler(SessionRepository sessions) {
            this.sessions = sessions;
        }

        @Override
        public Optional<Frame> handle(Context context) {
            return sessions.find(context.peer()).isPresent()
                ? Optional.empty()
                : Optional.of(Frame.of("403 Login Required\n"));
        }
    }

    private static final class GoodbyeHandler implements Handler {
        private final SessionRepository sessions;

        GoodbyeHandler(SessionRepository sessions) {
            this.sessions = sessions;
        }

        @Override
        public Optional<Frame> handle(Context context) {
            if (!CaseService.isEnd(context.request())) {
                return Optional.empty();
            }
            return sessions.find(context.peer()).map(session -> {
                sessions.delete(context.peer());
                System.out.println("[" + context.peer() + "] Session finished for " + session.user() + ".");
                return Frame.of("200 Goodbye " + session.user() + "!!\n");
            });
        }
    }

    private static final class CaseHandler implements Handler {
        private final SessionRepository sessions;

        CaseHandler(SessionRepository sessions) {
            this.sessions = sessions;
        }

        @Override
        public Optional<Frame> handle(Context context) {
            sessions.find(context.peer()).ifPresent(session -> sessions.save(context.peer(), session.user()));
            return Optional.of(CaseService.reply(context.request()));
        }
    }

    private UdpLoginServer() {}

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        SessionRepository sessions = new SessionRepository(Clock.systemUTC());
        Handler[] chain = {
            new LoginHandler(users, sessions), new GuardHandler(sessions), new GoodbyeHandler(sessions),
            new CaseHandler(sessions)
        };
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            socket.receive(packet);
            Context context = new Context(packet.getSocketAddress(), Frame.from(packet));
            Frame reply = Stream.of(chain)
                .map(handler -> handler.handle(context))
                .flatMap(Optional::stream)
                .findFirst() // the stream is lazy: handlers behind this one are not asked
                .orElseThrow();
            try {
                socket.send(reply.toPacket(context.peer()));
            } catch (IOException e) {
                System.out.println("[" + context.peer() + "] " + e);
            }
        }
    }
}
