package netprog.netlab.host;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import netprog.netlab.Netlab;
import netprog.util.Terminal;
import netprog.wire.CommandLoop;
import netprog.wire.SystemProgram;
import picocli.CommandLine;

/** Runs netlab's commands in a process of its own, without the launcher, which is built later. */
final class OneCommand {
    private OneCommand() {}

    /** Arguments: the command's name, then its own. Without any: one command line after the other, as {@link #loop} says. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            System.exit(run(args));
        }
        CommandLoop.serve(words -> words[0].equals("sh") ? shell(words) : run(words));
    }

    private static int run(String... args) {
        Map<String, Object> commands = Netlab.commands();
        CommandLine command = new CommandLine(commands.get(args[0]));
        command.setOut(new PrintWriter(Terminal.screen(), true));
        return command.execute(Arrays.copyOfRange(args, 1, args.length));
    }

    private static int shell(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes command lines of netlab, and of {@code sh}, in a network namespace whose loopback interface is up. */
    static CommandLoop loop() throws IOException {
        List<String> command = new ArrayList<>(List.of(SystemProgram.find("unshare", "util-linux"), "-n"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("-Ur");
        }
        command.addAll(List.of("sh", "-c", "ip link set lo up; exec \"$0\" \"$@\""));
        command.addAll(line());
        return new CommandLoop(new ProcessBuilder(command));
    }

    /** The command line that starts it. */
    static List<String> line(String... args) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.language=en",
                "-cp",
                System.getProperty("java.class.path")));
        line.add(OneCommand.class.getName());
        line.addAll(List.of(args));
        return line;
    }
}
