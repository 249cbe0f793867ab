package netprog.util;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.Wire;

/** Programs as the weeks have them, small enough to look at this module alone; the *IT tests run them. */
final class Probe {
    static final String SERVER = "tcp-server [port] [--bind ADDRESS]";
    static final String CLIENT = "tcp-client [host [port]]";
    static final String TYPIST = "udp-typist [host [port]]";

    private Probe() {}

    /** Starts it with the Java that runs the tests, and with options for it. */
    static Program start(List<String> options, String... args) throws Exception {
        return Program.start(new ProcessBuilder(command(options, args)));
    }

    static List<String> command(List<String> options, String... args) throws Exception {
        List<String> command = java(options, Probe.class);
        command.addAll(List.of(args));
        return command;
    }

    /** The command that runs the main of a test class. */
    static List<String> java(List<String> options, Class<?> main) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xint"); // it lives for a moment: to compile anything costs more than it saves
        command.addAll(List.of("-Dstdin.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(options);
        String separator = System.getProperty("path.separator");
        command.add("-cp");
        command.add(folder(ProgramArguments.class) + separator + folder(Probe.class) + separator + folder(Wire.class));
        command.add(main.getName());
        return command;
    }

    private static String folder(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    public static void main(String[] args) {
        String name = ProgramArguments.program(args, SERVER, CLIENT, TYPIST);
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        switch (name) {
            case "tcp-server" -> serve(ProgramArguments.of(SERVER, rest));
            case "tcp-client" -> connect(ProgramArguments.of(CLIENT, rest));
            default -> type(ProgramArguments.of(TYPIST, rest));
        }
    }

    private static void serve(ProgramArguments line) {
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(line.bindAddress());
            Terminal.screen().println("listening on tcp " + Addresses.show(listener.getLocalSocketAddress()));
        } catch (IOException e) {
            line.fail(e);
        }
    }

    private static void connect(ProgramArguments line) {
        try (Socket socket = new Socket()) {
            socket.connect(line.server());
        } catch (IOException e) {
            line.fail(e);
        }
    }

    private static void type(ProgramArguments line) {
        try {
            String typed = Terminal.keyboard().readLine();
            Terminal.screen().println(typed);
            Terminal.errors().println(typed);
        } catch (IOException e) {
            line.fail(e);
        }
    }
}
