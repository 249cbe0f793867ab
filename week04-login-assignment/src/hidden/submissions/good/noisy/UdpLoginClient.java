package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import netprog.week04.echo.Frame;

public class UdpLoginClient {

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        System.err.println("DEBUG my port is " + socket.getLocalPort());
        try {
            socket.connect(server);
            return talk(socket, keyboard, screen);
        } catch (IOException e) {
            e.printStackTrace();
            screen.println("*** network error: " + e + " ***");
            return 1;
        } finally {
            socket.disconnect();
            socket.close();
            System.err.println("DEBUG closed");
        }
    }

    private static int talk(DatagramSocket socket, BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            boolean in = false;
            while (!in) {
                screen.println("*** LOGIN ***");
                screen.println("ID : ");
                screen.flush();
                String id = keyboard.readLine();
                if (id == null) {
                    return 0;
                }
                screen.println("Password : ");
                screen.flush();
                String password = keyboard.readLine();
                if (password == null) {
                    return 0;
                }
                Frame request = TcpLoginClient.frame(new LoginRequest(id, password).toText(), screen);
                if (request == null) {
                    continue;
                }
                Frame reply = exchange(socket, request, screen);
                if (reply == null) {
                    return 1;
                }
                in = reply.text().indexOf("Welcome") != -1;
            }
            boolean menu = true;
            while (menu) {
                screen.println("*** MENU ***");
                screen.println("*** (1) UPPER ***");
                screen.println("*** (2) lower ***");
                screen.println("*** (3) sWAP ***");
                screen.println("*** (4) end ***");
                screen.flush();
                String choice = keyboard.readLine();
                System.err.println("DEBUG choice " + choice);
                if (choice == null) {
                    return 0;
                }
                if ("4".equals(choice)) {
                    Frame goodbye = exchange(socket, Frame.of("4"), screen);
                    return goodbye == null ? 1 : 0;
                }
                if (!("1".equals(choice) || "2".equals(choice) || "3".equals(choice))) {
                    screen.println("*** what? ***");
                    continue;
                }
                Frame request = null;
                while (request == null) {
                    screen.println("Input string : ");
                    screen.flush();
                    String text = keyboard.readLine();
                    if (text == null) {
                        return 0;
                    }
                    request = TcpLoginClient.frame(choice + " " + text, screen);
                }
                Frame reply = exchange(socket, request, screen);
                if (reply == null) {
                    return 1;
                }
                if (reply.text().trim().equals("403 Login Required")) {
                    menu = false;
                }
            }
        }
    }

    /** Null if the server does not answer. */
    private static Frame exchange(DatagramSocket socket, Frame request, PrintStream screen) throws IOException {
        int old = 0;
        socket.setSoTimeout(1);
        while (old < 10_000) {
            try {
                socket.receive(new DatagramPacket(new byte[1], 1));
                old++;
            } catch (SocketTimeoutException e) {
                break;
            }
        }
        System.err.println("DEBUG thrown away: " + old);
        socket.setSoTimeout(1000);
        for (int i = 1; i <= 3; i++) {
            System.err.println("DEBUG try " + i);
            socket.send(request.toPacket(socket.getRemoteSocketAddress()));
            DatagramPacket packet = new DatagramPacket(new byte[65507], 65507);
            try {
                socket.receive(packet);
                Frame reply = Frame.from(packet);
                screen.println("*** " + reply.text() + " ***");
                screen.flush();
                return reply;
            } catch (SocketTimeoutException e) {
                screen.println("*** time out ***");
            }
        }
        screen.println("*** the server does not answer ***");
        screen.flush();
        return null;
    }
}
