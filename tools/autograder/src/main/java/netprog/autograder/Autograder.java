package netprog.autograder;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import netprog.util.Bytes;
import netprog.util.Messages;
import netprog.util.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The staff's commands; {@code ./netprog} starts them, so their help speaks of it. */
@Command(name = "netprog", usageHelpAutoWidth = true)
final class Autograder implements Runnable {
    static final Messages MESSAGES = new Messages("netprog.autograder.messages");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            descriptionKey = "help")
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command and gives its exit status: 0 done, 1 it failed, 2 the command line is wrong. */
    private static int run(String... args) {
        PrintWriter errors = new PrintWriter(Terminal.errors(), true);
        Path top =
                Path.of(System.getProperty("netprog.top", ".")).toAbsolutePath().normalize();
        CommandLine autograder = new CommandLine(new Autograder());
        autograder.addSubcommand("score", new ScoreCommand(top));
        autograder.addSubcommand("student-edition", new StudentEditionCommand(top));
        autograder.setResourceBundle(ResourceBundle.getBundle("netprog.autograder.messages", Locale.getDefault()));
        autograder.setOut(new PrintWriter(Terminal.screen(), true));
        autograder.setErr(errors);
        autograder.setParameterExceptionHandler((e, ignored) -> {
            String command = e.getCommandLine().getCommandSpec().qualifiedName();
            errors.println(Bytes.escape(MESSAGES.get("command", command, e.getMessage())));
            return 2;
        });
        autograder.setExecutionExceptionHandler((e, command, ignored) -> {
            errors.println(Bytes.escape(MESSAGES.get("failed", command.getCommandName(), e)));
            return 1;
        });
        return autograder.execute(args);
    }

    /** The launcher reads it, wherever it stands; here so that the help names it. */
    @Option(names = "--lang", paramLabel = "ko|en", scope = ScopeType.INHERIT, descriptionKey = "lang")
    private void language(String language) {
        if (language != null) {
            Locale.setDefault(Locale.forLanguageTag(language));
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
