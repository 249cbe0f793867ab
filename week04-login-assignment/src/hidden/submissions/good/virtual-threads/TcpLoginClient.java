package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import netprog.week04.echo.Frame;

public class TcpLoginClient {

    /** What the reading thread found: a frame, or why there are no more. */
    private record Arrival(Frame frame, IOException end) {}

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        try (Socket socket = new Socket()) {
            socket.connect(server);
            Thread reader = new Thread(() -> read(socket, arrivals));
            reader.setDaemon(true);
            reader.start();

            show(arrivals, screen);
            for (boolean welcome = false; !welcome; ) {
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
                if (fits(request, screen)) {
                    Frame.of(request).writeTo(socket.getOutputStream());
                    welcome = show(arrivals, screen).contains("Welcome");
                }
            }

            for (;;) {
                screen.print("\n(1) to upper\n(2) to lower\n(3) swap\n(4) end\n\nSelect : ");
                screen.flush();
                String choice = keyboard.readLine();
                if (choice == null) {
                    farewell(socket);
                    return 0;
                }
                if (choice.equals("4")) {
                    Frame.of("4").writeTo(socket.getOutputStream());
                    return 0;
                }
                if (choice.equals("1") || choice.equals("2") || choice.equals("3")) {
                    screen.print("Input string : ");
                    screen.flush();
                    String text = keyboard.readLine();
                    if (text == null) {
                        farewell(socket);
                        return 0;
                    }
                    if (fits(choice + " " + text, screen)) {
                        Frame.of(choice + " " + text).writeTo(socket.getOutputStream());
                        show(arrivals, screen);
                    }
                }
            }
        }
    }

    /** The keyboard has ended: the server should know, if it is still there. */
    private static void farewell(Socket socket) {
        try {
            Frame.of("4").writeTo(socket.getOutputStream());
        } catch (IOException e) {
            // it has gone already
        }
    }

    private static void read(Socket socket, BlockingQueue<Arrival> arrivals) {
        try {
            InputStream in = socket.getInputStream();
            for (Frame frame = Frame.readFrom(in); frame != null; frame = Frame.readFrom(in)) {
                arrivals.add(new Arrival(frame, null));
            }
            arrivals.add(new Arrival(null, new EOFException("the server has closed the connection")));
        } catch (IOException e) {
            arrivals.add(new Arrival(null, e));
        }
    }

    private static String show(BlockingQueue<Arrival> arrivals, PrintStream screen) throws IOException {
        try {
            Arrival arrival = arrivals.take();
            if (arrival.end() != null) {
                throw new IOException("no answer: " + arrival.end().getMessage(), arrival.end());
            }
            String text = arrival.frame().text();
            screen.println("[server] " + text);
            return text;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
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
