package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class UdpLoginServer {
    private static final long FORGET_AFTER_NANOS = 600L * 1_000_000_000;

    /** What is known of an address. */
    private static class Guest {
        String id;
        long heard;
    }

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Map<SocketAddress, Guest> guests = new HashMap<>();
        Function<LoginRequest, String> login = request -> switch (users.authenticate(request)) {
            case WELCOME -> "200 Welcome " + request.id() + "!!\n";
            case INVALID_ID -> "401 Invalid ID\n";
            case INVALID_PASSWORD -> "402 Invalid Password\n";
        };
        ByteBuffer buffer = ByteBuffer.allocate(512);
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer.array(), buffer.capacity());
            socket.receive(packet);
            SocketAddress address = packet.getSocketAddress();
            buffer.clear().limit(Math.min(packet.getLength(), Frame.SIZE));
            int nul = 0;
            while (nul < buffer.limit() && buffer.get(nul) != 0) {
                nul++;
            }
            String text = StandardCharsets.UTF_8.decode(buffer.slice(0, nul)).toString();

            long now = System.nanoTime();
            guests.values().removeIf(guest -> now - guest.heard > FORGET_AFTER_NANOS);
            Guest guest = guests.get(address);
            if (guest != null) {
                guest.heard = now;
            }

            Frame reply;
            if (text.startsWith("id=")) {
                String answer;
                try {
                    LoginRequest request = LoginRequest.parse(text);
                    answer = login.apply(request);
                    if (answer.startsWith("200 ")) {
                        guest = new Guest();
                        guest.id = request.id();
                        guest.heard = now;
                        guests.put(address, guest);
                    }
                } catch (IllegalArgumentException e) {
                    answer = "400 Bad Request\n";
                }
                reply = Frame.of(answer);
            } else if (guest == null) {
                reply = Frame.of("403 Login Required\n");
            } else if (CaseService.isEnd(Frame.from(packet))) {
                reply = Frame.of("200 Goodbye " + guest.id + "!!\n");
                guests.remove(address);
                System.out.println("Session finished for " + guest.id + ".");
            } else {
                reply = CaseService.reply(Frame.from(packet));
            }
            try {
                socket.send(reply.toPacket(address));
            } catch (IOException e) {
                System.out.println(address + ": " + e.getMessage());
            }
        }
    }
}
