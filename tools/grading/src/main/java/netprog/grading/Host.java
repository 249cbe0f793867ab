package netprog.grading;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import netprog.wire.Wire;

/**
 * The process in which one program of the student's runs. Its standard output is the client's screen. Its standard input
 * brings commands, one a line: {@code type} and a line for the client's keyboard, {@code end-input}, {@code close} for a
 * server's socket, {@code ask} and a question for a value, {@code todos}. Its standard error carries events, one a line
 * ({@code ready PORT}, {@code todo}, {@code told}, {@code answer}, {@code end}, with texts in Base64). What the student prints
 * goes nowhere. When its input ends, so does the process.
 */
final class Host {
    private static final PrintStream EVENTS =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.US_ASCII);
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final BufferedReader IN =
            new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    private static final PipedOutputStream KEYBOARD = new PipedOutputStream();
    private static final BlockingQueue<String> QUESTIONS = new LinkedBlockingQueue<>();

    private static int told; // to-dos
    private static AutoCloseable socket = KEYBOARD;

    private Host() {}

    public static void main(String[] args) throws Exception {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        System.setOut(nowhere);
        System.setErr(nowhere);
        System.setIn(InputStream.nullInputStream()); // a client's keyboard is its parameter, in both modes
        Subject subject = new Subject(Host.class.getClassLoader());
        start("to-dos", () -> watchTodos(subject));
        switch (args[0]) {
            case "tcp" -> {
                ServerSocket listener = new KeepingServerSocket();
                listener.bind(Wire.local(0));
                serve(subject, listener, listener.getLocalPort(), args);
            }
            case "udp" -> {
                DatagramSocket datagrams = new DatagramSocket(Wire.local(0));
                serve(subject, datagrams, datagrams.getLocalPort(), args);
            }
            case "values" -> answerQuestions(subject);
            default -> {
                BufferedReader keyboard = new BufferedReader(
                        new InputStreamReader(new PipedInputStream(KEYBOARD, 1 << 20), StandardCharsets.UTF_8));
                InetSocketAddress server = new InetSocketAddress(args[1], Integer.parseInt(args[2]));
                ready(subject, 0);
                end(subject, () -> subject.run(args[0], server, keyboard, OUT));
                OUT.close(); // the screen is complete: a JVM takes its time to end
                Runtime.getRuntime().halt(0); // whatever threads the client left behind
            }
        }
    }

    private static void serve(Subject subject, AutoCloseable own, int port, String[] args) {
        Map<String, String> users = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            users.put(text(args[i]), text(args[i + 1]));
        }
        socket = own;
        ready(subject, port);
        end(subject, () -> {
            subject.serve(own, users);
            return 0;
        });
    }

    private static void answerQuestions(Subject subject) throws InterruptedException {
        ready(subject, 0);
        while (true) {
            String answer = subject.value(QUESTIONS.take());
            tellTodos(subject);
            event("answer " + answer);
        }
    }

    private static void ready(Subject subject, int port) {
        start("commands", () -> {
            try {
                String line;
                while ((line = IN.readLine()) != null) {
                    obey(subject, line);
                }
            } finally {
                Runtime.getRuntime().halt(0); // nobody is there any more who wants to know
            }
        });
        event("ready " + port);
    }

    private static void obey(Subject subject, String line) {
        int space = line.indexOf(' ');
        String rest = line.substring(space + 1);
        try {
            switch (space < 0 ? line : line.substring(0, space)) {
                case "type" -> {
                    KEYBOARD.write((rest + "\n").getBytes(StandardCharsets.UTF_8));
                    KEYBOARD.flush();
                }
                case "end-input" -> KEYBOARD.close();
                case "close" -> socket.close();
                case "ask" -> QUESTIONS.add(rest);
                default -> {
                    tellTodos(subject);
                    event("told");
                }
            }
        } catch (Exception e) {
            // The program has closed its keyboard or its socket.
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        // The process ends.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private interface Work {
        int run() throws Throwable;
    }

    /** A server that failed, or a client that is done, ends its process; a server that returned may have threads at work. */
    private static void end(Subject subject, Work work) {
        String ending;
        try {
            ending = "returned " + work.run();
        } catch (Throwable e) {
            ending = (e instanceof IOException ? "io " : "threw ") + base64(e.toString());
        }
        tellTodos(subject); // first: with its end the process may be gone
        event("end " + ending);
    }

    /** Whoever started us need not wait for a program that has met a to-do. */
    private static void watchTodos(Subject subject) throws InterruptedException {
        while (true) {
            tellTodos(subject);
            Thread.sleep(10);
        }
    }

    private static void tellTodos(Subject subject) {
        synchronized (EVENTS) {
            List<String> todos = subject.todos();
            while (told < todos.size()) {
                event("todo " + base64(todos.get(told++)));
            }
        }
    }

    private static void event(String line) {
        synchronized (EVENTS) {
            EVENTS.println(line);
        }
    }
}
