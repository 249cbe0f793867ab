package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import netprog.week04.echo.Frame;

public class TcpLoginClient {

    /** How requests reach the server. */
    interface Link {
        Frame exchange(Frame request) throws IOException;

        /** Sends the end; an answer is there only where the protocol has one. */
        Optional<Frame> finish(Frame request) throws IOException;
    }

    /** Thrown through everything when the keyboard has no more lines. */
    static final class EndOfInputException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    enum Choice {
        UPPER("1", "all capital letters"),
        LOWER("2", "all small letters"),
        SWAP("3", "capital letters small, small letters capital"),
        END("4", "leave");

        final String key;
        final String label;

        Choice(String key, String label) {
            this.key = key;
            this.label = label;
        }

        static Optional<Choice> of(String key) {
            return Arrays.stream(values()).filter(choice -> choice.key.equals(key)).findAny();
        }
    }

    enum State {
        LOGIN {
            @Override
            State act(Console console, Link link) throws IOException {
                String id = console.ask("ID : ");
                String password = console.ask("Password : ");
                Frame request;
                try {
                    request = Frame.of(new LoginRequest(id, password).toText());
                } catch (IllegalArgumentException e) {
                    console.say("Refused: " + e.getMessage());
                    return LOGIN;
                }
                String reply = link.exchange(request).text();
                console.say(reply);
                return reply.contains("Welcome") ? MENU : LOGIN;
            }
        },
        MENU {
            @Override
            State act(Console console, Link link) throws IOException {
                for (Choice choice : Choice.values()) {
                    console.say("(" + choice.key + ") " + choice.label);
                }
                Optional<Choice> choice = Choice.of(console.ask("Your choice : "));
                if (choice.isEmpty()) {
                    return MENU;
                }
                if (choice.get() == Choice.END) {
                    link.finish(Frame.of(Choice.END.key)).map(Frame::text).ifPresent(console::say);
                    return DONE;
                }
                return console.work(choice.get(), link);
            }
        },
        DONE {
            @Override
            State act(Console console, Link link) {
                return DONE;
            }
        };

        abstract State act(Console console, Link link) throws IOException;
    }

    record Console(BufferedReader keyboard, PrintStream screen) {
        String ask(String prompt) throws IOException {
            screen.print(prompt);
            screen.flush();
            return Optional.ofNullable(keyboard.readLine()).orElseThrow(EndOfInputException::new);
        }

        void say(String text) {
            screen.println(text);
            screen.flush();
        }

        State work(Choice choice, Link link) throws IOException {
            String text = ask("Input string : ");
            Frame request;
            try {
                request = Frame.of(choice.key + " " + text);
            } catch (IllegalArgumentException e) {
                say("Refused: " + e.getMessage());
                return work(choice, link);
            }
            String reply = link.exchange(request).text();
            say(reply);
            return link instanceof UdpLoginClient.DatagramLink && reply.strip().equals("403 Login Required")
                ? State.LOGIN : State.MENU;
        }

        int talk(Link link) throws IOException {
            try {
                for (State state = State.LOGIN; state != State.DONE; ) {
                    state = state.act(this, link);
                }
            } catch (EndOfInputException e) {
                say("");
            }
            return 0;
        }
    }

    private record StreamLink(Socket socket) implements Link {
        @Override
        public Frame exchange(Frame request) throws IOException {
            request.writeTo(socket.getOutputStream());
            return receive();
        }

        @Override
        public Optional<Frame> finish(Frame request) throws IOException {
            request.writeTo(socket.getOutputStream());
            socket.shutdownOutput();
            return Optional.empty();
        }

        Frame receive() throws IOException {
            Frame frame = Frame.readFrom(socket.getInputStream());
            if (frame == null) {
                throw new EOFException("The server has closed the connection.");
            }
            return frame;
        }
    }

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server);
            StreamLink link = new StreamLink(socket);
            Console console = new Console(keyboard, screen);
            console.say(link.receive().text());
            return console.talk(link);
        }
    }
}
