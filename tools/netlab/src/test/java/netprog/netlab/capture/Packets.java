package netprog.netlab.capture;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import netprog.netlab.common.IcmpError;

/** Packets as tshark would report them, for cases that cannot be provoked on one machine. */
final class Packets {
    private Packets() {}

    static Packet udp(int number, String from, int port, String to, int toPort, byte... data) {
        return packet(
                number, Packet.Transport.UDP, new Endpoint(from, port), new Endpoint(to, toPort), 0, 0, data, null);
    }

    static Packet tcp(int number, Endpoint from, Endpoint to, int flags, long seq, byte... data) {
        return packet(number, Packet.Transport.TCP, from, to, flags, seq, data, null);
    }

    /** The error of a router about a packet. */
    static Packet error(int number, Packet about, IcmpError icmp) {
        return packet(number, about.transport(), about.from(), about.to(), 0, 0, new byte[0], icmp);
    }

    private static Packet packet(
            int number,
            Packet.Transport transport,
            Endpoint from,
            Endpoint to,
            int flags,
            long seq,
            byte[] data,
            IcmpError icmp) {
        byte[] kept = Arrays.copyOf(data, Math.min(data.length, Tshark.MAX_DATA));
        BigDecimal time = new BigDecimal("1600000000").add(new BigDecimal(number).movePointLeft(3));
        return new Packet(number, time, transport, 0, from, to, flags, seq, 0, data.length, kept, Set.of(), icmp, 0);
    }
}
