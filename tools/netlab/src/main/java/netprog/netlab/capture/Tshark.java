package netprog.netlab.capture;

import static netprog.netlab.capture.Packet.Transport.TCP;
import static netprog.netlab.capture.Packet.Transport.UDP;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Reads a capture file with tshark, a packet a line. */
final class Tshark {
    /** How many bytes of a packet's data are kept. */
    static final int MOST_DATA = 2048;

    private static final int MOST_WORDS = 64 * 1024; // of its standard error
    private static final List<String> FIELDS = fields();

    private final Map<String, String> line = new HashMap<>();

    private Tshark() {}

    private static List<String> fields() {
        List<String> fields = new ArrayList<>(List.of(
                "frame.number",
                "frame.time_epoch",
                "frame.protocols",
                "ip.src",
                "ip.dst",
                "ipv6.src",
                "ipv6.dst",
                "ip.fragment.count",
                "ipv6.fragment.count",
                "tcp.stream",
                "tcp.srcport",
                "tcp.dstport",
                "tcp.flags",
                "tcp.seq",
                "tcp.ack",
                "tcp.len",
                "tcp.payload",
                "udp.stream",
                "udp.srcport",
                "udp.dstport",
                "udp.length",
                "udp.payload",
                "icmp.type",
                "icmp.code",
                "icmpv6.type",
                "icmpv6.code"));
        for (Packet.Note note : Packet.Note.values()) {
            fields.add(note.field);
        }
        return List.copyOf(fields);
    }

    /**
     * Reads a file from its first packet to its last.
     *
     * @param file the capture
     * @param packets gets each packet of TCP and UDP, and each ICMP error about one
     * @param others gets the name of the protocol of each other packet
     * @return null; or, for a file that ends inside a packet, the sentence that says so
     * @throws CaptureException if it cannot be read
     */
    static String read(Path file, Consumer<Packet> packets, Consumer<String> others) throws CaptureException {
        String program = WiresharkProgram.find("tshark", "missing.tshark");
        List<String> command = new ArrayList<>(
                List.of(program, "-n", "-r", file.toAbsolutePath().toString()));
        // What a user has set in Wireshark must not change the picture.
        command.addAll(List.of("-o", "tcp.relative_sequence_numbers:TRUE", "-o", "tcp.analyze_sequence_numbers:TRUE"));
        command.addAll(List.of("-o", "ip.defragment:TRUE", "-o", "ipv6.defragment:TRUE"));
        command.addAll(List.of("-T", "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=,"));
        FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                CompletableFuture<String> words = CompletableFuture.supplyAsync(() -> words(process));
                readPackets(process, packets, others);
                int status = process.waitFor();
                return status == 0 ? null : explain(file, words.join());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new CaptureException(1, "ladder.failed", file, Dumpcap.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaptureException(1, "ladder.failed", file, e);
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
                    String protocols = tshark.first("frame.protocols");
                    others.accept(protocols.substring(protocols.lastIndexOf(':') + 1));
                } else {
                    packets.accept(packet);
                }
            }
        }
    }

    /** Reads what tshark says on its standard error, the beginning of it. */
    private static String words(Process process) {
        StringBuilder words = new StringBuilder();
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            String text;
            while ((text = reader.readLine()) != null) {
                if (words.length() < MOST_WORDS) {
                    words.append(text).append('\n');
                }
            }
        } catch (IOException e) {
            // It was ended.
        }
        return words.toString();
    }

    private static String explain(Path file, String words) throws CaptureException {
        if (words.contains("cut short")) {
            return CaptureException.MESSAGES.get("ladder.cut-short", file);
        } else if (words.contains("isn't a capture file")) {
            throw new CaptureException(1, "ladder.no-capture", file);
        }
        String last = words.strip();
        last = last.substring(last.lastIndexOf('\n') + 1).replaceFirst("^tshark: ", "");
        throw new CaptureException(1, "ladder.failed", file, last);
    }

    /** The packet of this line; null where it is neither TCP nor UDP nor an error about them. */
    private Packet packet() {
        boolean tcp = !first("tcp.stream").isEmpty();
        if (!tcp && first("udp.stream").isEmpty()) {
            return null;
        }
        String layer = tcp ? "tcp" : "udp";
        Packet.Icmp icmp = icmp();
        boolean six = first("ip.src").isEmpty() || icmp != null && icmp.version() == 6;
        String ip = six ? "ipv6" : "ip";
        // Of an ICMP error the addresses of the packet that it is about come second.
        String source = icmp == null ? first(ip + ".src") : last(ip + ".src");
        String destination = icmp == null ? first(ip + ".dst") : last(ip + ".dst");
        int length = tcp ? number("tcp.len") : Math.max(0, number("udp.length") - 8);
        return new Packet(
                number("frame.number"),
                new BigDecimal(first("frame.time_epoch")),
                tcp ? TCP : UDP,
                number(layer + ".stream"),
                new Endpoint(source, number(layer + ".srcport")),
                new Endpoint(destination, number(layer + ".dstport")),
                tcp && !first("tcp.flags").isEmpty() ? Integer.decode(first("tcp.flags")) : 0,
                tcp ? Long.parseLong("0" + first("tcp.seq")) : 0,
                tcp ? Long.parseLong("0" + first("tcp.ack")) : 0,
                length,
                data(first(layer + ".payload")),
                notes(),
                icmp,
                Math.max(number("ip.fragment.count"), number("ipv6.fragment.count")));
    }

    private Packet.Icmp icmp() {
        if (!first("icmp.type").isEmpty()) {
            return new Packet.Icmp(first("ip.src"), 4, number("icmp.type"), number("icmp.code"));
        } else if (!first("icmpv6.type").isEmpty()) {
            return new Packet.Icmp(first("ipv6.src"), 6, number("icmpv6.type"), number("icmpv6.code"));
        }
        return null;
    }

    private Set<Packet.Note> notes() {
        Set<Packet.Note> notes = EnumSet.noneOf(Packet.Note.class);
        for (Packet.Note note : Packet.Note.values()) {
            if (!first(note.field).isEmpty()) {
                notes.add(note);
            }
        }
        return notes;
    }

    private static byte[] data(String hex) {
        String plain = hex.indexOf(':') < 0 ? hex : hex.replace(":", "");
        return HexFormat.of().parseHex(plain, 0, Math.min(plain.length(), 2 * MOST_DATA) & ~1);
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
        String text = first(field);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }
}
