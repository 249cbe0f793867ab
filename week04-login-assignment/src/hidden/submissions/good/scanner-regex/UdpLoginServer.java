package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

class UdpLoginServer {
    private static final Logger LOG = Logger.getLogger(UdpLoginServer.class.getName());
    private static final Pattern CASE = Pattern.compile("(?s)(?<op>[1-4])(?: .*|\r?\n|)");

    private final Map<SocketAddress, String> users = new HashMap<>();
    private final Map<SocketAddress, Long> lastHeard = new HashMap<>();
    private final Authenticator authenticator;

    private UdpLoginServer(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        UdpLoginServer server = new UdpLoginServer(users);
        DatagramPacket packet = new DatagramPacket(new byte[0xffff], 0xffff);
        while (true) {
            packet.setLength(0xffff);
            socket.receive(packet);
            SocketAddress peer = packet.getSocketAddress();
            Frame request = Frame.from(packet);
            String text = server.answer(peer, request.text());
            Frame reply = text == null ? CaseService.reply(request) : Frame.of(text);
            try {
                socket.send(reply.toPacket(peer));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot answer " + peer, e);
            }
        }
    }

    /** Null: the case service has to say it. */
    private String answer(SocketAddress peer, String text) {
        if (System.currentTimeMillis() - lastHeard.getOrDefault(peer, 0L) > 10 * 60 * 1000) {
            users.remove(peer);
            lastHeard.remove(peer);
        }
        Matcher matcher = CASE.matcher(text);
        if (!matcher.matches()) {
            return login(peer, text);
        }
        if (!users.containsKey(peer)) {
            return "403 Login Required\n";
        }
        lastHeard.put(peer, System.currentTimeMillis());
        if (matcher.group("op").equals("4")) {
            lastHeard.remove(peer);
            LOG.log(Level.INFO, "Session finished for {0}.", users.get(peer));
            return "200 Goodbye " + users.remove(peer) + "!!\n";
        }
        return null;
    }

    private String login(SocketAddress peer, String text) {
        LoginRequest request;
        try {
            request = LoginRequest.parse(text);
        } catch (IllegalArgumentException e) {
            return "400 Bad Request\n";
        }
        switch (authenticator.authenticate(request)) {
            case INVALID_ID:
                return "401 Invalid ID\n";
            case INVALID_PASSWORD:
                return "402 Invalid Password\n";
            default:
                users.put(peer, request.id());
                lastHeard.put(peer, System.currentTimeMillis());
                return "200 Welcome " + request.id() + "!!\n";
        }
    }

    public static void main(String[] args) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(30000))) {
            serve(socket, UserTable.load(Path.of(args[0])));
        }
    }
}
