package netprog.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a TCP client and a server on loopback and notes all that passes: clients connect to {@link #port}, and
 * every byte, end and reset goes on to the other side.
 */
public final class TcpTap implements AutoCloseable {
    private final InetSocketAddress server;
    private final Recording recording;
    private final ServerSocket listener = new ServerSocket();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param server where the real server is
     * @param recording what is written
     * @throws IOException if there is no port left
     */
    public TcpTap(InetSocketAddress server, Recording recording) throws IOException {
        this.server = server;
        this.recording = recording;
        listener.bind(Wire.local(0));
        start(this::accept);
    }

    /**
     * Names the port that clients connect to.
     *
     * @return the port on 127.0.0.1
     */
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            for (int i = 1; true; i++) {
                Socket client = listener.accept();
                String name = i == 1 ? "client" : "client " + i;
                recording.add(name, "server", Recording.Kind.CONNECT);
                open.add(client);
                Socket toServer = new Socket();
                open.add(toServer);
                toServer.connect(server, (int) Program.PATIENCE.toMillis());
                start(() -> pump(client, toServer, name, "server"));
                start(() -> pump(toServer, client, "server", name));
            }
        } catch (IOException e) {
            close(); // the tap was closed, or the server is gone: either way nobody is to wait
        }
    }

    private void pump(Socket from, Socket to, String sender, String receiver) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[65536];
            int count;
            while ((count = in.read(buffer)) != -1) {
                recording.add(sender, receiver, Recording.Kind.DATA, Arrays.copyOf(buffer, count));
                out.write(buffer, 0, count);
            }
            recording.add(sender, receiver, Recording.Kind.END);
            to.shutdownOutput();
        } catch (IOException e) {
            if (open.contains(from) && !listener.isClosed()) {
                recording.add(sender, receiver, Recording.Kind.RESET);
                reset(to);
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tcp tap");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes the listener and every connection. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            // Nothing is left to close.
        }
    }
}
