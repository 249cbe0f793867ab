package netprog.netlab.doctor;

import static netprog.netlab.common.LinuxSocket.connect;
import static netprog.netlab.common.LinuxSocket.family;
import static netprog.netlab.common.LinuxSocket.recvfrom;
import static netprog.netlab.common.LinuxSocket.send;
import static netprog.netlab.common.LinuxSocket.setsockopt;
import static netprog.netlab.common.LinuxSocket.socket;

import com.sun.jna.LastErrorException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import netprog.netlab.common.IcmpError;
import netprog.netlab.common.LinuxSocket;
import netprog.netlab.common.OsFamily;
import netprog.netlab.host.LocalInterface;
import netprog.util.Addresses;
import netprog.util.Bytes;

/**
 * What a program's sockets do not tell: the type, the code and the sender of ICMP errors (a raw socket, for root), the routers
 * on the way (any user), and who answers for an address by ARP (RFC 826; root). On other systems than Linux, and where it is
 * not permitted, nothing is seen.
 */
final class WireLook implements AutoCloseable {
    /** An ICMP error about a packet to the server; protocol 1 or 58 for a ping, 6 for TCP, 17 for UDP. */
    record Seen(IcmpError error, int protocol, int port) {}

    /**
     * Who answered ARP requests for an address.
     *
     * @param asked how many requests were sent; 0 if that is not permitted
     * @param answers how many each MAC address answered, at most as many as were asked
     * @param firstMillis how long the first answer took
     */
    record Arp(int asked, Map<String, Integer> answers, long firstMillis) {
        static final Arp NONE = new Arp(0, Map.of(), 0);
    }

    private static final boolean LINUX = OsFamily.CURRENT == OsFamily.LINUX && com.sun.jna.Native.POINTER_SIZE == 8;
    private static final int MAX_HOPS = 6;
    private static final int HOP_MILLIS = 600;
    private static final int ARP_REQUESTS = 5;
    private static final int ARP_PAUSE_MILLIS = 100;

    private final List<Seen> errors = new CopyOnWriteArrayList<>();
    private final InetAddress server;
    private int raw = -1;
    private volatile boolean closed;

    private WireLook(InetAddress server) {
        this.server = server;
    }

    /** Listens for ICMP errors about packets to a server until it is closed. */
    static WireLook at(InetAddress server) {
        WireLook look = new WireLook(server);
        if (LINUX) {
            try {
                boolean four = server instanceof Inet4Address;
                look.raw = socket(family(server), LinuxSocket.SOCK_RAW, four ? 1 : 58);
                LinuxSocket.limit(look.raw, 100);
                Thread thread = new Thread(look::listen, "icmp");
                thread.setDaemon(true);
                thread.start();
            } catch (LastErrorException e) {
                look.raw = -1; // for root only
            }
        }
        return look;
    }

    /** Whether each error would be seen. */
    boolean seesAll() {
        return raw >= 0;
    }

