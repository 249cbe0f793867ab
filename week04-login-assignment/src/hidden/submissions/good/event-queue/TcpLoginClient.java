package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

public final class TcpLoginClient {

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        if (server.isUnresolved()) {
            throw new UnknownHostException(server.getHostString());
        }
        try (SocketChannel channel = SocketChannel.open(server)) {
            new TcpLoginClient(channel, keyboard, screen).talk();
            return 0;
        }
    }

    private final SocketChannel channel;
    private final BufferedReader keyboard;
    private final PrintStream screen;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(128);

    private TcpLoginClient(SocketChannel channel, BufferedReader keyboard, PrintStream screen) {
        this.channel = channel;
        this.keyboard = keyboard;
        this.screen = screen;
    }

    private void talk() throws IOException {
        receive();
        String reply = "";
        while (!reply.contains("Welcome")) {
            String id = ask("ID : ");
            String password = id == null ? null : ask("Password : ");
            if (password == null) {
                return;
            }
            if (encode("id=" + id + " pass=" + password)) {
                reply = exchange();
            }
        }
        while (true) {
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
                    exchange();
                }
                case "4" -> {
                    encode("4");
                    send();
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

    /** Puts the text into the buffer, ready to be sent; false if it is no text of a frame. */
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
        buffer.clear();
        buffer.put(bytes);
        while (buffer.hasRemaining()) {
            buffer.put((byte) 0);
        }
        buffer.flip();
        return true;
    }

    private void send() throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
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
        send();
        return receive();
    }

    private String receive() throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) == -1) {
                throw new EOFException("the server closed the connection");
            }
        }
        buffer.flip();
        int end = 0;
        while (end < buffer.limit() && buffer.get(end) != 0) {
            end++;
        }
        buffer.limit(end);
        String text = StandardCharsets.UTF_8.decode(buffer).toString();
        screen.println(text);
        return text;
    }
}
