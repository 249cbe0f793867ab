package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.known;
import static netprog.netlab.doctor.Step.supposed;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Sockets;
import netprog.netlab.topology.Lab;
import netprog.netlab.topology.LabException;
import netprog.netlab.topology.Topology;
import netprog.util.Addresses;
import netprog.util.LocalAddress;
import netprog.util.Ports;

/** Whether this machine is ready for the course. Java and Maven are needed; whatever else is missing only costs a part of it. */
final class SelfCheck {
    private static final int OLDEST_JAVA = 17;
    private static final int SECONDS_OF_MAVEN = 20;
    private static final Pattern MAVEN = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)([\\w.-]*)");
    private static final Pattern JAVA_OF_MAVEN = Pattern.compile("Java version: (\\d+)(\\S*?),");
    private static final Set<String> NEEDED = Set.of("jdk", "maven");

    private SelfCheck() {}

    static boolean isNeeded(Step step) {
        return NEEDED.contains(step.check());
    }

    static List<Step> steps() throws IOException {
        return List.of(jdk(), maven(), address(), port(), firewall(), charset(), packages(), lab(), ide());
    }

    private static Step jdk() {
        String home = System.getProperty("java.home");
        String version = Runtime.version().toString();
        if (Runtime.version().feature() < OLDEST_JAVA) {
            return known("jdk", "self.jdk.old", version, home).next("self.jdk.next");
        }
        boolean compiler = Files.exists(Path.of(home, "bin", onWindows() ? "javac.exe" : "javac"));
        return compiler
                ? known("jdk", "self.jdk", version, home)
                : known("jdk", "self.jdk.no-compiler", version, home).next("self.jdk.next");
    }

    private static Step maven() {
        String output = onWindows()
                ? SystemCommand.run(SECONDS_OF_MAVEN, "cmd", "/c", "mvn", "-version")
                : SystemCommand.run(SECONDS_OF_MAVEN, "mvn", "-version");
        Matcher maven = MAVEN.matcher(output);
        Matcher java = JAVA_OF_MAVEN.matcher(output);
        if (!maven.find() || !java.find()) {
            return known("maven", "self.maven.missing").next("self.maven.next");
        }
        int version = Integer.parseInt(maven.group(1)) * 1000 + Integer.parseInt(maven.group(2));
        String text = maven.group(1) + "." + maven.group(2) + maven.group(3);
        if (version < 3008) {
            return known("maven", "self.maven.old", text).next("self.maven.next");
        }
        String javaText = java.group(1) + java.group(2);
        return Integer.parseInt(java.group(1)) < OLDEST_JAVA
                ? known("maven", "self.maven.java", text, javaText).next("self.maven.java.next")
                : known("maven", "self.maven", text, javaText);
    }

    private static Step address() throws IOException {
        return LocalAddress.forPartner(LocalAddress.all())
                .map(a -> known("own-address", "self.address", Addresses.show(a.address()), a.interfaceName()))
                .orElseGet(() -> known("own-address", "own-address.none", "IP").next("own-address.none.next"));
    }

    /** Whether the course's port is free. */
    private static Step port() throws IOException {
        List<String> taken = new ArrayList<>();
        try (ServerSocket tcp = new ServerSocket()) {
            tcp.setReuseAddress(true);
            tcp.bind(new InetSocketAddress(Ports.DEFAULT));
        } catch (IOException e) {
            taken.add("tcp");
        }
        try (DatagramSocket udp = new DatagramSocket(null)) {
            udp.bind(new InetSocketAddress(Ports.DEFAULT));
        } catch (IOException e) {
            taken.add("udp");
        }
        if (taken.isEmpty()) {
            return known("port", "self.port.free", Ports.DEFAULT);
        }
        String who = Sockets.all().stream()
                .filter(s -> s.listening() && s.local().getPort() == Ports.DEFAULT)
                .map(SelfCheck::owner)
                .distinct()
                .collect(Collectors.joining(", "));
        return known("port", "self.port.taken", Ports.DEFAULT, String.join(", ", taken), who.isEmpty() ? "?" : who)
                .next("self.port.next");
    }

    private static String owner(OpenSocket socket) {
        return socket.process().isEmpty() ? "?" : socket.process() + " " + socket.pid();
    }

    private static Step firewall() {
        for (String sign : List.of("ufw", "firewalld", "windows", "mac")) {
            if (isOn(sign)) {
                return known("own-firewall", "self.firewall." + sign)
                        .next("self.firewall." + sign + ".next", Ports.DEFAULT);
            }
        }
        return switch (OwnFirewall.incoming(Protocol.TCP, Ports.DEFAULT).decision()) {
            case PASSES -> known("own-firewall", "self.firewall.none", Ports.DEFAULT);
            case DROPS ->
                known("own-firewall", "self.firewall.drops", Ports.DEFAULT).next("self.firewall.drops.next");
            default -> supposed("own-firewall", "self.firewall.unknown");
        };
    }

    private static boolean isOn(String firewall) {
        return switch (firewall) {
            case "ufw" -> read(Path.of("/etc/ufw/ufw.conf")).contains("ENABLED=yes");
            case "firewalld" ->
                !onWindows()
                        && SystemCommand.run("systemctl", "is-active", "firewalld")
                                .startsWith("active");
            case "windows" ->
                onWindows() && Stream.of("StandardProfile", "PublicProfile").anyMatch(SelfCheck::profileIsOn);
            default ->
                SystemCommand.run("/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate")
                        .matches("(?s).*State = [12].*");
        };
    }

    private static boolean profileIsOn(String profile) {
        String key = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\" + profile;
        return SystemCommand.run("reg", "query", key, "/v", "EnableFirewall").contains("0x1");
    }

    private static Step charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "?"));
        boolean korean = Charset.isSupported(name)
                && Charset.forName(name).canEncode()
                && Charset.forName(name).newEncoder().canEncode('\uac00');
        return korean
                ? known("charset", "self.charset", name)
                : known("charset", "self.charset.no", name)
                        .next(onWindows() ? "self.charset.windows.next" : "self.charset.next");
    }

    /** The Debian packages that tests want as the other side. */
    private static Step packages() {
        Path top = top();
        List<String> wanted = read(top.resolve("tools/system-packages.txt"))
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip().split("\\s+")[0])
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> query = new ArrayList<>(List.of("dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"));
        query.addAll(wanted);
        List<String> installed = SystemCommand.run(query.toArray(new String[0]))
                .lines()
                .filter(line -> line.endsWith(" installed"))
                .map(line -> line.split(" ")[0])
                .toList();
        if (!Files.isExecutable(Path.of("/usr/bin/dpkg-query"))) {
            return known("packages", "self.packages.elsewhere");
        }
        String missing =
                wanted.stream().filter(name -> !installed.contains(name)).collect(Collectors.joining(" "));
        return missing.isEmpty()
                ? known("packages", "self.packages", wanted.size())
                : known("packages", "self.packages.missing", missing).next("self.packages.next", missing);
    }

    /** User namespaces: the lab is built once, and gone again. */
    private static Step lab() throws IOException {
        if (!System.getProperty("os.name").startsWith("Linux")) {
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

    private static boolean onWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