    List<Seen> errors() {
        return errors;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void listen() {
        byte[] packet = new byte[2048];
        byte[] from = new byte[28];
        while (!closed) {
            try {
                int length = recvfrom(raw, packet, packet.length, 0, from, new int[] {from.length});
                read(Arrays.copyOf(packet, length), from);
            } catch (LastErrorException | IndexOutOfBoundsException | UnknownHostException e) {
                // Nothing came for a while, or something else.
            }
        }
        LinuxSocket.close(raw);
    }

    private void read(byte[] packet, byte[] from) throws UnknownHostException {
        boolean four = server instanceof Inet4Address;
        int icmp = four ? (packet[0] & 15) * 4 : 0;
        int inner = icmp + 8;
        int destination = inner + (four ? 16 : 24);
        byte[] to = Arrays.copyOfRange(packet, destination, destination + (four ? 4 : 16));
        int ports = inner + (four ? (packet[inner] & 15) * 4 : 40);
        int type = packet[icmp] & 0xff;
        if (Arrays.equals(to, server.getAddress()) && (four ? type == 3 || type == 11 : type < 128)) {
            byte[] sender = four ? Arrays.copyOfRange(packet, 12, 16) : Arrays.copyOfRange(from, 8, 24);
            String name = Addresses.show(InetAddress.getByAddress(sender));
            errors.add(new Seen(
                    new IcmpError(name, four ? 4 : 6, type, packet[icmp + 1] & 0xff),
                    packet[inner + (four ? 9 : 6)] & 0xff,
                    ByteBuffer.wrap(packet).getShort(ports + 2) & 0xffff));
        }
    }

    /**
     * Sends a datagram with each number of hops from 1, and one with the usual number.
     *
     * @return what came back for each, null for nothing; the one with the usual number is the last
     */
    static List<IcmpError> trace(InetAddress server, int port, boolean near) throws InterruptedException {
        List<IcmpError> answers = new ArrayList<>();
        if (!LINUX) {
            return answers;
        }
        boolean four = server instanceof Inet4Address;
        int zone = four ? 0 : ((Inet6Address) server).getScopeId();
        int hops = near ? 0 : MAX_HOPS;
        int[] sockets = new int[hops + 1];
        try {
            for (int i = 0; i < sockets.length; i++) {
                sockets[i] = socket(family(server), LinuxSocket.SOCK_DGRAM, 0);
                setsockopt(sockets[i], four ? 0 : 41, four ? 11 : 25, new int[] {1}, 4); // IP_RECVERR
                if (i < hops) {
                    setsockopt(sockets[i], four ? 0 : 41, four ? 2 : 16, new int[] {i + 1}, 4); // IP_TTL
                }
                byte[] to = LinuxSocket.internetAddress(server, port, zone);
                connect(sockets[i], to, to.length);
                send(sockets[i], Question.PROBE, Question.PROBE.length, 0);
                answers.add(null);
            }
            Deadline end = Deadline.in(java.time.Duration.ofMillis(HOP_MILLIS));
            while (answers.contains(null) && !end.isOver()) {
                Thread.sleep(20);
                for (int i = 0; i < sockets.length; i++) {
                    answers.set(i, answers.get(i) != null ? answers.get(i) : LinuxSocket.error(sockets[i], four));
                }
            }
        } catch (LastErrorException e) {
            // No way, or a firewall of this host.
        } finally {
            for (int each : sockets) {
                if (each > 0) {
                    LinuxSocket.close(each);
                }
            }
        }
        return answers;
    }

    /**
     * Asks by ARP who has an address.
     *
     * @param own the address that asks; null to ask whether another host has an address of this one (RFC 5227)
     * @param wait how long to wait for an answer
     */
    static Arp arp(LocalInterface through, InetAddress own, InetAddress wanted, Deadline wait)
            throws InterruptedException {
        if (!LINUX || through.mac().isEmpty() || !(wanted instanceof Inet4Address)) {
            return Arp.NONE;
        }
        byte[] mac = java.util.HexFormat.ofDelimiter(":").parseHex(through.mac());
        ByteBuffer request = ByteBuffer.allocate(42);
        request.put(new byte[] {-1, -1, -1, -1, -1, -1}).put(mac).putShort((short) 0x806);
        request.putShort((short) 1)
                .putShort((short) 0x800)
                .put((byte) 6)
                .put((byte) 4)
                .putShort((short) 1);
        request.put(mac).put(own == null ? new byte[4] : own.getAddress());
        request.put(new byte[6]).put(wanted.getAddress());
        Map<String, Integer> answers = new TreeMap<>();
        int packets = -1;
        int asked = 0;
        long first = 0;
        try {
            packets = socket(LinuxSocket.AF_PACKET, LinuxSocket.SOCK_RAW, 0);
            LinuxSocket.limit(packets, 50);
            LinuxSocket.bind(packets, LinuxSocket.packetAddress(through.name(), 0x806), 20);
            long start = System.nanoTime();
            long last = start;
            Deadline quick = Deadline.in(java.time.Duration.ofMillis(ARP_REQUESTS * ARP_PAUSE_MILLIS + 200L));
            while (!wait.isOver() && !(quick.isOver() && !answers.isEmpty()) && !Thread.interrupted()) {
                if (asked < ARP_REQUESTS && (asked == 0 || System.nanoTime() - last > ARP_PAUSE_MILLIS * 1_000_000L)) {
                    send(packets, request.array(), 42, 0);
                    asked++;
                    last = System.nanoTime();
                }
                byte[] reply = new byte[64];
                if (receive(packets, reply) >= 42
                        && reply[21] == 2
                        && Arrays.equals(reply, 28, 32, wanted.getAddress(), 0, 4)) {
                    first = answers.isEmpty() ? (System.nanoTime() - start) / 1_000_000 : first;
                    String who = Bytes.hex(Arrays.copyOfRange(reply, 22, 28)).replace(' ', ':');
                    int most = asked; // more are answers to other requests of this host
                    answers.merge(who, 1, (before, one) -> Math.min(before + one, most));
                }
            }
        } catch (LastErrorException e) {
            return Arp.NONE; // for root only
        } finally {
            if (packets >= 0) {
                LinuxSocket.close(packets);
            }
        }
        return new Arp(asked, answers, first);
    }

    private static int receive(int socket, byte[] frame) {
        try {
            return LinuxSocket.recv(socket, frame, frame.length, 0);
        } catch (LastErrorException e) {
            return 0;
        }
    }
}
