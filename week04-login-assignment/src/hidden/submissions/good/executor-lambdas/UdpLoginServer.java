package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class UdpLoginServer {
    private UdpLoginServer() {}

    private record Session(String id, Instant seen) {
        boolean isOld() {
            return seen.plus(Duration.ofMinutes(10)).isBefore(Instant.now());
        }
    }

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Map<SocketAddress, Session> sessions = new HashMap<>();
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            socket.receive(packet);
            var from = packet.getSocketAddress();
            var request = Frame.from(packet);
            sessions.values().removeIf(Session::isOld);
            var reply = login(request).map(login -> reply(users, sessions, from, login))
                .orElseGet(() -> reply(sessions, from, request));
            try {
                socket.send(reply.toPacket(from));
            } catch (IOException e) {
                System.err.printf("%s: %s%n", from, e.getMessage());
            }
        }
    }

    private static Optional<LoginRequest> login(Frame frame) {
        try {
            return Optional.of(LoginRequest.parse(frame.text()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Frame reply(Authenticator users, Map<SocketAddress, Session> sessions, SocketAddress from,
            LoginRequest login) {
        return Frame.of(switch (users.authenticate(login)) {
            case WELCOME -> {
                sessions.put(from, new Session(login.id(), Instant.now()));
                if (sessions.size() > 50_000) {
                    sessions.entrySet().stream()
                        .min(Comparator.comparing((Map.Entry<SocketAddress, Session> e) -> e.getValue().seen()))
                        .map(Map.Entry::getKey)
                        .ifPresent(sessions::remove);
                }
                yield "200 Welcome " + login.id() + "!!\n";
            }
            case INVALID_ID -> "401 Invalid ID\n";
            case INVALID_PASSWORD -> "402 Invalid Password\n";
        });
    }

    private static Frame reply(Map<SocketAddress, Session> sessions, SocketAddress from, Frame request) {
        if (!Pattern.compile("[1-4](\r?\n| .*)?", Pattern.DOTALL).matcher(request.text()).matches()) {
            return Frame.of("400 Bad Request\n");
        }
        var session = sessions.computeIfPresent(from, (address, old) -> new Session(old.id(), Instant.now()));
        if (session == null) {
            return Frame.of("403 Login Required\n");
        }
        if (CaseService.isEnd(request)) {
            sessions.remove(from);
            System.out.printf("Session finished for %s.%n", session.id());
            return Frame.of("200 Goodbye " + session.id() + "!!\n");
        }
        return CaseService.reply(request);
    }
}
