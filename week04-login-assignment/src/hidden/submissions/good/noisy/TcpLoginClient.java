package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import netprog.week04.echo.Frame;

public class TcpLoginClient {

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        System.err.println("DEBUG connecting...");
        Socket socket = null;
        try {
            socket = new Socket();
            socket.connect(server, 10_000);
            System.err.println("DEBUG connected: " + socket);
            int status = talk(socket, keyboard, screen);
            System.err.println("DEBUG status " + status);
            return status;
        } catch (IOException e) {
            e.printStackTrace();
            screen.println("*** network error: " + e + " ***");
            screen.flush();
            return 1;
        } finally {
            if (socket != null) {
                socket.close();
                socket.close();
            }
            System.err.println("DEBUG closed");
        }
    }

    private static int talk(Socket socket, BufferedReader keyboard, PrintStream screen) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        Frame welcome = Frame.readFrom(in);
        if (welcome == null) {
            screen.println("*** the server does not want us ***");
            return 1;
        }
        screen.println("*** " + welcome.text() + " ***");
        boolean in_ = false;
        String id = null;
        String password = null;
        while (!in_) {
            screen.println("*** LOGIN ***");
            screen.println("ID : ");
            screen.flush();
            id = keyboard.readLine();
            System.err.println("DEBUG id read");
            if (id == null) {
                return 0;
            }
            screen.println("Password : ");
            screen.flush();
            password = keyboard.readLine();
            System.err.println("DEBUG password read");
            if (password == null) {
                return 0;
            }
            Frame request = frame(new LoginRequest(id, password).toText(), screen);
            if (request == null) {
                continue;
            }
            request.writeTo(out);
            Frame reply = Frame.readFrom(in);
            if (reply == null) {
                screen.println("*** the server has gone ***");
                return 1;
            }
            screen.println("*** " + reply.text() + " ***");
            if (reply.text().indexOf("Welcome") != -1) {
                in_ = true;
            }
        }
        while (true) {
            screen.println("*** MENU ***");
            screen.println("*** (1) UPPER ***");
            screen.println("*** (2) lower ***");
            screen.println("*** (3) sWAP ***");
            screen.println("*** (4) end ***");
            screen.flush();
            String choice = keyboard.readLine();
            System.err.println("DEBUG choice " + choice);
            if (choice == null) {
                System.err.println("DEBUG keyboard ended");
                return 0;
            }
            if ("4".equals(choice)) {
                Frame.of("4").writeTo(out);
                return 0;
            }
            if (!("1".equals(choice) || "2".equals(choice) || "3".equals(choice))) {
                screen.println("*** what? ***");
                continue;
            }
            screen.println("Input string : ");
            screen.flush();
            String text = keyboard.readLine();
            if (text == null) {
                System.err.println("DEBUG keyboard ended");
                return 0;
            }
            Frame request = frame(choice + " " + text, screen);
            if (request == null) {
                continue;
            }
            request.writeTo(out);
            Frame reply = Frame.readFrom(in);
            if (reply == null) {
                screen.println("*** the server has gone ***");
                return 1;
            }
            screen.println("*** " + reply.text() + " ***");
        }
    }

    static Frame frame(String text, PrintStream screen) {
        try {
            Frame frame = Frame.of(text);
            System.err.println("DEBUG frame made");
            return frame;
        } catch (IllegalArgumentException e) {
            System.err.println("DEBUG " + e);
            screen.println("*** " + e.getMessage() + " ***");
            return null;
        }
    }
}
