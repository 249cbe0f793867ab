package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

public class UdpLoginClient {
    private static final int SIZE = 128;

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        if (server.isUnresolved()) {
            throw new UnknownHostException(server.getHostString());
        }
        try (DatagramChannel channel = DatagramChannel.open(); Selector selector = Selector.open()) {
            channel.connect(server);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            boolean welcome = false;
            while (true) {
                String prompt = welcome ? "(1) upper\n(2) lower\n(3) swap\n(4) end\n" : "ID : ";
                screen.print(prompt);
                screen.flush();
                String first = keyboard.readLine();
                if (first == null) {
                    return 0;
                }
                if (welcome && first.equals("4")) {
                    exchange(channel, selector, TcpLoginClient.encode("4", screen), screen);
                    return 0;
                }
                if (welcome && !first.equals("1") && !first.equals("2") && !first.equals("3")) {
                    continue;
                }
                screen.print(welcome ? "Input string : " : "Password : ");
                screen.flush();
                String second = keyboard.readLine();
                if (second == null) {
                    return 0;
                }
                String text = welcome ? first + " " + second : new LoginRequest(first, second).toText();
                ByteBuffer request = TcpLoginClient.encode(text, screen);
                if (request != null) {
                    String reply = exchange(channel, selector, request, screen);
                    welcome = welcome ? !reply.startsWith("403 Login Required") : reply.contains("Welcome");
                }
            }
        }
    }

    private static String exchange(DatagramChannel channel, Selector selector, ByteBuffer request, PrintStream screen)
            throws IOException {
        ByteBuffer old = ByteBuffer.allocate(SIZE);
        while (selector.selectNow() > 0) {
            selector.selectedKeys().clear();
            channel.read(old.clear());
        }
        for (int i = 0; i < 3; i++) {
            channel.write(request.rewind());
            long start = System.nanoTime();
            long left = 1000;
            while (left > 0) {
                selector.select(left);
                selector.selectedKeys().clear();
                ByteBuffer reply = ByteBuffer.allocate(SIZE);
                if (channel.receive(reply) != null) { // an empty datagram is a reply, too
                    String text = TcpLoginClient.decode(reply.flip());
                    screen.println(text);
                    screen.flush();
                    return text;
                }
                left = 1000 - (System.nanoTime() - start) / 1_000_000;
            }
        }
        throw new IOException("the server does not answer");
    }
}
