package netprog.netlab.topology;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which host can reach which in a mode: the tables of {@code vmware.txt}, and what options change in them. */
final class ReachabilityTable {
    private final LabOptions options;
    private final Map<String, String> cells = new HashMap<>();

    ReachabilityTable(VmwareNetwork mode, LabOptions options) {
        this.options = options;
        List<String> columns = List.of();
        String table = "";
        for (String line : read()) {
            List<String> words = List.of(line.strip().split("\\s+"));
            if (words.size() == 1) {
                table = words.get(0);
            } else if (words.get(0).equals("from")) {
                columns = words.subList(1, words.size());
            } else if (table.equals(mode.toString())) {
                for (int i = 0; i < columns.size(); i++) {
                    cells.put(words.get(0) + " " + columns.get(i), words.get(i + 1));
                }
            }
        }
    }

    private static List<String> read() {
        try (InputStream file = ReachabilityTable.class.getResourceAsStream("vmware.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether programs on one host can reach a port of another one. */
    boolean canReach(String from, String to, int port) {
        boolean open = cells.get(from + " " + to).equals("yes") || isForwarded(from, to, port);
        return open && !options.firewalls().containsKey(to);
    }

    /** The name that a client on one host uses for a port of another one. */
    String name(String from, String to, int port) {
        return isForwarded(from, to, port) ? "host" : to;
    }

    private boolean isForwarded(String from, String to, int port) {
        return cells.get(from + " " + to).equals("forwarded")
                && options.forwarded().contains(port);
    }

    /** Whether a host has a server of its own on a port; a port that the host forwards is the guest's. */
    boolean hasServer(String host, int port) {
        return !host.equals("host") || !options.forwarded().contains(port);
    }

    /** Whether nothing depends on chance, so that the result must be the expected one. */
    boolean isCertain() {
        return options.loss() == 0 && options.delay().isZero();
    }
}
