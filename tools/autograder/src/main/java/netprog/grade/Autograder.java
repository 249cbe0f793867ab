package netprog.grade;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import netprog.util.Bytes;
import netprog.util.Messages;
import netprog.util.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The staff's commands; {@code ./netprog} starts them. */
@Command(name = "autograder")
final class Autograder implements Runnable {
    static final Messages MESSAGES = new Messages("netprog.grade.messages");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        PrintWriter errors = new PrintWriter(Terminal.errors(), true);
        Path top =
                Path.of(System.getProperty("netprog.top", ".")).toAbsolutePath().normalize();
        CommandLine autograder = new CommandLine(new Autograder());
        autograder.addSubcommand("score", new ScoreCommand(top));
        autograder.addSubcommand("student-edition", new StudentEditionCommand(top));
        autograder.setResourceBundle(ResourceBundle.getBundle("netprog.grade.messages", Locale.getDefault()));
        autograder.setOut(new PrintWriter(Terminal.screen(), true));
        autograder.setErr(errors);
        autograder.setParameterExceptionHandler((e, ignored) -> {
            errors.println(
                    Bytes.escape(MESSAGES.get("command", e.getCommandLine().getCommandName(), e.getMessage())));
            return 2;
        });
        autograder.setExecutionExceptionHandler((e, command, ignored) -> {
            errors.println(Bytes.escape(MESSAGES.get("failed", command.getCommandName(), e)));
            return 1;
        });
        System.exit(autograder.execute(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
