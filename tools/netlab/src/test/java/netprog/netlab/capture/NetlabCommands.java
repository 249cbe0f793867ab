package netprog.netlab.capture;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import netprog.netlab.Netlab;
import netprog.util.Terminal;
import netprog.wire.CommandLoop;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import picocli.CommandLine;

/** The commands of the network lab: in this JVM, as a process, and in a network of their own. */
final class NetlabCommands {
    private static final String CLASSES =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private NetlabCommands() {}

    /** Runs one command line, or without arguments those that are typed ({@link CommandLoop}). */
    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            CommandLoop.serve(NetlabCommands::execute);
        } else {
            System.exit(execute(args));
        }
    }

    private static int execute(String... args) {
        return execute(new PrintWriter(Terminal.screen(), true), new PrintWriter(Terminal.errors(), true), args);
    }

    private static int execute(PrintWriter out, PrintWriter errors, String... args) {
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
        ResourceBundle texts = ResourceBundle.getBundle("netprog.netlab.capture.messages", Locale.getDefault());
        Netlab.commands().forEach(line::addSubcommand);
        line.setResourceBundle(texts);
        line.setOut(out);
        line.setErr(errors);
        line.setParameterExceptionHandler((e, ignored) -> {
            errors.println(e.getMessage());
            return 2;
        });
        return line.execute(args);
    }

    /** Runs a command line in this JVM. */
    static CommandLoop.Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int status = execute(new PrintWriter(out, true), new PrintWriter(errors, true), args);
        return new CommandLoop.Result(status, out.toString(), errors.toString());
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

    /** Puts a command into a network namespace of its own, which has only a loopback interface. */
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
