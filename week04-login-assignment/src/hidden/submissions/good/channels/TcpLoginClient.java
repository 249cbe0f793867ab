package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

public class TcpLoginClient {
    private static final int SIZE = 128;

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        if (server.isUnresolved()) {
            throw new UnknownHostException(server.getHostString());
        }
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            get(channel.connect(server));
            receive(channel, screen);
            String reply;
            do {
                screen.print("ID : ");
                screen.flush();
                String id = keyboard.readLine();
                if (id == null) {
                    return 0;
                }
                screen.print("Password : ");
                screen.flush();
                String password = keyboard.readLine();
                if (password == null) {
                    return 0;
                }
                ByteBuffer request = encode(new LoginRequest(id, password).toText(), screen);
                if (request == null) {
                    reply = "";
                } else {
                    send(channel, request);
                    reply = receive(channel, screen);
                }
            } while (!reply.contains("Welcome"));

            while (true) {
                screen.println("(1) upper\n(2) lower\n(3) swap\n(4) end");
                screen.flush();
                String choice = keyboard.readLine();
                if (choice == null) {
                    return 0;
                }
                switch (choice) {
                    case "1":
                    case "2":
                    case "3":
                        break;
                    case "4":
                        send(channel, encode("4", screen));
                        return 0;
                    default:
                        continue;
                }
                screen.print("Input string : ");
                screen.flush();
                String text = keyboard.readLine();
                if (text == null) {
                    return 0;
                }
                ByteBuffer request = encode(choice + " " + text, screen);
                if (request != null) {
                    send(channel, request);
                    receive(channel, screen);
                }
            }
        }
    }

    /** All 128 bytes, or null and a line on the screen. */
    static ByteBuffer encode(String text, PrintStream screen) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        boolean whole = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString().equals(text);
        if (bytes.remaining() >= SIZE || !whole || text.contains("\0")) {
            screen.println("The server would not understand: at most 127 bytes, and no NUL.");
            return null;
        }
        ByteBuffer frame = ByteBuffer.allocate(SIZE);
        frame.put(bytes);
        return frame.clear();
    }

    static String decode(ByteBuffer frame) {
        int end = 0;
        while (end < frame.limit() && frame.get(end) != 0) {
            end++;
        }
        return StandardCharsets.UTF_8.decode(frame.slice(0, end)).toString();
    }

    private static void send(AsynchronousSocketChannel channel, ByteBuffer frame) throws IOException {
        while (frame.hasRemaining()) {
            get(channel.write(frame));
        }
    }

    private static String receive(AsynchronousSocketChannel channel, PrintStream screen) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(SIZE);
        while (frame.hasRemaining()) {
            if (get(channel.read(frame)) < 0) {
                throw new EOFException("the server closed the connection");
            }
        }
        String text = decode(frame.flip());
        screen.println(text);
        return text;
    }

    private static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
