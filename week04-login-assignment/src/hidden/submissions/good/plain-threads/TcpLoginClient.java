package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import netprog.week04.echo.Frame;

/** Logs in and uses the case service, over TCP. */
public class TcpLoginClient {

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            screen.println(receive(in));

            boolean loggedIn = false;
            while (!loggedIn) {
                String id = ask("ID : ", keyboard, screen);
                if (id == null) {
                    return 0;
                }
                String password = ask("Password : ", keyboard, screen);
                if (password == null) {
                    return 0;
                }
                Frame request;
                try {
                    request = Frame.of(new LoginRequest(id, password).toText());
                } catch (IllegalArgumentException e) {
                    screen.println(e.getMessage());
                    continue;
                }
                request.writeTo(out);
                String reply = receive(in);
                screen.println(reply);
                loggedIn = reply.contains("Welcome");
            }

            while (true) {
                screen.println("(1) to upper case");
                screen.println("(2) to lower case");
                screen.println("(3) swap cases");
                screen.println("(4) end");
                String choice = ask("Choice : ", keyboard, screen);
                if (choice == null) {
                    return 0;
                }
                switch (choice) {
                    case "1":
                    case "2":
                    case "3":
                        String text = ask("Input string : ", keyboard, screen);
                        if (text == null) {
                            return 0;
                        }
                        try {
                            Frame.of(choice + " " + text).writeTo(out);
                        } catch (IllegalArgumentException e) {
                            screen.println(e.getMessage());
                            break;
                        }
                        screen.println(receive(in));
                        break;
                    case "4":
                        Frame.of("4").writeTo(out);
                        return 0;
                    default:
                        screen.println("1, 2, 3 or 4, please");
                }
            }
        }
    }

    private static String ask(String prompt, BufferedReader keyboard, PrintStream screen) throws IOException {
        screen.print(prompt);
        screen.flush();
        return keyboard.readLine();
    }

    private static String receive(InputStream in) throws IOException {
        Frame frame = Frame.readFrom(in);
        if (frame == null) {
            throw new EOFException("the server has closed the connection");
        }
        return frame.text();
    }
}
