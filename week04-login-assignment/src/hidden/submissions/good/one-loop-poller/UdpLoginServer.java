package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class UdpLoginServer {
    private static final List<String> OPS = List.of("1", "2", "3", "4");

    /** One logged-in address. The list of them is short, so it is just searched. */
    private static class Peer {
        final java.net.SocketAddress address;
        String id;
        long seen = System.currentTimeMillis();

        Peer(java.net.SocketAddress address) {
            this.address = address;
        }
    }

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        List<Peer> peers = new ArrayList<>(); // the one that was heard last is the last
        socket.setSoTimeout(100);
        while (!socket.isClosed()) {
            byte[] bytes = new byte[129];
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                forget(peers);
                continue;
            }
            forget(peers);
            String reply = null;
            Frame request = Frame.from(packet);
            Peer peer = null;
            for (Peer p : peers)
                if (p.address.equals(packet.getSocketAddress()))
                    peer = p;

            try {
                LoginRequest login = LoginRequest.parse(request.text());
                switch (users.authenticate(login)) {
                    case INVALID_ID -> reply = "401 Invalid ID\n";
                    case INVALID_PASSWORD -> reply = "402 Invalid Password\n";
                    case WELCOME -> {
                        if (peer == null)
                            peer = new Peer(packet.getSocketAddress());
                        peer.id = login.id();
                        touch(peers, peer);
                        reply = "200 Welcome " + peer.id + "!!\n";
                    }
                }
            } catch (IllegalArgumentException e) {
                if (!isCase(request.text())) {
                    reply = "400 Bad Request\n";
                } else if (peer == null) {
                    reply = "403 Login Required\n";
                } else if (CaseService.isEnd(request)) {
                    peers.remove(peer);
                    System.out.println("Session finished for " + peer.id + ".");
                    reply = "200 Goodbye " + peer.id + "!!\n";
                } else {
                    touch(peers, peer);
                }
            }
            Frame frame = reply != null ? Frame.of(reply) : CaseService.reply(request);
            try {
                socket.send(frame.toPacket(packet.getSocketAddress()));
            } catch (IOException e) {
                System.out.println("not sent: " + e.getMessage());
            }
        }
    }

    private static boolean isCase(String text) {
        if (text.endsWith("\n"))
            text = text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
        return OPS.contains(text) || text.length() > 1 && text.charAt(1) == ' ' && OPS.contains(text.substring(0, 1));
    }

    private static void touch(List<Peer> peers, Peer peer) {
        peers.remove(peer);
        peers.add(peer);
        peer.seen = System.currentTimeMillis();
        if (peers.size() > 500)
            peers.remove(0);
    }

    private static void forget(List<Peer> peers) {
        while (!peers.isEmpty() && System.currentTimeMillis() - peers.get(0).seen > 10 * 60_000)
            peers.remove(0);
    }
}
