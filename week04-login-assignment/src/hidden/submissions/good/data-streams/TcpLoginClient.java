package netprog.week04.login;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

public class TcpLoginClient {
    private static final int SIZE = 128;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final BufferedReader keyboard;
    private final PrintStream screen;

    private TcpLoginClient(Socket socket, BufferedReader keyboard, PrintStream screen) throws IOException {
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
        this.keyboard = keyboard;
        this.screen = screen;
    }

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server);
            socket.setTcpNoDelay(true);
            TcpLoginClient client = new TcpLoginClient(socket, keyboard, screen);
            client.screen.println("Server> " + client.receive());
            if (client.login()) {
                client.work();
            }
            return 0;
        }
    }

    private boolean login() throws IOException {
        for (;;) {
            String id = question("Your ID : ");
            if (id == null) {
                return false;
            }
            String password = question("Your Password : ");
            if (password == null) {
                return false;
            }
            String request;
            try {
                request = new LoginRequest(id, password).toText();
            } catch (IllegalArgumentException e) {
                screen.println("This cannot be right: " + e.getMessage());
                continue;
            }
            if (!send(request)) {
                continue;
            }
            String reply = receive();
            screen.println("Server> " + reply);
            if (reply.contains("Welcome")) {
                return true;
            }
        }
    }

    private void work() throws IOException {
        for (;;) {
            String choice = question("(1) upper  (2) lower  (3) swap  (4) end\n> ");
            if (choice == null) {
                return;
            }
            if (choice.equals("4")) {
                send("4");
                return;
            }
            if (!choice.matches("[123]")) {
                screen.println("There is no choice " + choice);
                continue;
            }
            String text;
            do {
                text = question("Input string : ");
                if (text == null) {
                    return;
                }
            } while (!send(choice + " " + text));
            screen.println("Server> " + receive());
        }
    }

    private String question(String prompt) throws IOException {
        screen.print(prompt);
        screen.flush();
        return keyboard.readLine();
    }

    /** False, and a line on the screen, if the text does not fit. */
    private boolean send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SIZE - 1) {
            screen.println("Too long: " + bytes.length + " bytes, only " + (SIZE - 1) + " go");
            return false;
        }
        if (text.indexOf('\0') >= 0 || !new String(bytes, StandardCharsets.UTF_8).equals(text)) {
            screen.println("This text cannot be sent");
            return false;
        }
        out.write(bytes);
        out.write(new byte[SIZE - bytes.length]);
        out.flush();
        return true;
    }

    private String receive() throws IOException {
        byte[] bytes = new byte[SIZE];
        in.readFully(bytes); // EOFException if the server has closed
        int end = 0;
        while (end < SIZE && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
