package netprog.netlab.host;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import netprog.wire.Program;
import picocli.CommandLine;

/**
 * A program in a network namespace of its own, whose interfaces and routes follow from a seed: it opens sockets, runs our
 * commands and those of the system, and prints the output of each of them as one JSON document.
 */
final class NamespaceScene {
    private static final String[] MACS = {"00:0c:29", "00:50:56:c0:00", "08:00:27", "02:00:00", "52:54:00"};
    private static final String[] KINDS = {"blackhole", "unreachable", "prohibit", "throw"};
    private static final String NOBODY = "10.250.0.2"; // has a MAC address, and no host

    /** Where another program answers, over IPv6 only. */
    static final int ECHO = 7001;

    private final Random random;
    private final List<Channel> open = new ArrayList<>();
    private final List<String> setup = new ArrayList<>();

    private NamespaceScene(long seed) {
        random = new Random(seed);
    }

    /** Arguments: the seed; 0 leaves the namespace as it was made, with nothing in it. */
    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[0]);
        if (seed != 0) {
            new NamespaceScene(seed).sockets();
        }
        System.out.println(new ObjectMapper().writeValueAsString(look()));
        System.exit(0); // the sockets close with the process
    }

    /**
     * Makes the lines for {@code ip -batch} that fill the namespace, before Java starts: it asks once whether there is IPv6. A
     * line that does not fit the others, such as an address twice, is to be passed over ({@code -force}).
     */
    static List<String> setup(long seed) {
        NamespaceScene scene = new NamespaceScene(seed);
        if (seed != 0) {
            scene.interfaces();
            scene.routes();
        }
        return scene.setup;
    }

    private void interfaces() {
        setup.add("link set lo up");
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String name = "eth" + i;
            setup.add("link add name " + name + " mtu " + (1280 + random.nextInt(4000)) + " address " + mac(i)
                    + " type veth peer name peer" + i);
            if (random.nextInt(4) > 0) {
                setup.add("link set " + name + " up");
            }
            if (random.nextInt(4) > 0) {
                setup.add("link set peer" + i + " up");
            }
            for (int j = random.nextInt(4); j > 0; j--) {
                setup.add("addr add 10." + i + "." + random.nextInt(2) + "." + (1 + random.nextInt(250)) + "/"
                        + (8 + random.nextInt(25)) + " brd + dev " + name);
            }
            for (int j = random.nextInt(3); j > 0; j--) {
                setup.add("addr add fd00:" + i + "::" + (1 + random.nextInt(200)) + "/" + (48 + random.nextInt(81))
                        + " nodad dev " + name);
            }
        }
        setup.add("link add name nobody type veth peer name hole");
        setup.add("link set nobody up");
        setup.add("link set hole up");
        setup.add("addr add 10.250.0.1/24 dev nobody");
        setup.add("neigh add " + NOBODY + " lladdr 02:00:00:00:00:99 dev nobody");
        setup.add("addr add fd00:250::1/64 nodad dev nobody");
        setup.add("addr add 169.254.7.7/16 scope link dev nobody");
        if (random.nextBoolean()) {
            setup.add("link add name br0 type bridge");
            setup.add("addr add 192.168.254.1/24 dev br0");
        }
    }

    private String mac(int i) {
        StringBuilder mac = new StringBuilder(MACS[random.nextInt(MACS.length)]);
        while (mac.length() < 14) {
            mac.append(String.format(":%02x", random.nextInt(256)));
        }
        return mac.append(String.format(":%02x", i + 1)).toString();
    }

    private void routes() {
        for (int i = 0; i < 6; i++) {
            String metric = random.nextBoolean() ? "" : " metric " + (1 + random.nextInt(2000));
            String table = i >= 4 && random.nextBoolean() ? " table 100" : "";
            setup.add("route add " + KINDS[i % 4] + " " + "10." + (100 + i) + ".0.0/16" + metric + table);
            setup.add("-6 route add " + KINDS[(i + 1) % 4] + " " + "fd01:" + i + "::/32" + metric + table);
        }
        setup.add("route add default via 10.250.0." + (3 + random.nextInt(200)) + " dev nobody");
        setup.add("route add default via 10.250.0.9 metric 300");
        setup.add("route add 10.200.0.0/16 nexthop via 10.250.0.3 weight 2 nexthop via 10.250.0.4");
        setup.add("route add 10.201.7.7/32 via 10.250.0.5");
        setup.add("route add 10.202.0.0/15 via inet6 fd00:250::9 dev nobody");
        setup.add("-6 route add fd02::/16 nexthop via fd00:250::3 nexthop via fd00:250::4");
        if (random.nextBoolean()) {
            setup.add("-6 route add default via fd00:250::3 metric 7");
            setup.add("nexthop add id 5 via 10.250.0.7 dev nobody");
            setup.add("route add 10.203.0.0/16 nhid 5");
        }
    }

    private void sockets() throws IOException {
        List<InetAddress> places = new ArrayList<>();
        places.add(InetAddress.getByName("0.0.0.0"));
        places.add(InetAddress.getByName("::"));
        for (LocalAddress each : LocalAddress.all()) {
            places.add(each.address());
        }
        for (InetAddress place : places) {
            try {
                tcp(place);
                udp(place);
            } catch (SocketException e) {
                // An IPv6 address that is still checked for duplicates, or of an interface that is down.
            }
        }
        InetSocketAddress echo = new InetSocketAddress("::1", ECHO);
        await().atMost(Program.TIMEOUT)
                .ignoreExceptions()
                .until(() -> keep(SocketChannel.open(echo)).isConnected());
        SocketChannel asks = keep(SocketChannel.open());
        asks.configureBlocking(false);
        asks.connect(new InetSocketAddress(NOBODY, 30000)); // SYN-SENT
    }

    private void tcp(InetAddress place) throws IOException {
        boolean four = place.getAddress().length == 4;
        ServerSocketChannel server =
                keep(four ? ServerSocketChannel.open(StandardProtocolFamily.INET) : ServerSocketChannel.open());
        server.bind(new InetSocketAddress(place, 0));
        InetAddress to = !place.isAnyLocalAddress() ? place : InetAddress.getByName(four ? "127.0.0.1" : "::1");
        InetSocketAddress address = new InetSocketAddress(to, server.socket().getLocalPort());
        for (int i = random.nextInt(3); i >= 0; i--) {
            SocketChannel client = keep(SocketChannel.open(address));
            int story = random.nextInt(5);
            if (story == 0) {
                continue; // it is not accepted
            }
            SocketChannel accepted = keep(server.accept());
            if (story == 1) {
                client.shutdownOutput(); // FIN-WAIT-2 and CLOSE-WAIT
            } else if (story == 2) {
                client.close(); // the same, without a process
            } else if (story == 3) {
                accepted.close();
                client.close(); // TIME-WAIT
            }
        }
    }

    private void udp(InetAddress place) throws IOException {
        boolean four = place.getAddress().length == 4;
        DatagramChannel open = keep(four ? DatagramChannel.open(StandardProtocolFamily.INET) : DatagramChannel.open());
        open.bind(new InetSocketAddress(place, 0));
        if (random.nextBoolean()) {
            DatagramChannel connected = keep(DatagramChannel.open());
            connected.connect(new InetSocketAddress(
                    place.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : place,
                    open.socket().getLocalPort()));
        }
    }

    private <T extends Channel> T keep(T socket) {
        open.add(socket);
        return socket;
    }

    /** Looks until the system said the same before and after our commands looked; at most ten times. */
    private static Map<String, String> look() throws IOException, InterruptedException {
        Map<String, String> seen = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) {
            Map<String, String> before = system();
            seen.put("addresses", ours(new AddressesCommand()));
            seen.put("routes", ours(new RoutesCommand()));
            seen.put("sockets", ours(new SocketsCommand()));
            Map<String, String> after = system();
            seen.put("steady", "" + before.equals(after));
            seen.putAll(after);
            if (before.equals(after)) {
                break;
            }
        }
        return seen;
    }

    private static Map<String, String> system() throws IOException, InterruptedException {
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("ip -j addr", run("ip", "-j", "addr"));
        seen.put("ip -j route", run("ip", "-j", "route"));
        seen.put("ip -j -6 route", run("ip", "-j", "-6", "route"));
        seen.put("ss -H -tuanp", run("ss", "-H", "-tuanp"));
        return seen;
    }

    private static String ours(Object command) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(command).setOut(new PrintWriter(out));
        int status = line.execute("--json");
        return status == 0 ? out.toString() : "status " + status;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? output : output + "status " + process.exitValue();
    }
}
