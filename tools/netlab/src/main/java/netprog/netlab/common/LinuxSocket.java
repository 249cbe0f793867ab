package netprog.netlab.common;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The socket calls of Linux that Java does not have ({@code man 2 socket}, {@code man 7 packet}, {@code man 7 ip}). */
public final class LinuxSocket {
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_PACKET = 17;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int EINTR = 4;
    /** Nothing came within the time of {@link #limit}. */
    public static final int EAGAIN = 11;

    public static final int ENETDOWN = 100;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_ERRQUEUE = 0x2000;

    static {
        Native.register("c");
    }

    private LinuxSocket() {}

    public static native int socket(int family, int type, int protocol) throws LastErrorException;

    public static native int bind(int socket, byte[] address, int length) throws LastErrorException;

    public static native int connect(int socket, byte[] address, int length) throws LastErrorException;

    public static native int setsockopt(int socket, int level, int option, int[] value, int length)
            throws LastErrorException;

    public static native int recv(int socket, byte[] data, int length, int flags) throws LastErrorException;

    public static native int recvfrom(int socket, byte[] data, int length, int flags, byte[] from, int[] size)
            throws LastErrorException;

    public static native int recvmsg(int socket, Pointer message, int flags) throws LastErrorException;

    public static native int send(int socket, byte[] data, int length, int flags) throws LastErrorException;

    public static native int close(int socket) throws LastErrorException;

    public static native int if_nametoindex(String device) throws LastErrorException;

    /** The family of an address. */
    public static int family(InetAddress address) {
        return address instanceof Inet4Address ? AF_INET : AF_INET6;
    }

    /** Lets {@code recv} wait so many milliseconds at most. */
    public static void limit(int socket, int millis) {
        setsockopt(socket, 1, 20, new int[] {millis / 1000, 0, millis % 1000 * 1000, 0}, 16); // SO_RCVTIMEO
    }

    /** An address of {@link #AF_PACKET}: an interface, and the protocol of the frames, such as 0x806 for ARP. */
    public static byte[] packetAddress(String device, int protocol) {
        ByteBuffer address = ByteBuffer.wrap(new byte[20]).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_PACKET).put((byte) (protocol >> 8)).put((byte) protocol);
        return address.putInt(if_nametoindex(device)).array();
    }

    /** An address of IPv4 or IPv6 and a port. */
    public static byte[] internetAddress(InetAddress address, int port, int zone) {
        boolean four = address instanceof Inet4Address;
        ByteBuffer bytes = ByteBuffer.wrap(new byte[four ? 16 : 28]).order(ByteOrder.nativeOrder());
        bytes.putShort((short) family(address)).put((byte) (port >> 8)).put((byte) port);
        return (four ? bytes : bytes.putInt(0))
                .put(address.getAddress())
                .putInt(four ? 0 : zone)
                .array();
    }

    /** Takes an ICMP error from the error queue of a UDP socket (option IP_RECVERR); null if there is none. */
    public static IcmpError error(int socket, boolean ipv4) {
        try (Memory memory = new Memory(1024)) { // a struct msghdr of 64 bits, and what it points to
            memory.clear();
            memory.setPointer(16, memory.share(100));
            memory.setLong(24, 1);
            memory.setPointer(100, memory.share(512));
            memory.setLong(108, 512);
            memory.setPointer(32, memory.share(128));
            memory.setLong(40, 256);
            recvmsg(socket, memory, MSG_ERRQUEUE | MSG_DONTWAIT);
            int origin = memory.getByte(128 + 16 + 4); // behind the head of the control message: sock_extended_err
            int type = memory.getByte(128 + 16 + 5) & 0xff;
            int code = memory.getByte(128 + 16 + 6) & 0xff;
            byte[] sender = memory.getByteArray(128 + 32 + (ipv4 ? 4 : 8), ipv4 ? 4 : 16);
            String from = InetAddress.getByAddress(sender).getHostAddress();
            return origin == 2 || origin == 3 ? new IcmpError(from, ipv4 ? 4 : 6, type, code) : null;
        } catch (LastErrorException | UnknownHostException e) {
            return null;
        }
    }
}
