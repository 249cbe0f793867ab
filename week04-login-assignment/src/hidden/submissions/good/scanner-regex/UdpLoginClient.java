package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.regex.Pattern;
import netprog.week04.echo.Frame;

class UdpLoginClient {
    private static final Pattern LINE = Pattern.compile("[^\r\n]*(?:\r\n|\n|\r)?");
    private static final Pattern FORGOTTEN = Pattern.compile("403 Login Required\\s*");

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final Scanner keyboard;
    private final PrintStream screen;

    private UdpLoginClient(DatagramSocket socket, InetSocketAddress server, Scanner keyboard, PrintStream screen) {
        this.socket = socket;
        this.server = server;
        this.keyboard = keyboard;
        this.screen = screen;
    }

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            UdpLoginClient client = new UdpLoginClient(socket, server, new Scanner(keyboard), screen);
            boolean loggedIn = false;
            while (true) {
                if (loggedIn) {
                    loggedIn = client.menu();
                } else {
                    loggedIn = client.login();
                }
            }
        } catch (NoSuchElementException e) {
            screen.println("Bye.");
            return 0;
        }
    }

    /** True if logged in now. */
    private boolean login() throws IOException {
        String id = question("ID : ");
        String password = question("Password : ");
        return exchange(new LoginRequest(id, password).toText()).matches("(?s).*Welcome.*");
    }

    /** True if still logged in. */
    private boolean menu() throws IOException {
        String choice = question("(1) A, (2) a, (3) aA, (4) the end: ");
        if (choice.matches("4")) {
            exchange("4");
            throw new NoSuchElementException("the user wants to leave");
        }
        return !choice.matches("[1-3]")
                || !FORGOTTEN.matcher(exchange(choice + " " + question("Input string : "))).matches();
    }

    private String question(String prompt) {
        screen.print(prompt);
        screen.flush();
        String line = keyboard.findWithinHorizon(LINE, 0);
        if (line == null || line.isEmpty()) {
            throw new NoSuchElementException("end of input");
        }
        return line.replaceFirst("[\r\n]+$", "");
    }

    /** The reply; empty if the text does not fit. */
    private String exchange(String text) throws IOException {
        Frame request;
        try {
            request = Frame.of(text);
        } catch (IllegalArgumentException e) {
            screen.println("That does not fit: " + e.getMessage());
            return "";
        }
        for (Frame old = receive(1); old != null; old = receive(1)) {
            screen.println("(an old answer came late)");
        }
        for (int i = 0; i < 3; i++) {
            socket.send(request.toPacket(server));
            Frame reply = receive(1000);
            if (reply != null) {
                screen.println(reply.text());
                return reply.text();
            }
            screen.println("...");
        }
        throw new IOException("The server does not answer.");
    }

    private Frame receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
        try {
            socket.receive(packet);
            return Frame.from(packet);
        } catch (SocketTimeoutException e) {
            return null;
        }
    }
}
