package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import netprog.week04.echo.Frame;

public class UdpLoginClient {

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            socket.connect(server);
            boolean welcome = false;
            for (;;) {
                while (!welcome) {
                    screen.print("ID : ");
                    screen.flush();
                    String id = keyboard.readLine();
                    if (id == null) {
                        return 0;
                    }
                    if (id.isEmpty() || id.length() > LoginRequest.LONGEST) {
                        screen.println("An ID has 1 to 32 characters.");
                        continue;
                    }
                    screen.print("Password : ");
                    screen.flush();
                    String password = keyboard.readLine();
                    if (password == null) {
                        return 0;
                    }
                    if (password.isEmpty() || password.length() > LoginRequest.LONGEST) {
                        screen.println("A password has 1 to 32 characters.");
                        continue;
                    }
                    String request = new LoginRequest(id, password).toText();
                    welcome = fits(request, screen) && exchange(socket, request, screen).contains("Welcome");
                }
                screen.print("\n(1) to upper\n(2) to lower\n(3) swap\n(4) end\n\nSelect : ");
                screen.flush();
                String choice = keyboard.readLine();
                if (choice == null) {
                    farewell(socket, screen);
                    return 0;
                }
                if (choice.equals("4")) {
                    exchange(socket, "4", screen);
                    return 0;
                }
                if (choice.equals("1") || choice.equals("2") || choice.equals("3")) {
                    screen.print("Input string : ");
                    screen.flush();
                    String text = keyboard.readLine();
                    if (text == null) {
                        farewell(socket, screen);
                        return 0;
                    }
                    if (fits(choice + " " + text, screen)) {
                        welcome = !exchange(socket, choice + " " + text, screen).startsWith("403 Login Required");
                    }
                }
            }
        }
    }

    /** The keyboard has ended: say good bye, and do not mind if the server does not answer. */
    private static void farewell(DatagramSocket socket, PrintStream screen) {
        try {
            exchange(socket, "4", screen);
        } catch (IOException e) {
            screen.println("(no good bye: " + e.getMessage() + ")");
        }
    }

    private static String exchange(DatagramSocket socket, String request, PrintStream screen) throws IOException {
        DatagramPacket in = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
        socket.setSoTimeout(5);
        try {
            while (true) {
                socket.receive(in);
            }
        } catch (SocketTimeoutException | PortUnreachableException e) {
            socket.setSoTimeout(1000);
        }
        for (int attempt = 0; attempt < 3; attempt++) {
            socket.send(Frame.of(request).toPacket(socket.getRemoteSocketAddress()));
            try {
                in.setLength(Frame.SIZE);
                socket.receive(in);
                String reply = Frame.from(in).text();
                screen.println("[server] " + reply);
                return reply;
            } catch (SocketTimeoutException e) {
                screen.println("(no answer yet)");
            }
        }
        throw new IOException("the server does not answer");
    }

    private static boolean fits(String request, PrintStream screen) {
        try {
            Frame.of(request);
            return true;
        } catch (IllegalArgumentException e) {
            screen.println(e.getMessage());
            return false;
        }
    }
}
