package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import netprog.week04.echo.Frame;

public class TcpLoginClient {

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        Socket socket = new Socket();
        try (socket) {
            socket.connect(server);
            Dialogue dialogue = new Dialogue(keyboard, screen) {
                @Override Frame send(Frame frame) throws IOException {
                    frame.writeTo(socket.getOutputStream());
                    return receive(socket);
                }

                @Override void sendEnd(Frame frame) throws IOException {
                    frame.writeTo(socket.getOutputStream());
                }

                @Override boolean isForgotten(String reply) {
                    return false;
                }
            };
            dialogue.show(receive(socket));
            dialogue.hold();
        }
        return 0;
    }

    private static Frame receive(Socket socket) throws IOException {
        Frame frame = Frame.readFrom(socket.getInputStream());
        if (frame == null) throw new EOFException("end of stream");
        return frame;
    }

    /** What both clients have in common. */
    abstract static class Dialogue {
        private final BufferedReader keyboard;
        private final PrintStream screen;
        private String answer;

        Dialogue(BufferedReader keyboard, PrintStream screen) {
            this.keyboard = keyboard;
            this.screen = screen;
        }

        /** Sends a request and gives its reply. */
        abstract Frame send(Frame request) throws IOException;

        abstract void sendEnd(Frame request) throws IOException;

        abstract boolean isForgotten(String reply);

        void hold() throws IOException {
            boolean loggedIn = false;
            while (true) {
                if (!loggedIn) {
                    if (!ask("ID : ")) return;
                    String id = answer;
                    if (!ask("Password : ")) return;
                    Frame request = frame("id=" + id + " pass=" + answer);
                    if (request != null) loggedIn = show(send(request)).contains("Welcome");
                    continue;
                }
                screen.println("[(1) upper] [(2) lower] [(3) swap] [(4) end]");
                if (!ask("-> ")) return;
                String choice = answer;
                if (choice.equals("4")) {
                    sendEnd(frame("4"));
                    return;
                }
                if (!"123".contains(choice) || choice.length() != 1) continue;
                Frame request = null;
                while (request == null) {
                    if (!ask("Input string : ")) return;
                    request = frame(choice + " " + answer);
                }
                loggedIn = !isForgotten(show(send(request)));
            }
        }

        private boolean ask(String prompt) throws IOException {
            screen.print(prompt);
            screen.flush();
            answer = keyboard.readLine();
            return answer != null;
        }

        private Frame frame(String text) {
            try {
                return Frame.of(text);
            } catch (IllegalArgumentException e) {
                screen.println("[" + e.getMessage() + "]");
                return null;
            }
        }

        String show(Frame frame) {
            String text = frame.text();
            screen.printf("%s%n", text);
            return text;
        }
    }
}
