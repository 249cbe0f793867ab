package netprog.netlab.capture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import netprog.netlab.Netlab;
import netprog.util.Terminal;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import picocli.CommandLine;

/** The lab's commands as a process, as the launcher runs them; and processes in a network of their own. */
final class NetlabCommands {
    private static final String CLASSES =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private NetlabCommands() {}

    public static void main(String[] args) {
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
        ResourceBundle texts = ResourceBundle.getBundle("netprog.netlab.capture.messages", Locale.getDefault());
        Netlab.commands().forEach(line::addSubcommand);
        line.setResourceBundle(texts);
        line.setOut(new PrintWriter(Terminal.screen(), true));
        line.setErr(new PrintWriter(Terminal.errors(), true));
        System.exit(line.execute(args));
    }

    /** The words that start a main class of the tests with the Java of the tests. */
    static List<String> java(Class<?> main, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en"));
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(List.of("-cp", CLASSES, main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    static Program start(List<String> command) throws IOException {
        return Program.start(command.toArray(String[]::new));
    }

    /** Runs a command of the lab, and waits for its end. */
    static Program run(String... args) throws IOException {
        Program program = start(java(NetlabCommands.class, args));
        program.awaitExit();
        return program;
    }

    /** Puts a command into a network namespace of its own, with a loopback interface and nothing else. */
    static List<String> isolated(List<String> command) {
        SystemProgram.find("dumpcap", "tshark");
        SystemProgram.find("ip", "iproute2");
        List<String> words = new ArrayList<>();
        words.add(SystemProgram.find("unshare", "util-linux"));
        if (!System.getProperty("user.name").equals("root")) {
            words.add("-Ur");
        }
        words.addAll(List.of("-n", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
        words.addAll(command);
        return words;
    }
}
