package netprog.week04.login;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import netprog.week04.echo.Frame;

public class TcpLoginClient {
    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        Socket socket = new Socket();
        socket.connect(server);
        try {
            TcpLoginClient client = new TcpLoginClient(socket, keyboard, screen);
            client.receive();
            if (client.login())
                client.menu();
        } finally {
            socket.close();
        }
        return 0;
    }

    private final Socket socket;
    private final BufferedReader keyboard;
    private final PrintStream screen;

    private TcpLoginClient(Socket socket, BufferedReader keyboard, PrintStream screen) {
        this.socket = socket;
        this.keyboard = keyboard;
        this.screen = screen;
    }

    private boolean login() throws IOException {
        String id, password;
        do {
            do {
                id = ask("ID : ");
                if (id == null)
                    return false;
            } while (!fits("id", id, !id.contains("=")));
            do {
                password = ask("Password : ");
                if (password == null)
                    return false;
            } while (!fits("password", password, true));
        } while (!send(new LoginRequest(id, password).toText()) || !receive().contains("Welcome"));
        return true;
    }

    private boolean fits(String what, String word, boolean more) {
        if (LoginRequest.isWord(word) && more)
            return true;
        screen.println("There is no such " + what + ". Again, please.");
        return false;
    }

    private void menu() throws IOException {
        for (;;) {
            screen.println("----------------");
            screen.println("(1) UPPER LETTERS");
            screen.println("(2) lower letters");
            screen.println("(3) SWAP letters");
            screen.println("(4) end");
            String choice = ask("----------------\n");
            if (choice == null)
                return;
            if (choice.equals("4")) {
                send("4");
                return;
            }
            if (choice.length() == 1 && "123".contains(choice)) {
                String text = ask("Input string : ");
                if (text == null)
                    return;
                if (send(choice + " " + text))
                    receive();
            } else {
                screen.println("No such choice.");
            }
        }
    }

    private String ask(String prompt) throws IOException {
        screen.print(prompt);
        screen.flush();
        return keyboard.readLine();
    }

    private boolean send(String text) throws IOException {
        try {
            Frame.of(text).writeTo(socket.getOutputStream());
            return true;
        } catch (IllegalArgumentException e) {
            screen.println("Cannot send this: " + e.getMessage());
            return false;
        }
    }

    /** Polls, so that one could do something else meanwhile. */
    private String receive() throws IOException {
        socket.setSoTimeout(20);
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[Frame.SIZE];
        int have = 0;
        while (have < bytes.length) {
            try {
                int n = in.read(bytes, have, bytes.length - have);
                if (n < 0)
                    throw new IOException("the server is gone");
                have += n;
            } catch (SocketTimeoutException e) {
                continue; // what has come so far stays in bytes
            }
        }
        String text = Frame.readFrom(new ByteArrayInputStream(bytes)).text();
        screen.print(text);
        if (!text.endsWith("\n"))
            screen.println();
        screen.flush();
        return text;
    }
}
