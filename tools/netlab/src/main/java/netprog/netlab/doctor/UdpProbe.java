package netprog.netlab.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import netprog.netlab.common.ServiceKind;
import netprog.netlab.doctor.Question.Protocol;

/**
 * Sends {@link Question#PROBE} and waits. The first datagram leaves from a connected socket, the only kind that receives ICMP
 * errors; it has to decide, because routers limit the rate of these errors (RFC 1812, section 4.3.2.8). Later ones, a second
 * apart in case one is lost, leave from a socket that takes answers from every address: so one from a wrong address is seen.
 */
final class UdpProbe {
    private static final int PAUSE_MILLIS = 1000;

    private final long start = System.nanoTime();

    private UdpProbe() {}

    /** Asks; returns at the latest at the deadline. */
    static Answer ask(InetAddress server, int port, Deadline deadline) {
        return new UdpProbe().ask(new InetSocketAddress(server, port), deadline);
    }

    /** Asks the system for the way to an address, without a packet: the own address that it chose stands in {@code from}. */
    static Answer way(InetAddress server, int port) {
        UdpProbe probe = new UdpProbe();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(server, port));
            return new Answer(Outcome.SILENT, null, new byte[0], socket.getLocalAddress(), 0, "");
        } catch (IOException e) {
            return probe.failed(e);
        }
    }

    private Answer ask(InetSocketAddress to, Deadline deadline) {
        try (DatagramSocket connected = new DatagramSocket()) {
            connected.connect(to);
            // A short limit is shared between the two sockets.
            DatagramPacket reply =
                    exchange(connected, to, deadline.earlierOf(Math.min(PAUSE_MILLIS, deadline.millis() / 2 + 1)));
            try (DatagramSocket open = new DatagramSocket()) {
                while (reply == null && !deadline.isOver()) {
                    reply = exchange(open, to, deadline.earlierOf(PAUSE_MILLIS));
                }
            }
            return reply == null
                    ? new Answer(Outcome.TIMED_OUT, null, new byte[0], null, millis(), "")
                    : answer(reply, to);
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** One datagram there; null if none came back in time. */
    private static DatagramPacket exchange(DatagramSocket socket, InetSocketAddress to, Deadline deadline)
            throws IOException {
        socket.send(new DatagramPacket(Question.PROBE, Question.PROBE.length, to));
        DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
        socket.setSoTimeout(deadline.millis());
        try {
            socket.receive(reply);
            return reply;
        } catch (SocketTimeoutException e) {
            return null;
        }
    }

    private Answer answer(DatagramPacket reply, InetSocketAddress asked) {
        byte[] bytes = Arrays.copyOf(reply.getData(), reply.getLength());
        ServiceKind service = bytes.length == 0 ? ServiceKind.UNKNOWN : ServiceKind.of(Question.PROBE, bytes, true);
        boolean same = reply.getSocketAddress().equals(asked);
        Outcome outcome = same ? Outcome.ANSWERED : Outcome.ANSWERED_FROM_ELSEWHERE;
        String port = same ? "" : String.valueOf(reply.getPort());
        return new Answer(outcome, service, bytes, reply.getAddress(), millis(), port);
    }

    private Answer failed(IOException e) {
        Outcome outcome = Outcome.of(e, Protocol.UDP);
        return new Answer(outcome, null, new byte[0], null, millis(), String.valueOf(e.getMessage()));
    }

    private long millis() {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
