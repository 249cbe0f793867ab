package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import netprog.util.Ports;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** A desk for each address; that of somebody who is not logged in is thrown away again at once. */
public final class UdpLoginServer {
    private static final long TEN_MINUTES = 600L * 1_000_000_000L;
    private static final int MOST = 10_000;

    private UdpLoginServer() {}

    private static final class UdpDesk extends TcpLoginServer.Desk {
        private long heard;

        UdpDesk(Authenticator users) {
            super(users);
        }

        @Override
        Frame beforeLogin(Frame request) {
            boolean service = CaseService.isEnd(request)
                    || !CaseService.reply(request).equals(CaseService.reply(Frame.of("nonsense")))
                    || request.text().startsWith("3 "); // the only op that can say "400 Bad Request" by itself
            return Frame.of(service ? "403 Login Required\n" : "400 Bad Request\n");
        }

        @Override
        Frame goodbye(String id) {
            return Frame.of("200 Goodbye " + id + "!!\n");
        }

        @Override
        boolean allowsAnotherLogin() {
            return true;
        }
    }

    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Map<SocketAddress, UdpDesk> desks = new LinkedHashMap<>();
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
                throw e;
            }
            SocketAddress from = packet.getSocketAddress();
            if (Ports.answersEverything(packet.getPort())) {
                continue;
            }
            long now = System.nanoTime();
            forget(desks, now);
            UdpDesk desk = desks.remove(from);
            if (desk == null) {
                desk = new UdpDesk(users);
            }
            desk.heard = now;
            try {
                Frame reply = desk.answer(Frame.from(packet));
                socket.send(reply.toPacket(from));
            } catch (IOException | RuntimeException e) {
                System.out.println(from + " got no reply: " + e.getMessage());
            } finally {
                if (desk.isLoggedIn()) {
                    desks.put(from, desk); // behind all the others: the longest silent one stands first
                }
            }
        }
    }

    private static void forget(Map<SocketAddress, UdpDesk> desks, long now) {
        Iterator<UdpDesk> i = desks.values().iterator();
        while (i.hasNext()) {
            UdpDesk oldest = i.next();
            if (now - oldest.heard >= TEN_MINUTES || desks.size() > MOST) {
                i.remove();
            } else {
                break;
            }
        }
    }
}
