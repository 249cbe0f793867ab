import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netprog.netlab.host.Sockets;

/**
 * Measures how long `./netprog sockets` takes to list the sockets of this machine, with many sockets open.
 *
 * Run it in the project's folder, after `mvn -DskipTests package`:
 * `java -cp tools/launcher/target/launcher.jar tools/benchmark/SocketsListing.java [SOCKETS]`. The first listing loads
 * classes; the next ones are those of `--watch`. On a busy machine the processor time is more reliable than the elapsed time.
 */
class SocketsListing {
    private static final int LISTINGS = 41;

    public static void main(String[] args) throws Exception {
        int count = args.length == 0 ? 1000 : Integer.parseInt(args[0]);
        List<AutoCloseable> open = new ArrayList<>();
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(listener);
        while (open.size() < count) {
            open.add(new Socket(listener.getInetAddress(), listener.getLocalPort()));
            open.add(listener.accept());
        }
        long start = System.nanoTime();
        Sockets sockets = new Sockets();
        double ready = millis(start);
        start = System.nanoTime();
        sockets.look();
        double first = millis(start);
        double[] listings = new double[LISTINGS];
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long cpu = clock.getCurrentThreadCpuTime();
        int seen = 0;
        for (int i = 0; i < LISTINGS; i++) {
            start = System.nanoTime();
            seen = sockets.look().size();
            listings[i] = millis(start);
        }
        double cpuMillis = (clock.getCurrentThreadCpuTime() - cpu) / 1e6 / LISTINGS;
        Arrays.sort(listings);
        System.out.printf("Java %s, %d sockets opened, %d seen%n", System.getProperty("java.version"), open.size(), seen);
        System.out.printf("native library loaded %6.1f ms%n", ready);
        System.out.printf("first listing         %6.1f ms%n", first);
        System.out.printf("a listing: median     %6.1f ms, fastest %.1f ms, slowest %.1f ms%n",
                listings[LISTINGS / 2], listings[0], listings[LISTINGS - 1]);
        System.out.printf("processor time        %6.1f ms%n", cpuMillis);
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
