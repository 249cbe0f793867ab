package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.util.Addresses;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In namespaces full of interfaces, routes and sockets, our commands show the rows that ip and ss show. */
@Execution(ExecutionMode.CONCURRENT)
class NamespaceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SS = Pattern.compile("(\\S+) +(\\S+) +\\d+ +\\d+ +(\\S+):(\\S+) +(\\S+):(\\S+)(.*)");
    private static final Pattern PID = Pattern.compile("pid=(\\d+)");
    private static final Map<String, String> STATES =
            Map.of("ESTAB", OpenSocket.ESTABLISHED, "UNCONN", OpenSocket.UNCONNECTED, "SYN-RECV", "SYN-RECEIVED");

    /** The namespace's first process: makes the network, starts another program with sockets, and becomes Java. */
    private static final String STARTER = "ip -force -batch \"$0\" >&2; socat TCP6-LISTEN:" + NamespaceScene.ECHO
            + ",ipv6only=1,fork EXEC:cat & socat -u UDP4-RECV:7002 /dev/null & exec \"$@\"";

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsTools() {
        SystemProgram.find("unshare", "util-linux");
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("ss", "iproute2");
        SystemProgram.find("socat", "socat");
    }

    @Test
    void showsWhatTheSystemShows() throws IOException {
        JsonNode seen = play(1);
        check(seen);
        assertThat(seen.get("ss -H -tuanp").asText())
                .as("the scene has what it is for")
                .contains(
                        " LISTEN ", " ESTAB ", " SYN-SENT ", " FIN-WAIT-2 ", " CLOSE-WAIT ", " TIME-WAIT ", " UNCONN ")
                .contains("[::ffff:127.0.0.1]:", "[::1]:", "*:*", "0.0.0.0:*", "[::]:*");
        assertThat(seen.get("ip -j route").asText() + seen.get("ip -j -6 route").asText())
                .contains("blackhole", "unreachable", "prohibit", "throw", "nexthops", "\"via\"", "metric");
        assertThat(seen.get("ip -j addr").asText()).contains("NO-CARRIER", "\"addr_info\":[]");
        JsonNode sockets = JSON.readTree(seen.get("sockets").asText());
        assertThat(sockets)
                .anySatisfy(row -> assertThat(
                                row.get("local").asText() + row.get("process").asText())
                        .isEqualTo("[::]:" + NamespaceScene.ECHO + "socat"));
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(longs = {0, 2, 3, 4, 5, 6, 7})
    void showsWhatTheSystemShowsInOtherNetworks(long seed) throws IOException {
        check(play(seed));
    }

    private static void check(JsonNode seen) throws IOException {
        assertThat(seen.get("steady").asBoolean()).isTrue();

        JsonNode addresses = JSON.readTree(seen.get("addresses").asText());
        JsonNode ip = JSON.readTree(seen.get("ip -j addr").asText());
        assertThat(interfaces(addresses.get("interfaces"))).containsExactlyElementsOf(interfacesOfIp(ip));
        assertThat(addresses(addresses.get("addresses"))).containsExactlyInAnyOrderElementsOf(addressesOfIp(ip));

        List<String> routes = routesOfIp(JSON.readTree(seen.get("ip -j route").asText()), "inet");
        routes.addAll(routesOfIp(JSON.readTree(seen.get("ip -j -6 route").asText()), "inet6"));
        assertThat(routes(JSON.readTree(seen.get("routes").asText()))).containsExactlyInAnyOrderElementsOf(routes);

        Map<String, TreeSet<String>> processes = new HashMap<>();
        List<String> sockets = socketsOfSs(seen.get("ss -H -tuanp").asText(), processes);
        JsonNode ours = JSON.readTree(seen.get("sockets").asText());
        assertThat(sockets(ours)).containsExactlyInAnyOrderElementsOf(sockets);
        ours.forEach(
                row -> assertThat(row.get("pid").isNull() ? "" : row.get("pid").asText())
                        .as(row.toString())
                        .isIn(processes.get(row(row))));
    }

    private JsonNode play(long seed) throws IOException {
        Path batch = Files.write(folder.resolve("setup"), NamespaceScene.setup(seed));
        List<String> command = new ArrayList<>(List.of("unshare", "-nmpf", "--mount-proc", "--kill-child"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("-Ur");
        }
        command.addAll(List.of("sh", "-c", STARTER, batch.toString()));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData")); // process ids repeat
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), NamespaceScene.class.getName(), "" + seed));
        try (Program program = Program.start(new ProcessBuilder(command))) {
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            return JSON.readTree(program.output());
        }
    }

    private static List<String> interfaces(JsonNode rows) {
        List<String> all = new ArrayList<>();
        rows.forEach(row -> all.add(String.join(
                " ",
                row.get("interface").asText(),
                row.get("state").asText(),
                row.get("mtu").asText(),
                row.get("mac").asText())));
        return all;
    }

    private static List<String> interfacesOfIp(JsonNode ip) {
        List<String> all = new ArrayList<>();
        for (JsonNode row : ip) {
            String flags = row.get("flags").toString();
            String state = !flags.contains("\"UP\"") ? "down" : flags.contains("\"LOWER_UP\"") ? "up" : "no-carrier";
            String mac = row.get("link_type").asText().equals("ether")
                    ? row.get("address").asText()
                    : "";
            all.add(String.join(
                    " ", row.get("ifname").asText(), state, row.get("mtu").asText(), mac));
        }
        return all;
    }

    private static List<String> addresses(JsonNode rows) {
        List<String> all = new ArrayList<>();
        rows.forEach(row -> all.add(row.get("interface").asText() + " "
                + row.get("address").asText().replaceFirst("%.*", "") + "/"
                + row.get("prefixLength").asText()));
        return all;
    }

    private static List<String> addressesOfIp(JsonNode ip) {
        List<String> all = new ArrayList<>();
        for (JsonNode row : ip) {
            row.get("addr_info")
                    .forEach(address -> all.add(row.get("ifname").asText() + " "
                            + address.get("local").asText() + "/"
                            + address.get("prefixlen").asText()));
        }
        return all;
    }

    private static List<String> routes(JsonNode rows) {
        List<String> all = new ArrayList<>();
        rows.forEach(row -> all.add(route(
                row.get("kind").asText(),
                row.get("destination").asText(),
                row.get("family").asText(),
                row.get("gateway").asText("null"),
                row.get("interface").asText("null"),
                row.get("metric").asText())));
        return all;
    }

    private static List<String> routesOfIp(JsonNode ip, String family) {
        List<String> all = new ArrayList<>();
        for (JsonNode row : ip) {
            String kind = row.path("type").asText("unicast");
            String host = family.equals("inet") ? "/32" : "/128";
            String to = row.get("dst").asText();
            String range = to.equals("default") || to.contains("/") ? to : to + host;
            String metric = row.path("metric").asText("0");
            for (JsonNode hop : row.has("nexthops") ? row.get("nexthops") : List.of(row)) {
                String via = hop.path("via").path("host").asText("null");
                String gateway = hop.path("gateway").asText(via);
                String dev = kind.equals("unicast") ? hop.path("dev").asText("null") : "null";
                all.add(route(kind, range, family, gateway, dev, metric));
            }
        }
        return all;
    }

    private static String route(String... cells) {
        return String.join(" ", cells);
    }

    private static List<String> sockets(JsonNode rows) {
        List<String> all = new ArrayList<>();
        rows.forEach(row -> all.add(row(row)));
        return all;
    }

    private static String row(JsonNode row) {
        return String.join(
                " ",
                row.get("protocol").asText(),
                row.get("state").asText(),
                row.get("local").asText().replaceFirst("%[^\\]]*", ""),
                row.get("remote").asText().replaceFirst("%[^\\]]*", ""));
    }

    /** The rows of ss, and for each the processes that have such a socket; the empty text where it has none. */
    private static List<String> socketsOfSs(String output, Map<String, TreeSet<String>> processes) throws IOException {
        List<String> all = new ArrayList<>();
        for (String line : output.lines().toList()) {
            Matcher cells = SS.matcher(line);
            assertThat(cells.matches()).as(line).isTrue();
            String row = String.join(
                    " ",
                    cells.group(1),
                    STATES.getOrDefault(cells.group(2), cells.group(2)),
                    end(cells.group(3), cells.group(4)),
                    end(cells.group(5), cells.group(6)));
            all.add(row);
            TreeSet<String> pids = processes.computeIfAbsent(row, key -> new TreeSet<>());
            Matcher pid = PID.matcher(cells.group(7));
            if (!cells.group(7).contains("pid=")) {
                pids.add("");
            }
            while (pid.find()) {
                pids.add(pid.group(1));
            }
        }
        return all;
    }

    /** An end as we show it: ss has several wildcards, and shows the interface that a socket is bound to. */
    private static String end(String host, String port) throws IOException {
        String bare = host.replaceFirst("%.*", "").replaceAll("[\\[\\]]", "");
        if (bare.equals("::") && !port.equals("*")) {
            return "[::]:" + port; // a socket for IPv6 alone
        }
        String shown = bare.equals("*") ? "0.0.0.0" : Addresses.show(InetAddress.getByName(bare));
        return (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
    }
}
