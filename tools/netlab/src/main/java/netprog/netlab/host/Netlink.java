package netprog.netlab.host;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the Linux kernel for its lists of interfaces and routes, as {@code ip} does: rtnetlink(7). The files below
 * {@code /proc/net} know neither interfaces without an address nor what kind an IPv6 route is.
 */
final class Netlink {
    /** List the interfaces; the answers' fixed part has 16 bytes ({@code struct ifinfomsg}). */
    static final short GET_LINKS = 18;
    /** List the routes; the answers' fixed part has 12 bytes ({@code struct rtmsg}). */
    static final short GET_ROUTES = 26;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_ROUTE = 0;
    private static final short REQUEST_DUMP = 0x301;
    private static final short FLAG_INTERRUPTED = 0x10;
    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final int HEADER = 16;
    private static final int LARGEST = 1 << 16;
    private static final int ATTEMPTS = 5;

    private Netlink() {}

    /** Tells whether this system has netlink: only Linux has. */
    static boolean isLinux() {
        return System.getProperty("os.name").startsWith("Linux");
    }

    /** Five calls of the C library; each throws where errno is set. */
    private interface C extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int send(int socket, byte[] buffer, long length, int flags) throws LastErrorException;

        int recv(int socket, byte[] buffer, long length, int flags) throws LastErrorException;

        int close(int socket) throws LastErrorException;
    }

    /**
     * Asks for a list.
     *
     * @param request {@link #GET_LINKS} or {@link #GET_ROUTES}
     * @return the kernel's answers without their headers, in this machine's byte order
     * @throws IOException if the kernel, or a sandbox around this program, does not allow it
     */
    static List<ByteBuffer> list(short request) throws IOException {
        try {
            C c = Native.load("c", C.class);
            for (int i = 0; i < ATTEMPTS; i++) {
                List<ByteBuffer> answers = new ArrayList<>();
                if (ask(c, request, answers)) {
                    return answers;
                }
            }
            throw new IOException("the list changes faster than it can be read");
        } catch (LastErrorException | LinkageError e) {
            throw new IOException("netlink: " + e.getMessage(), e);
        }
    }

    /** Reads the attributes from the buffer's position to its end: their numbers, and what they hold. */
    static Map<Integer, ByteBuffer> attributes(ByteBuffer message) {
        Map<Integer, ByteBuffer> attributes = new HashMap<>();
        while (message.remaining() >= 4) {
            int length = message.getShort(message.position()) & 0xffff;
            if (length < 4 || length > message.remaining()) {
                break;
            }
            int type = message.getShort(message.position() + 2) & 0x3fff;
            attributes.put(type, part(message, 4, length));
            skip(message, length);
        }
        return attributes;
    }

    /** The bytes of a buffer from one distance from its position to another, as a buffer of their own. */
    static ByteBuffer part(ByteBuffer buffer, int from, int to) {
        return buffer.duplicate()
                .limit(buffer.position() + to)
                .position(buffer.position() + from)
                .slice()
                .order(ByteOrder.nativeOrder());
    }

    /** Moves on behind a part, which ends at a multiple of four bytes. */
    static void skip(ByteBuffer buffer, int length) {
        buffer.position(Math.min(buffer.limit(), buffer.position() + (length + 3 & ~3)));
    }

    /** Asks once; false where the list changed while the kernel wrote it. */
    private static boolean ask(C c, short request, List<ByteBuffer> answers) throws IOException {
        int socket = c.socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
        try {
            // struct nlmsghdr, then an empty struct ifinfomsg or rtmsg: all families, nothing left out.
            ByteBuffer message = ByteBuffer.allocate(HEADER + 16).order(ByteOrder.nativeOrder());
            message.putInt(message.capacity()).putShort(request).putShort(REQUEST_DUMP);
            c.send(socket, message.array(), message.capacity(), 0);
            boolean whole = true;
            while (true) {
                byte[] bytes = new byte[LARGEST];
                ByteBuffer packet = ByteBuffer.wrap(bytes, 0, c.recv(socket, bytes, LARGEST, 0))
                        .order(ByteOrder.nativeOrder());
                while (packet.remaining() >= HEADER) {
                    int length = packet.getInt(packet.position());
                    int type = packet.getShort(packet.position() + 4);
                    whole &= (packet.getShort(packet.position() + 6) & FLAG_INTERRUPTED) == 0;
                    if (type == DONE) {
                        return whole;
                    } else if (type == ERROR || length < HEADER || length > packet.remaining()) {
                        throw new IOException("netlink: the kernel refuses the list");
                    }
                    answers.add(part(packet, HEADER, length));
                    skip(packet, length);
                }
            }
        } finally {
            c.close(socket);
        }
    }
}
