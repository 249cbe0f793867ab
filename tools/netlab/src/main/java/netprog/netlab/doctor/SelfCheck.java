package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.known;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.SystemCommand;
import netprog.netlab.doctor.Step.Certainty;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.PartnerAddress;
import netprog.netlab.host.Routes;
import netprog.netlab.host.Sockets;
import netprog.netlab.topology.Lab;
import netprog.netlab.topology.LabException;
import netprog.netlab.topology.Topology;
import netprog.util.Addresses;
import netprog.util.Ports;

/** Whether this host is ready for the course. Java and Maven are needed; anything else that is missing costs only a part of it. */
final class SelfCheck {
    private static final int MIN_JAVA = 17;
    private static final int MIN_MAVEN = 3008; // 3.8
    private static final Duration TIMEOUT_OF_MAVEN = Duration.ofSeconds(20);
    private static final Pattern MAVEN = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)([\\w.-]*)");
    private static final Pattern JAVA_OF_MAVEN = Pattern.compile("Java version: (\\d+)(\\S*?),");
    private static final boolean WINDOWS = OsFamily.CURRENT == OsFamily.WINDOWS;
    private static final int OTHER_PORT = 50000;
    private static final Set<String> NEEDED = Set.of("jdk", "maven");

    private SelfCheck() {}

    static boolean isNeeded(Step step) {
        return NEEDED.contains(step.check());
    }

    static List<Step> steps() throws IOException {
        Stream<Step> steps = Stream.of(jdk(), maven(), address(), port(), firewall(), charset());
        return Stream.of(steps, packages().stream(), Stream.of(lab(), ide()))
                .flatMap(each -> each)
                .toList();
    }

    private static Step jdk() {
        String home = System.getProperty("java.home");
        String version = Runtime.version().toString();
        boolean compiler = Files.exists(Path.of(home, "bin", WINDOWS ? "javac.exe" : "javac"));
        return compiler
                ? known("jdk", "self.jdk", version, home)
                : known("jdk", "self.jdk.no-compiler", version, home).next("self.jdk.next");
    }

    private static Step maven() {
        String[] command = WINDOWS ? new String[] {"cmd", "/c", "mvn", "-version"} : new String[] {"mvn", "-version"};
        String output = SystemCommand.run(TIMEOUT_OF_MAVEN, command).output();
        Matcher maven = MAVEN.matcher(output);
        Matcher java = JAVA_OF_MAVEN.matcher(output);
        if (!maven.find() || !java.find()) {
            return known("maven", "self.maven.missing").next("self.maven.next");
        }
        int version = Integer.parseInt(maven.group(1)) * 1000 + Integer.parseInt(maven.group(2));
        String text = maven.group(1) + "." + maven.group(2) + maven.group(3);
        if (version < MIN_MAVEN) {
            return known("maven", "self.maven.old", text).next("self.maven.next");
        }
        String javaText = java.group(1) + java.group(2);
        return Integer.parseInt(java.group(1)) < MIN_JAVA
                ? known("maven", "self.maven.java", text, javaText).next("self.maven.java.next")
                : known("maven", "self.maven", text, javaText);
    }

    private static Step address() throws IOException {
        Optional<PartnerAddress> best = PartnerAddress.choose(LocalAddress.all(), Routes.allOrNone());
        if (best.isEmpty()) {
            return known("own-address", "own-address.none", "IP").next("own-address.none.next");
        }
        LocalAddress address = best.get().address();
        return best.get().isReachable()
                ? known(
                        "own-address",
                        "self.address",
                        Addresses.show(address.address()),
                        address.owner().name())
                : known("own-address", "self.sentence", best.get().sentence()).next("self.address.next");
    }

    /** Whether the course's port is free. A port that no socket has, and that cannot be bound, is reserved by the system. */
    private static Step port() throws IOException {
        List<String> refused = new ArrayList<>();
        try (ServerSocket tcp = new ServerSocket()) {
            tcp.setReuseAddress(true);
            tcp.bind(new InetSocketAddress(Ports.DEFAULT));
        } catch (IOException e) {
            refused.add("tcp");
        }
        try (DatagramSocket udp = new DatagramSocket(null)) {
            udp.bind(new InetSocketAddress(Ports.DEFAULT));
        } catch (IOException e) {
            refused.add("udp");
        }
        if (refused.isEmpty()) {
            return known("port", "self.port.free", Ports.DEFAULT);
        }
        String protocols = String.join(", ", refused);
        List<String> owners = Sockets.all().stream()
                .filter(s -> refused.contains(s.protocol()) && s.local().getPort() == Ports.DEFAULT)
                .map(s -> s.pid() < 0 ? Step.text("self.port.unknown") : s.owner())
                .distinct()
                .toList();
        return owners.isEmpty()
                ? known("port", "self.port.reserved", Ports.DEFAULT, protocols)
                        .next("self.port.reserved.next", OTHER_PORT)
                : known("port", "self.port.taken", Ports.DEFAULT, protocols, String.join(", ", owners))
                        .next("self.port.next");
    }

    private static Step firewall() {
        for (String sign : List.of("ufw", "firewalld", "windows")) {
            if (isOn(sign)) {
                return known("own-firewall", "self.firewall." + sign)
                        .next("self.firewall." + sign + ".next", Ports.DEFAULT);
            }
        }
        OwnFirewall firewall = OwnFirewall.ofIncoming();
        return switch (firewall.state()) {
            case NONE -> known("own-firewall", "self.firewall.none", Ports.DEFAULT);
            case UNREADABLE -> Step.cause(Certainty.POSSIBLE, "own-firewall", "", "self.firewall.unknown");
            default ->
                Step.cause(
                                Certainty.POSSIBLE,
                                "own-firewall",
                                firewall.rules(),
                                "self.firewall.possible",
                                Ports.DEFAULT,
                                firewall.rules())
                        .next("self.firewall.possible.next");
        };
    }

    private static boolean isOn(String firewall) {
        return switch (firewall) {
            case "ufw" -> read(Path.of("/etc/ufw/ufw.conf")).contains("ENABLED=yes");
            case "firewalld" ->
                !WINDOWS
                        && SystemCommand.run("systemctl", "is-active", "firewalld")
                                .output()
                                .startsWith("active");
            default -> WINDOWS && Stream.of("StandardProfile", "PublicProfile").anyMatch(SelfCheck::profileIsOn);
        };
    }

    private static boolean profileIsOn(String profile) {
        String key = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\" + profile;
        return SystemCommand.run("reg", "query", key, "/v", "EnableFirewall")
                .output()
                .contains("0x1");
    }

    private static Step charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "?"));
        boolean korean = Charset.isSupported(name)
                && Charset.forName(name).canEncode()
                && Charset.forName(name).newEncoder().canEncode('\uac00');
        return korean
                ? known("charset", "self.charset", name)
                : known("charset", "self.charset.no", name)
                        .next(WINDOWS ? "self.charset.windows.next" : "self.charset.next");
    }

    /** The Debian packages that our own tests use; empty in the student edition, which has none of these tests. */
    private static Optional<Step> packages() {
        if (!Files.isDirectory(top().resolve("tools/netlab/src/test"))) {
            return Optional.empty();
        }
        List<String> wanted = read(top().resolve("tools/system-packages.txt"))
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip().split("\\s+")[0])
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> query = new ArrayList<>(List.of("dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"));
        query.addAll(wanted);
        SystemCommand dpkg = SystemCommand.run(query.toArray(new String[0]));
        if (dpkg.status() == SystemCommand.MISSING) {
            return Optional.of(known("packages", "self.packages.elsewhere"));
        }
        List<String> lines = dpkg.output().lines().toList();
        String missing = wanted.stream()
                .filter(name -> !lines.contains(name + " installed"))
                .collect(Collectors.joining(" "));
        return Optional.of(
                missing.isEmpty()
                        ? known("packages", "self.packages", wanted.size())
                        : known("packages", "self.packages.missing", missing).next("self.packages.next", missing));
    }

    /** User namespaces: a lab is built and removed. */
    private static Step lab() throws IOException {
        if (OsFamily.CURRENT != OsFamily.LINUX) {
            return known("lab", "self.lab.elsewhere").next("self.lab.elsewhere.next");
        }
        try (Lab lab = Lab.build(new Topology().host("self"))) {
            return known("lab", "self.lab", lab.pid());
        } catch (LabException e) {
            return known("lab", "self.lab.no", e.getMessage());
        }
    }

    private static Step ide() {
        for (String program : List.of("code", "idea", "idea64", "eclipse", "netbeans")) {
            if (onPath(program)) {
                return known("ide", "self.ide", program).next("self.ide.next", top());
            }
        }
        return known("ide", "self.ide.none");
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("", ".cmd", ".exe").map(end -> new File(folder, program + end)))
                .anyMatch(File::isFile);
    }

    private static Path top() {
        return Path.of(System.getProperty("netprog.top", ".")).toAbsolutePath().normalize();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it is not there
        }
    }
}
