package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

public final class UdpLoginClient {

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        if (server.isUnresolved()) {
            throw new UnknownHostException(server.getHostString());
        }
        StandardProtocolFamily family = server.getAddress() instanceof Inet6Address
            ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try (Selector selector = Selector.open(); DatagramChannel channel = DatagramChannel.open(family)) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            new UdpLoginClient(server, channel, selector, keyboard, screen).talk();
            return 0;
        }
    }

    private final InetSocketAddress server;
    private final DatagramChannel channel;
    private final Selector selector;
    private final BufferedReader keyboard;
    private final PrintStream screen;
    private final ByteBuffer out = ByteBuffer.allocate(128);
    private final ByteBuffer in = ByteBuffer.allocate(128);

    private UdpLoginClient(InetSocketAddress server, DatagramChannel channel, Selector selector,
            BufferedReader keyboard, PrintStream screen) {
        this.server = server;
        this.channel = channel;
        this.selector = selector;
        this.keyboard = keyboard;
        this.screen = screen;
    }

    private void talk() throws IOException {
        boolean loggedIn = false;
        while (true) {
            if (!loggedIn) {
                String id = ask("ID : ");
                String password = id == null ? null : ask("Password : ");
                if (password == null) {
                    return;
                }
                if (encode("id=" + id + " pass=" + password)) {
                    loggedIn = exchange().contains("Welcome");
                }
                continue;
            }
            screen.println("(1) upper, (2) lower, (3) swap, (4) end");
            String choice = ask("");
            if (choice == null) {
                farewell();
                return;
            }
            switch (choice) {
                case "1", "2", "3" -> {
                    String text = ask("Input string : ");
                    while (text != null && !encode(choice + " " + text)) {
                        text = ask("Input string : ");
                    }
                    if (text == null) {
                        return;
                    }
                    String reply = exchange();
                    loggedIn = !reply.strip().equals("403 Login Required");
                }
                case "4" -> {
                    encode("4");
                    exchange();
                    return;
                }
                default -> screen.println("?");
            }
        }
    }

    private String ask(String prompt) throws IOException {
        screen.print(prompt);
        screen.flush();
        return keyboard.readLine();
    }

    private boolean encode(String text) {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            screen.println("This is no UTF-8.");
            return false;
        }
        if (bytes.remaining() > 127 || text.indexOf('\0') >= 0) {
            screen.println("This does not fit into 127 bytes.");
            return false;
        }
        out.clear();
        out.put(bytes);
        while (out.hasRemaining()) {
            out.put((byte) 0);
        }
        return true;
    }

    private void send() throws IOException {
        out.rewind();
        channel.send(out, server);
    }

    /** The server shall know that the keyboard has ended, if it is still there; nobody waits for an answer. */
    private void farewell() {
        encode("4");
        try {
            send();
        } catch (IOException e) {
            screen.println("The server has gone, too.");
        }
    }

    private String exchange() throws IOException {
        // Older answers go before the question does.
        in.clear();
        while (channel.receive(in) != null) {
            in.clear();
        }
        for (int i = 0; i < 3; i++) {
            send();
            long deadline = System.nanoTime() + 1_000_000_000L;
            for (long left = 1000; left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
                selector.select(left);
                selector.selectedKeys().clear();
                in.clear();
                SocketAddress from = channel.receive(in);
                if (server.equals(from)) {
                    in.flip();
                    int end = 0;
                    while (end < in.limit() && in.get(end) != 0) {
                        end++;
                    }
                    in.limit(end);
                    String text = StandardCharsets.UTF_8.decode(in).toString();
                    screen.println(text);
                    return text;
                }
            }
        }
        throw new IOException("no answer from " + server);
    }
}
