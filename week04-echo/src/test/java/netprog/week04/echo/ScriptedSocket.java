package netprog.week04.echo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import netprog.wire.Wire;

/**
 * A UDP socket that no network is behind: datagrams come from ports that a test may not be allowed to bind, then it is
 * closed. What is sent to port 0 fails, as it does with a real one.
 */
final class ScriptedSocket extends DatagramSocket {
    final List<Integer> answeredPorts = new ArrayList<>();

    private final Queue<Integer> sourcePorts;

    ScriptedSocket(Integer... sourcePorts) throws SocketException {
        super((SocketAddress) null);
        this.sourcePorts = new ArrayDeque<>(List.of(sourcePorts));
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        if (sourcePorts.isEmpty()) {
            throw new SocketException("closed");
        }
        byte[] request = Wire.bytes("1 abc");
        System.arraycopy(request, 0, packet.getData(), packet.getOffset(), request.length);
        packet.setLength(request.length);
        packet.setSocketAddress(Wire.local(sourcePorts.remove()));
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        if (packet.getPort() == 0) {
            throw new SocketException("Can't send to port 0");
        }
        answeredPorts.add(packet.getPort());
    }
}
