package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import netprog.week04.echo.Frame;

/** Two threads read, the keyboard and the socket; the main thread takes lines and replies from their queues. */
public final class UdpLoginClient {
    private final InetSocketAddress server;
    private final DatagramSocket socket;
    private final PrintStream screen;
    private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(16);
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>(1000);

    private UdpLoginClient(InetSocketAddress server, DatagramSocket socket, PrintStream screen) {
        this.server = server;
        this.socket = socket;
        this.screen = screen;
    }

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        if (server.isUnresolved()) {
            throw new UnknownHostException(server.getHostString());
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            UdpLoginClient client = new UdpLoginClient(server, socket, screen);
            Thread typist = daemon("keyboard", () -> client.pumpKeyboard(keyboard));
            daemon("socket", client::pumpSocket);
            try {
                client.talk();
                return 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            } finally {
                typist.interrupt();
                screen.flush();
            }
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void talk() throws IOException, InterruptedException {
        boolean known = false;
        while (true) {
            if (!known) {
                String id = ask("Login ID : ");
                if (id == null) {
                    return;
                }
                String password = ask("Login Password : ");
                if (password == null) {
                    return;
                }
                Frame login = frame("id=" + id + " pass=" + password);
                if (login != null) {
                    known = exchange(login).contains("Welcome");
                }
                continue;
            }
            screen.println("(1) upper | (2) lower | (3) swap | (4) end");
            String choice = ask("choice> ");
            if (choice == null) {
                return;
            }
            if (choice.equals("4")) {
                exchange(Frame.of("4 bye bye"));
                return;
            }
            if (choice.length() != 1 || "123".indexOf(choice) < 0) {
                continue;
            }
            Frame request = null;
            while (request == null) {
                String text = ask("Input string : ");
                if (text == null) {
                    return;
                }
                request = frame(choice + " " + text);
            }
            known = !exchange(request).startsWith("403 Login Required");
        }
    }

    private String exchange(Frame request) throws IOException, InterruptedException {
        // What came too late is thrown away; the wait gives the other thread the time to fetch the last of it.
        for (int i = 0; i < 1000 && replies.poll(50, TimeUnit.MILLISECONDS) != null; i++) {
            continue;
        }
        for (int i = 0; i < 3; i++) {
            socket.send(request.toPacket(server));
            String reply = replies.poll(1, TimeUnit.SECONDS);
            if (reply != null) {
                screen.println("*** " + reply);
                return reply;
            }
        }
        throw new SocketTimeoutException("the server does not answer");
    }

    private String ask(String prompt) throws InterruptedException {
        screen.print(prompt);
        screen.flush();
        return lines.take().orElse(null);
    }

    private Frame frame(String text) {
        try {
            return Frame.of(text);
        } catch (IllegalArgumentException e) {
            screen.println("!!! " + e.getMessage());
            return null;
        }
    }

    private void pumpSocket() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
                socket.receive(packet);
                if (packet.getSocketAddress().equals(server)) {
                    replies.offer(Frame.from(packet).text());
                }
            } catch (IOException e) {
                // closed: the loop ends; anything else is as good as a lost datagram
            }
        }
    }

    private void pumpKeyboard(BufferedReader keyboard) {
        try {
            String line;
            try {
                while ((line = keyboard.readLine()) != null) {
                    lines.put(Optional.of(line));
                }
            } catch (IOException e) {
                // a keyboard that fails is a keyboard at its end
            }
            lines.put(Optional.empty());
        } catch (InterruptedException e) {
            // nobody listens any more
        }
    }
}
