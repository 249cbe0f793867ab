package netprog.netlab.capture;

import static netprog.netlab.capture.Packet.Transport.TCP;
import static netprog.netlab.capture.Packet.Transport.UDP;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import netprog.netlab.common.IcmpError;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.SystemCommand;
import netprog.wire.ProcessOutput;

/** Reads a capture file with tshark, which prints a line for each packet. */
final class Tshark {
    /** How many bytes of a packet's data are kept. */
    static final int MAX_DATA = 2048;

    /** The name of a part of a packet; tshark puts the whole one together at the last part that it reads. */
    static final String FRAGMENT = "fragment";

    private static final Duration TIMEOUT = Duration.ofSeconds(60); // for the error output of a tshark that has ended
    private static final List<String> FIELDS = Stream.concat(
                    Stream.of(("frame.number frame.time_epoch frame.protocols"
                                    + " ip.src ip.dst ipv6.src ipv6.dst ip.fragment.count ipv6.fragment.count"
                                    + " tcp.stream tcp.srcport tcp.dstport tcp.flags tcp.seq tcp.ack tcp.len tcp.payload"
                                    + " udp.stream udp.srcport udp.dstport udp.length udp.payload"
                                    + " icmp.type icmp.code icmpv6.type icmpv6.code")
                            .split(" ")),
                    Stream.of(Packet.Note.values()).map(note -> note.field))
            .toList();

    /** The preferences that the values depend on; the user may have changed them in Wireshark. */
    private static final List<String> PREFERENCES = List.of(
            "frame.generate_epoch_time:TRUE",
            "tcp.relative_sequence_numbers:TRUE",
            "tcp.analyze_sequence_numbers:TRUE",
            "ip.defragment:TRUE",
            "ipv6.defragment:TRUE");

    private final Map<String, String> line = new HashMap<>();

    private Tshark() {}

