package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import netprog.util.Ports;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class UdpLoginServer {
    private static final long PATIENCE = 600_000_000_000L; // 10 minutes in nanoseconds

    private record User(String id, long seen) {}

    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Map<InetSocketAddress, User> table = new HashMap<>();
        byte[] data = new byte[65535];
        while (true) {
            DatagramPacket packet = new DatagramPacket(data, data.length);
            socket.receive(packet);
            InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
            if (Ports.answersEverything(from.getPort())) {
                continue;
            }
            long now = System.nanoTime();
            table.values().removeIf(user -> now - user.seen() > PATIENCE);
            if (table.size() > 10_000) {
                table.clear();
            }
            User user = table.computeIfPresent(from, (address, u) -> new User(u.id(), now));

            Frame answer;
            if (!isFrame(data, packet.getLength())) {
                answer = Frame.of("400 Bad Request\n");
            } else {
                Frame request = Frame.from(packet);
                LoginRequest login = loginOf(request);
                if (login != null) {
                    Authenticator.Result result = users.authenticate(login);
                    if (result == Authenticator.Result.WELCOME) {
                        table.put(from, new User(login.id(), now));
                        answer = Frame.of("200 Welcome " + login.id() + "!!\n");
                    } else if (result == Authenticator.Result.INVALID_ID) {
                        answer = Frame.of("401 Invalid ID\n");
                    } else {
                        answer = Frame.of("402 Invalid Password\n");
                    }
                } else if (!request.text().matches("(?s)[1234]|[1234] .*|[1234]\r?\n")) {
                    answer = Frame.of("400 Bad Request\n");
                } else if (user == null) {
                    answer = Frame.of("403 Login Required\n");
                } else if (CaseService.isEnd(request)) {
                    table.remove(from);
                    answer = Frame.of("200 Goodbye " + user.id() + "!!\n");
                    System.out.println("Session finished for " + user.id() + ".");
                } else {
                    answer = CaseService.reply(request);
                }
            }
            try {
                socket.send(answer.toPacket(from));
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** A frame has at most 127 bytes of text; a full one ends with a NUL, or it is none. */
    private static boolean isFrame(byte[] data, int length) {
        for (int i = 0; i < Math.min(length, Frame.SIZE); i++) {
            if (data[i] == 0) {
                return true;
            }
        }
        return length < Frame.SIZE;
    }

    private static LoginRequest loginOf(Frame frame) {
        try {
            return LoginRequest.parse(frame.text());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
