package netprog.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A listener on 127.0.0.1 whose queue is full, as that of a server which does not call accept: Linux does not answer those who
 * connect, and they time out. Other systems refuse them.
 */
public final class FullQueue implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket();
    private final List<SocketChannel> queue = new ArrayList<>();

    /** Linux keeps two connections if the backlog is one; those beyond it try again and again. */
    public FullQueue() throws IOException {
        listener.bind(Wire.local(0), 1);
        for (int i = 0; i < 5; i++) {
            SocketChannel channel = SocketChannel.open();
            queue.add(channel);
            channel.configureBlocking(false);
            channel.connect(listener.getLocalSocketAddress());
        }
        Awaitility.await().atMost(Program.TIMEOUT).until(() -> connected() == 2);
    }

    private int connected() throws IOException {
        int connected = 0;
        for (SocketChannel channel : queue) {
            connected += channel.finishConnect() ? 1 : 0;
        }
        return connected;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : queue) {
            channel.close();
        }
        listener.close();
    }
}
