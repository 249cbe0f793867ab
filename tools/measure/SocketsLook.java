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
 * How long a look at the sockets of this machine takes, as `./netprog sockets` does it, with many sockets open.
 *
 * Run it in the project's folder, after `mvn -DskipTests package`:
 * `java -cp tools/launcher/target/launcher.jar tools/measure/SocketsLook.java [SOCKETS]`. The first look loads classes; the
 * looks behind it are those of `--watch`. On a busy machine the processor time says more than the clock.
 */
class SocketsLook {
    private static final int LOOKS = 41;

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
        double[] looks = new double[LOOKS];
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long cpu = clock.getCurrentThreadCpuTime();
        int seen = 0;
        for (int i = 0; i < LOOKS; i++) {
            start = System.nanoTime();
            seen = sockets.look().size();
            looks[i] = millis(start);
        }
        double cpuMillis = (clock.getCurrentThreadCpuTime() - cpu) / 1e6 / LOOKS;
        Arrays.sort(looks);
        System.out.printf("Java %s, %d sockets opened, %d seen%n", System.getProperty("java.version"), open.size(), seen);
        System.out.printf("native library loaded %6.1f ms%n", ready);
        System.out.printf("first look            %6.1f ms%n", first);
        System.out.printf("a look: median        %6.1f ms, fastest %.1f ms, slowest %.1f ms%n",
                looks[LOOKS / 2], looks[0], looks[LOOKS - 1]);
        System.out.printf("processor time a look %6.1f ms%n", cpuMillis);
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
