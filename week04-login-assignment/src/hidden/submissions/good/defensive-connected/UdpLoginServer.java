package netprog.week04.login;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class UdpLoginServer {
    private static final Logger LOGGER = System.getLogger("login.udp");

    /** Sessions, the one that has been silent longest first. */
    private static final class Sessions {
        private static final int MOST = 2000;
        private static final long SILENCE = TimeUnit.MINUTES.toNanos(10);

        private record Entry(String id, long at) {}

        private final LinkedHashMap<SocketAddress, Entry> entries = new LinkedHashMap<>();

        void put(SocketAddress address, String id) {
            entries.remove(address);
            entries.put(address, new Entry(id, System.nanoTime()));
            if (entries.size() > MOST) {
                entries.remove(entries.keySet().iterator().next());
            }
        }

        String find(SocketAddress address) {
            for (Iterator<Map.Entry<SocketAddress, Entry>> i = entries.entrySet().iterator(); i.hasNext(); ) {
                if (System.nanoTime() - i.next().getValue().at() < SILENCE) {
                    break;
                }
                i.remove();
            }
            Entry entry = entries.get(address);
            return entry == null ? null : entry.id();
        }

        void remove(SocketAddress address) {
            entries.remove(address);
        }
    }

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Sessions sessions = new Sessions();
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE + 1], Frame.SIZE + 1);
            socket.receive(packet);
            Frame reply;
            try {
                reply = answer(packet.getSocketAddress(), Frame.from(packet), sessions, users);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "a request that nobody expected", e);
                reply = Frame.of("400 Bad Request\n");
            }
            try {
                socket.send(reply.toPacket(packet.getSocketAddress()));
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, "cannot answer " + packet.getSocketAddress(), e);
            }
        }
    }

    private static Frame answer(SocketAddress from, Frame request, Sessions sessions, Authenticator users) {
        String text = request.text();
        boolean isCase = text.matches("(?s)[1-4]( .*)?(\r?\n)?");
        if (!isCase) {
            return login(from, text, sessions, users);
        }
        String id = sessions.find(from);
        if (id == null) {
            return Frame.of("403 Login Required\n");
        }
        if (CaseService.isEnd(request)) {
            sessions.remove(from);
            LOGGER.log(Level.INFO, "Session finished for " + id + ".");
            return Frame.of("200 Goodbye " + id + "!!\n");
        }
        sessions.put(from, id);
        return CaseService.reply(request);
    }

    private static Frame login(SocketAddress from, String text, Sessions sessions, Authenticator users) {
        LoginRequest login;
        try {
            login = LoginRequest.parse(text);
        } catch (IllegalArgumentException e) {
            return Frame.of("400 Bad Request\n");
        }
        Authenticator.Result result = users.authenticate(login);
        if (result == Authenticator.Result.WELCOME) {
            sessions.put(from, login.id());
            return Frame.of("200 Welcome " + login.id() + "!!\n");
        }
        return Frame.of(result == Authenticator.Result.INVALID_ID ? "401 Invalid ID\n" : "402 Invalid Password\n");
    }
}
