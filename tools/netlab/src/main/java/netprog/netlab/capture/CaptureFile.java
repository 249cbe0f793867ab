package netprog.netlab.capture;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The content of a capture file: its conversations in the order in which they began, and what else it holds. */
final class CaptureFile {
    /** How many conversations are kept; the packets of later ones are only counted. */
    private static final int MAX_CONVERSATIONS = 1000;

    /** pcapng, pcap (either byte order, microseconds or nanoseconds), and gzip around them. */
    private static final Set<Integer> BEGINNINGS = Set.of(0x0a0d0d0a, 0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1);

    private static final int GZIP = 0x1f8b;

    private final Path file;
    private final Conversation.Bounds bounds;
    private final Map<String, Conversation> byStream = new HashMap<>();
    private final List<Conversation> conversations = new ArrayList<>();
    private final Map<String, Integer> others = new TreeMap<>();
    private int packets;
    private int uncounted;
    private String trouble;

    private CaptureFile(Path file, Conversation.Bounds bounds) {
        this.file = file;
        this.bounds = bounds;
    }

    /**
     * Reads a file in the format pcapng or pcap, also compressed with gzip.
     *
     * @param file may be a pipe, or {@code -} for standard input
     * @param bounds what is kept of each conversation
     * @return at least one conversation
     */
    static CaptureFile read(Path file, Conversation.Bounds bounds) throws CaptureException {
        CaptureFile capture = new CaptureFile(file, bounds);
        boolean standardInput = file.toString().equals("-");
        if (!standardInput && (Files.isDirectory(file) || !Files.isReadable(file))) {
            throw new CaptureException(1, Files.exists(file) ? "ladder.unreadable" : "ladder.no-file", file);
        }
        try (InputStream stream =
                new BufferedInputStream(standardInput ? System.in : new FileInputStream(file.toFile()))) {
            if (!looksLikeCapture(stream)) {
                throw new CaptureException(1, "ladder.no-capture", file);
            }
            capture.trouble = Tshark.read(file, stream, capture::add, capture::addOther);
        } catch (IOException e) {
            throw new CaptureException(1, "ladder.failed", file, CaptureException.reason(e));
        }
        if (capture.conversations.isEmpty()) {
            // If even the header is cut, tshark reports one packet of the protocol "file-pcapng" or "file-pcap".
            if (capture.trouble != null || capture.others().startsWith("1 file-pcap")) {
                throw new CaptureException(1, "ladder.cut-short", file);
            }
            String key = capture.packets == 0 ? "ladder.empty" : "ladder.nothing";
            throw new CaptureException(1, key, file, capture.packets, list(capture.others));
        }
        return capture;
    }

    private static boolean looksLikeCapture(InputStream stream) throws IOException {
        stream.mark(4);
        byte[] start = stream.readNBytes(4);
        stream.reset();
        int begin = start.length < 4 ? 0 : ByteBuffer.wrap(start).getInt();
        return BEGINNINGS.contains(begin) || begin >>> 16 == GZIP;
    }

    private void add(Packet packet) {
        packets++;
        String key = packet.transport() + " " + packet.stream();
        Conversation conversation = byStream.get(key);
        if (conversation == null) {
            if (conversations.size() == MAX_CONVERSATIONS) {
                uncounted++;
                return;
            }
            conversation = new Conversation(conversations.size() + 1, packet, bounds);
            byStream.put(key, conversation);
            conversations.add(conversation);
        }
        conversation.add(packet);
    }

    private void addOther(String protocol) {
        packets++;
        others.merge(protocol, 1, Integer::sum);
    }

    List<Conversation> conversations() {
        return conversations;
    }

    /** All packets of the file. */
    int packets() {
        return packets;
    }

    /** How many packets belong to conversations that are not kept. */
    int uncounted() {
        return uncounted;
    }

    Map<String, Integer> otherProtocols() {
        return others;
    }

    /** How many parts of packets there are, whatever the packets are. */
    int fragments() {
        return others.getOrDefault(Tshark.FRAGMENT, 0);
    }

    /** The whole packets that are no part of a conversation, such as {@code 3 arp, 2 icmp}; empty for none. */
    String others() {
        Map<String, Integer> whole = new TreeMap<>(others);
        whole.remove(Tshark.FRAGMENT);
        return list(whole);
    }

    private static String list(Map<String, Integer> protocols) {
        return protocols.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    /** The sentence about a file that ends inside a packet; null if it is complete. */
    String trouble() {
        return trouble;
    }
}