    /**
     * Reads a file from its first packet to its last.
     *
     * @param stream its content; a pipe can be read only once, so tshark reads from this
     * @param packets receives each packet of TCP and UDP, and each ICMP error about one
     * @param others receives the name of the protocol of each other packet
     * @return null or, if the file ends inside a packet, the sentence that says so
     */
    static String read(Path file, InputStream stream, Consumer<Packet> packets, Consumer<String> others)
            throws CaptureException {
        List<String> command = new ArrayList<>(List.of(program("tshark"), "-n", "-r", "-"));
        PREFERENCES.forEach(preference -> command.addAll(List.of("-o", preference)));
        command.addAll(List.of("-T", "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=,"));
        FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        // A folder that does not exist: without the user's other preferences, protocols switched off, plugins.
        builder.environment()
                .put(
                        "WIRESHARK_CONFIG_DIR",
                        Path.of(System.getProperty("java.home"), "none").toString());
        try {
            Process process = builder.start();
            try {
                Thread feeder = new Thread(() -> feed(stream, process), "tshark-input");
                feeder.setDaemon(true); // a pipe may have no end
                feeder.start();
                ProcessOutput errors = new ProcessOutput(process.getErrorStream(), 1 << 16);
                readPackets(process, packets, others);
                int status = process.waitFor();
                errors.awaitEnd(TIMEOUT);
                return status == 0 ? null : explain(file, errors.text().strip());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new CaptureException(1, "ladder.failed", file, CaptureException.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaptureException(1, "ladder.failed", file, e);
        }
    }

    /**
     * Finds {@code dumpcap} or {@code tshark}, also in the folders where each system's installer puts them.
     *
     * @throws CaptureException with what to install
     */
    static String program(String name) throws CaptureException {
        Optional<Path> found = SystemCommand.find(
                OsFamily.choose(name, name, name + ".exe"),
                OsFamily.choose(
                        List.of("/usr/sbin", "/sbin"),
                        List.of("/Applications/Wireshark.app/Contents/MacOS"),
                        List.of(System.getenv().getOrDefault("ProgramFiles", "C:\\Program Files") + "\\Wireshark")));
        String missing = "missing." + name + "." + OsFamily.choose("linux", "mac", "windows");
        return found.orElseThrow(() -> new CaptureException(1, missing, name)).toString();
    }

    private static void feed(InputStream stream, Process process) {
        try (OutputStream input = process.getOutputStream()) {
            stream.transferTo(input);
        } catch (IOException e) {
            // tshark has ended, and its error output has the reason; or the file cannot be read on, as if it were cut.
        }
    }

    private static void readPackets(Process process, Consumer<Packet> packets, Consumer<String> others)
            throws IOException {
        Tshark tshark = new Tshark();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String text;
            while ((text = reader.readLine()) != null) {
                String[] values = text.split("\t", -1);
                tshark.line.clear();
                for (int i = 0; i < Math.min(values.length, FIELDS.size()); i++) {
                    tshark.line.put(FIELDS.get(i), values[i]);
                }
                Packet packet = tshark.packet();
                if (packet == null) {
                    String protocols = tshark.first("frame.protocols").replaceFirst(":data$", "");
                    String last = protocols.substring(protocols.lastIndexOf(':') + 1);
                    others.accept(last.matches("ip|ipv6(\\.fraghdr)?") ? FRAGMENT : last);
                } else {
                    packets.accept(packet);
                }
            }
        }
    }

    private static String explain(Path file, String errors) throws CaptureException {
        if (errors.contains("cut short")) {
            return CaptureException.MESSAGES.get("ladder.cut-short", file);
        } else if (errors.contains("isn't a capture file")) {
            throw new CaptureException(1, "ladder.no-capture", file);
        }
        String last = errors.substring(errors.lastIndexOf('\n') + 1);
        throw new CaptureException(1, "ladder.failed", file, last.replaceFirst("^tshark: ", ""));
    }

    /** The packet of this line; null if it is neither TCP nor UDP nor an error about them. */
    private Packet packet() {
        boolean tcp = !first("tcp.stream").isEmpty();
        if (!tcp && first("udp.stream").isEmpty()) {
            return null;
        }
        String layer = tcp ? "tcp" : "udp";
        IcmpError icmp = icmp();
        // The innermost addresses: of an ICMP error those of the packet that it is about, in a tunnel those of its
        // ends.
        String protocols = ":" + first("frame.protocols") + ":";
        String ip = protocols.lastIndexOf(":ipv6:") > protocols.lastIndexOf(":ip:") ? "ipv6" : "ip";
        String source = last(ip + ".src");
        String destination = last(ip + ".dst");
        return new Packet(
                number("frame.number"),
                new BigDecimal(first("frame.time_epoch")),
                tcp ? TCP : UDP,
                number(layer + ".stream"),
                new Endpoint(source, number(layer + ".srcport")),
                new Endpoint(destination, number(layer + ".dstport")),
                first("tcp.flags").isEmpty() ? 0 : Integer.decode(first("tcp.flags")),
                Long.parseLong("0" + first("tcp.seq")),
                Long.parseLong("0" + first("tcp.ack")),
                tcp ? number("tcp.len") : Math.max(0, number("udp.length") - 8),
                data(first(layer + ".payload")),
                notes(),
                icmp,
                Math.max(number("ip.fragment.count"), number("ipv6.fragment.count")));
    }

    private IcmpError icmp() {
        if (!first("icmp.type").isEmpty()) {
            return new IcmpError(first("ip.src"), 4, number("icmp.type"), number("icmp.code"));
        } else if (!first("icmpv6.type").isEmpty()) {
            return new IcmpError(first("ipv6.src"), 6, number("icmpv6.type"), number("icmpv6.code"));
        }
        return null;
    }

    private Set<Packet.Note> notes() {
        Set<Packet.Note> notes = EnumSet.allOf(Packet.Note.class);
        notes.removeIf(note -> first(note.field).isEmpty());
        return notes;
    }

    private static byte[] data(String hex) {
        String digits = hex.replace(":", "");
        return HexFormat.of().parseHex(digits, 0, Math.min(digits.length(), 2 * MAX_DATA) & ~1);
    }

    private String first(String field) {
        String all = line.getOrDefault(field, "");
        int comma = all.indexOf(',');
        return comma < 0 ? all : all.substring(0, comma);
    }

    private String last(String field) {
        String all = line.getOrDefault(field, "");
        return all.substring(all.lastIndexOf(',') + 1);
    }

    private int number(String field) {
        return Integer.parseInt("0" + last(field));
    }
}
