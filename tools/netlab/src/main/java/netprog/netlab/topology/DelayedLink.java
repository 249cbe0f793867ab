package netprog.netlab.topology;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A slow cable: a program that takes every Ethernet frame off one interface and puts it on another one a while later, both
 * ways, by packet sockets of Linux ({@code man 7 packet}). It stands in for {@code tc netem}, which not every kernel has.
 */
public final class DelayedLink {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final byte[] ALL_PROTOCOLS = {0, 3}; // ETH_P_ALL, in network order
    private static final int SOL_PACKET = 263;
    private static final int PACKET_VNET_HDR = 15;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int LONGEST = 10 + 14 + 65536; // virtio header, Ethernet header, what offloading puts together
    private static final int QUEUE = 4096; // frames under way; what does not fit is lost, as in a router

    private DelayedLink() {}

    static native int socket(int family, int type, int protocol) throws LastErrorException;

    static native int bind(int socket, byte[] address, int length) throws LastErrorException;

    static native int setsockopt(int socket, int level, int option, int[] value, int length) throws LastErrorException;

    static native int recv(int socket, byte[] frame, int length, int flags) throws LastErrorException;

    static native int if_nametoindex(String device) throws LastErrorException;

    static native int send(int socket, byte[] frame, int length, int flags) throws LastErrorException;

    private record Frame(long due, byte[] bytes) {}

    /** The command that carries these cables: each is two names of interfaces and a delay in microseconds. */
    static String command(List<String> cables) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "'" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xmx64m"
                + " --enable-native-access=ALL-UNNAMED -Djna.tmpdir=/run/lab -cp '"
                + System.getProperty("java.class.path") + "' netprog.netlab.topology.DelayedLink "
                + String.join(" ", cables);
    }

    /**
     * Carries frames until it is killed; says {@code ready} when all cables are plugged in.
     *
     * @param args for each cable two interfaces of this network namespace, and the delay in microseconds
     */
    public static void main(String... args) {
        Native.register("c");
        for (int i = 0; i + 2 < args.length; i += 3) {
            int left = open(args[i]);
            int right = open(args[i + 1]);
            long delay = Long.parseLong(args[i + 2]) * 1000;
            carry(left, right, delay);
            carry(right, left, delay);
        }
        System.out.println("ready");
    }

    /** A socket that gets every frame that comes in at an interface, and none that goes out. */
    private static int open(String device) {
        int socket = socket(AF_PACKET, SOCK_RAW, 0);
        // With each frame comes what the sender left for its hardware to do (checksums, cutting into segments), and
        // goes
        // on with it: without that, frames between namespaces have no checksum.
        setsockopt(socket, SOL_PACKET, PACKET_VNET_HDR, new int[] {1}, 4);
        setsockopt(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, new int[] {1}, 4);
        byte[] address = new byte[20]; // struct sockaddr_ll
        ByteBuffer.wrap(address)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_PACKET)
                .put(ALL_PROTOCOLS)
                .putInt(if_nametoindex(device));
        bind(socket, address, address.length);
        return socket;
    }

    private static void carry(int from, int to, long delay) {
        BlockingQueue<Frame> underWay = new ArrayBlockingQueue<>(QUEUE);
        new Thread(() -> take(from, delay, underWay), "in").start();
        new Thread(() -> give(to, underWay), "out").start();
    }

    private static void take(int from, long delay, BlockingQueue<Frame> underWay) {
        byte[] buffer = new byte[LONGEST];
        while (true) {
            try {
                int length = recv(from, buffer, buffer.length, 0);
                underWay.offer(new Frame(System.nanoTime() + delay, Arrays.copyOf(buffer, length)));
            } catch (LastErrorException e) {
                // The interface was down for a while: the next frame.
            }
        }
    }

    private static void give(int to, BlockingQueue<Frame> underWay) {
        while (true) {
            try {
                Frame frame = underWay.take();
                long wait;
                while ((wait = frame.due() - System.nanoTime()) > 0) {
                    LockSupport.parkNanos(wait);
                }
                send(to, frame.bytes(), frame.bytes().length, 0);
            } catch (LastErrorException e) {
                // The interface is down, or its queue is full: the frame is lost.
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
