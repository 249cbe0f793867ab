package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import netprog.netlab.Netlab;
import netprog.util.Terminal;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import picocli.CommandLine;

/** Runs netlab's commands in a process of its own, without the launcher, which is built later. */
final class OneCommand {
    private static final String END = "--- status ";

    private OneCommand() {}

    /**
     * Arguments: the command's name, then its own. Or {@code steps}, and then one argument for each step: a line for the shell
     * after {@code $ }, or else a command of netlab, whose output ends with a line of its status.
     */
    public static void main(String[] args) throws Exception {
        if (!args[0].equals("steps")) {
            System.exit(run(args));
        }
        for (String step : List.of(args).subList(1, args.length)) {
            int status = step.startsWith("$ ") ? shell(step.substring(2)) : run(step.split(" "));
            System.out.println(END + status);
        }
        System.exit(0);
    }

    private static int run(String... args) {
        Map<String, Object> commands = Netlab.commands();
        CommandLine command = new CommandLine(commands.get(args[0]));
        command.setOut(new PrintWriter(Terminal.screen(), true));
        return command.execute(Arrays.copyOfRange(args, 1, args.length));
    }

    private static int shell(String line) throws Exception {
        return new ProcessBuilder("sh", "-ec", line).inheritIO().start().waitFor();
    }

    /** Plays the steps in one process in a network namespace of its own, whose loopback interface is up; what each printed. */
    static List<String> inNamespace(List<String> steps) throws IOException {
        List<String> command = new ArrayList<>(List.of(SystemProgram.find("unshare", "util-linux"), "-n"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("-Ur");
        }
        command.addAll(List.of("sh", "-c", "ip link set lo up; exec \"$0\" \"$@\""));
        command.addAll(line("steps"));
        command.addAll(steps);
        try (Program program = Program.start(new ProcessBuilder(command))) {
            assertThat(program.awaitExit()).as(program::toString).isZero();
            List<String> outputs = List.of(program.output().split(END + "\\d+\n"));
            assertThat(outputs).as(program::toString).hasSameSizeAs(steps);
            return outputs;
        }
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
