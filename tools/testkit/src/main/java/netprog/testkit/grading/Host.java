package netprog.testkit.grading;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netprog.testkit.Wire;

/**
 * The process in which one program of the student's runs. Its standard output is the client's screen, or answers to
 * questions for values; its standard error carries events, one a line ({@code ready PORT}, {@code todo}, {@code end}, with
 * texts in Base64); its standard input is the client's keyboard, or {@code close} for a server's socket. What the student
 * prints goes nowhere.
 */
final class Host {
    private static final PrintStream EVENTS =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.US_ASCII);
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final BufferedReader IN =
            new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));

    private Host() {}

    public static void main(String[] args) throws Exception {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        System.setOut(nowhere);
        System.setErr(nowhere);
        System.setIn(InputStream.nullInputStream()); // a client's keyboard is its parameter, in both modes
        Subject subject = new Subject(Host.class.getClassLoader());
        watchTodos(subject);
        switch (args[0]) {
            case "tcp" -> {
                ServerSocket listener = new ServerSocket();
                listener.bind(Wire.local(0));
                serve(subject, listener, listener.getLocalPort(), args);
            }
            case "udp" -> {
                DatagramSocket socket = new DatagramSocket(Wire.local(0));
                serve(subject, socket, socket.getLocalPort(), args);
            }
            case "values" -> answerQuestions(subject);
            default -> {
                event("ready 0");
                end(() -> subject.run(args[0], new InetSocketAddress(args[1], Integer.parseInt(args[2])), IN, OUT));
                OUT.flush();
                Runtime.getRuntime().halt(0); // whatever threads the client left behind
            }
        }
    }

    private static void serve(Subject subject, AutoCloseable socket, int port, String[] args) {
        Map<String, String> users = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            users.put(text(args[i]), text(args[i + 1]));
        }
        Thread closer = new Thread(() -> {
            try {
                IN.readLine(); // "close", or the end of the process that started us
                socket.close();
            } catch (Exception e) {
                // It is closed.
            }
        });
        closer.setDaemon(true);
        closer.start();
        event("ready " + port);
        end(() -> {
            subject.serve(socket, users);
            return 0;
        });
    }

    private static void answerQuestions(Subject subject) throws IOException {
        event("ready 0");
        String question;
        while ((question = IN.readLine()) != null) {
            OUT.println(subject.value(question));
        }
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private interface Work {
        int run() throws Throwable;
    }

    /** A server that failed, or a client that is done, ends its process; a server that returned may have threads at work. */
    private static void end(Work work) {
        try {
            event("end returned " + work.run());
        } catch (Throwable e) {
            String kind = e instanceof IOException ? "io" : "threw";
            event("end " + kind + " "
                    + Base64.getEncoder().encodeToString(e.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static void watchTodos(Subject subject) {
        Thread watcher = new Thread(() -> {
            int told = 0;
            while (true) {
                List<String> todos = subject.todos();
                while (told < todos.size()) {
                    byte[] text = todos.get(told++).getBytes(StandardCharsets.UTF_8);
                    event("todo " + Base64.getEncoder().encodeToString(text));
                }
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void event(String line) {
        synchronized (EVENTS) {
            EVENTS.println(line);
        }
    }
}
