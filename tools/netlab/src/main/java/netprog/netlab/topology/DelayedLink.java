package netprog.netlab.topology;

import static netprog.netlab.common.LinuxSocket.AF_PACKET;
import static netprog.netlab.common.LinuxSocket.EINTR;
import static netprog.netlab.common.LinuxSocket.ENETDOWN;
import static netprog.netlab.common.LinuxSocket.SOCK_RAW;
import static netprog.netlab.common.LinuxSocket.bind;
import static netprog.netlab.common.LinuxSocket.recv;
import static netprog.netlab.common.LinuxSocket.setsockopt;
import static netprog.netlab.common.LinuxSocket.socket;

import com.sun.jna.LastErrorException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import netprog.netlab.common.LinuxSocket;

/**
 * A slow cable: a program that receives each Ethernet frame from one interface and sends it to another one a while later, in
 * both directions, by packet sockets of Linux ({@code man 7 packet}). Used if the kernel has no {@code netem}.
 */
public final class DelayedLink {
    /** How many frames can be on the way; what does not fit is lost, as in a router. */
    static final int MAX_FRAMES = 4096;

    private static final int ALL_PROTOCOLS = 3; // ETH_P_ALL
    private static final int SOL_PACKET = 263;
    private static final int PACKET_VNET_HDR = 15;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int MAX_LENGTH =
            10 + 14 + 65536; // virtio header, Ethernet header, what offloading puts together

    private DelayedLink() {}

    private record DelayedFrame(long due, byte[] bytes) {}

    /** The command, without its arguments. */
    static String command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "env -u JAVA_TOOL_OPTIONS -u JDK_JAVA_OPTIONS -u _JAVA_OPTIONS '" + java
                + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xmx64m"
                + " --enable-native-access=ALL-UNNAMED -Djna.tmpdir=/run/lab -cp '"
                + System.getProperty("java.class.path") + "' " + DelayedLink.class.getName();
    }

    /**
     * Carries frames until it is killed; prints {@code ready} when all cables are connected.
     *
     * @param args for each cable the delay in microseconds, and two interfaces of this network namespace
     */
    public static void main(String... args) {
        for (int i = 0; i + 2 < args.length; i += 3) {
            long delay = Long.parseLong(args[i]) * 1000;
            int left = open(args[i + 1]);
            int right = open(args[i + 2]);
            carry(left, right, delay);
            carry(right, left, delay);
        }
        System.out.println("ready");
    }

    /** A socket that receives every frame that comes in at an interface, and none that goes out. */
    private static int open(String device) {
        int socket = socket(AF_PACKET, SOCK_RAW, 0);
        // With each frame comes, and goes on, what the sender left to its hardware (checksums, cutting into segments):
        // without that, frames between namespaces have no checksum.
        setsockopt(socket, SOL_PACKET, PACKET_VNET_HDR, new int[] {1}, 4);
        setsockopt(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, new int[] {1}, 4);
        bind(socket, LinuxSocket.packetAddress(device, ALL_PROTOCOLS), 20);
        return socket;
    }

    /** Carries the frames of one direction, in two threads. */
    static void carry(int from, int to, long delay) {
        BlockingQueue<DelayedFrame> onTheWay = new ArrayBlockingQueue<>(MAX_FRAMES);
        new Thread(() -> receive(from, delay, onTheWay), "receive").start();
        new Thread(() -> send(to, onTheWay), "send").start();
    }

    private static void receive(int from, long delay, BlockingQueue<DelayedFrame> onTheWay) {
        byte[] buffer = new byte[MAX_LENGTH];
        while (true) {
            try {
                int length = recv(from, buffer, buffer.length, 0);
                onTheWay.offer(new DelayedFrame(System.nanoTime() + delay, Arrays.copyOf(buffer, length)));
            } catch (LastErrorException e) {
                if (e.getErrorCode() != ENETDOWN
                        && e.getErrorCode() != EINTR) { // not over when the interface is up again
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                }
            }
        }
    }

    private static void send(int to, BlockingQueue<DelayedFrame> onTheWay) {
        while (true) {
            try {
                DelayedFrame frame = onTheWay.take();
                long wait;
                while ((wait = frame.due() - System.nanoTime()) > 0) {
                    LockSupport.parkNanos(wait);
                }
                LinuxSocket.send(to, frame.bytes(), frame.bytes().length, 0);
            } catch (LastErrorException e) {
                // The interface is down, or its queue is full: the frame is lost.
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
