package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import netprog.week04.echo.Frame;

/** An AsynchronousSocketChannel, and futures to wait for. */
public final class TcpLoginClient {
    private static final long DAYS = 100_000;

    private TcpLoginClient() {}

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        if (server.isUnresolved()) {
            throw new UnknownHostException(server.getHostString());
        }
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            await(channel.connect(server), 5, TimeUnit.SECONDS);
            receive(channel, screen);
            boolean in = false;
            while (true) {
                String request = in ? request(keyboard, screen) : login(keyboard, screen);
                if (request == null) {
                    return 0;
                }
                send(channel, request);
                if (request.equals("4")) {
                    return 0;
                }
                String reply = receive(channel, screen);
                in = in || reply.contains("Welcome");
            }
        }
    }

    private static <T> T await(Future<T> future, long time, TimeUnit unit) throws IOException {
        try {
            return future.get(time, unit);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                throw (IOException) e.getCause();
            }
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("connect timed out");
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static void send(AsynchronousSocketChannel channel, String text) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(Frame.SIZE);
        frame.put(text.getBytes(StandardCharsets.UTF_8)).clear();
        while (frame.hasRemaining()) {
            await(channel.write(frame), DAYS, TimeUnit.DAYS);
        }
    }

    private static String receive(AsynchronousSocketChannel channel, PrintStream screen) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(Frame.SIZE);
        while (frame.hasRemaining()) {
            if (await(channel.read(frame), DAYS, TimeUnit.DAYS) < 0) {
                throw new EOFException("the server closed the connection");
            }
        }
        String text = new String(frame.array(), StandardCharsets.UTF_8);
        int end = text.indexOf(0); // in UTF-8 a NUL is never a part of another letter
        text = end < 0 ? text : text.substring(0, end);
        screen.println("<<" + text + ">>");
        screen.flush();
        return text;
    }

    static String login(BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            String id = ask("Please log in. ID : ", keyboard, screen);
            while (id != null && (!LoginRequest.isWord(id) || id.contains("="))) {
                screen.println("1 to 32 characters, no white space, no =");
                id = ask("ID : ", keyboard, screen);
            }
            if (id == null) {
                return null;
            }
            String password = ask("Password : ", keyboard, screen);
            if (password == null) {
                return null;
            }
            String text = new LoginRequest(id, password).toText();
            if (LoginRequest.isWord(password) && fits(text)) {
                return text;
            }
            screen.println("This password does not do. From the beginning:");
        }
    }

    static String request(BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            String choice = ask("(1) upper (2) lower (3) swap (4) end: ", keyboard, screen);
            if (choice == null || choice.equals("4")) {
                return choice;
            }
            if (!choice.equals("1") && !choice.equals("2") && !choice.equals("3")) {
                continue;
            }
            String text = ask("Input string : ", keyboard, screen);
            if (text == null) {
                return null;
            }
            if (fits(choice + " " + text)) {
                return choice + " " + text;
            }
            screen.println("This text does not fit.");
        }
    }

    private static boolean fits(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.getBytes(StandardCharsets.UTF_8).length < Frame.SIZE
                && text.indexOf('\0') < 0;
    }

    private static String ask(String question, BufferedReader keyboard, PrintStream screen) throws IOException {
        screen.print(question);
        screen.flush();
        return keyboard.readLine();
    }
}
