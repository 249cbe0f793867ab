package netprog.netlab.host;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netprog.netlab.Netlab;
import netprog.util.Terminal;
import picocli.CommandLine;

/** Runs one of netlab's commands in a process of its own, without the launcher, which is built later. */
final class OneCommand {
    private OneCommand() {}

    /** Arguments: the command's name, then its own. */
    public static void main(String[] args) {
        Map<String, Object> commands = Netlab.commands();
        CommandLine command = new CommandLine(commands.get(args[0]));
        command.setOut(new PrintWriter(Terminal.screen(), true));
        System.exit(command.execute(List.of(args).subList(1, args.length).toArray(new String[0])));
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
