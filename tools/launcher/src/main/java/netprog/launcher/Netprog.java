package netprog.launcher;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import netprog.netlab.Netlab;
import netprog.util.Bytes;
import netprog.util.Messages;
import netprog.util.Terminal;
import netprog.wire.CommandLineErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The launcher: {@code ./netprog} lists the commands, {@code ./netprog COMMAND} runs one. */
@Command(name = "netprog", synopsisSubcommandLabel = "COMMAND", usageHelpAutoWidth = true)
final class Netprog implements Runnable {
    static final Messages MESSAGES = new Messages("netprog.launcher.messages");

    @Option(names = "--lang", paramLabel = "ko|en", scope = ScopeType.INHERIT, descriptionKey = "lang")
    private String language; // read before all else, by Build.language(args)

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            descriptionKey = "help")
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        int status = run(args);
        if (System.out.checkError()) {
            LostOutput.reason().ifPresent(reason -> Terminal.errors().println(MESSAGES.get("error.output", reason)));
            status = status == 0 ? 1 : status;
        }
        System.exit(status);
    }

    /** Runs one command on this terminal and returns its exit status. */
    static int run(String... args) {
        return run(new PrintWriter(Terminal.screen(), true), new PrintWriter(Terminal.errors(), true), args);
    }

    /** Runs one command and returns its exit status: 0 done, 1 it failed, 2 the command line is wrong. */
    static int run(PrintWriter out, PrintWriter errors, String... args) {
        String language = Build.language(args);
        if (language != null && !language.equals("ko") && !language.equals("en")) {
            errors.println(Bytes.escape(MESSAGES.get("error.lang", language)));
            return 2;
        }
        if (language != null) {
            Locale.setDefault(Locale.forLanguageTag(language));
        }
        Path top = Build.top();
        CommandLine netprog = new CommandLine(new Netprog());
        // A command starts sooner without the classes of the others.
        String command = Build.command(args);
        boolean isJar = Build.jars().containsKey(command);
        Map<String, Object> netlab = isJar ? new LinkedHashMap<>() : Netlab.commands();
        boolean one = isJar || netlab.containsKey(command);
        netlab.keySet().removeIf(name -> one && !name.equals(command));
        netprog.addSubcommand("demo", new DemoCommand(top));
        Build.jars().forEach((name, module) -> {
            if (!one || name.equals(command)) {
                addJar(netprog, name, top, module);
            }
        });
        netlab.forEach(netprog::addSubcommand);
        netprog.addSubcommand("help", new HelpCommand());
        netprog.getSubcommands().get("help").setUnmatchedOptionsArePositionalParams(true);
        ResourceBundle texts = HelpTexts.of(netprog.getCommand(), null);
        netprog.setResourceBundle(texts);
        netlab.forEach((name, lab) -> netprog.getSubcommands().get(name).setResourceBundle(HelpTexts.of(lab, texts)));
        HelpTexts.keepCommandsTogether(netprog);
        netprog.setOut(out);
        netprog.setErr(errors);
        netprog.setParameterExceptionHandler((e, ignored) -> {
            errors.println(Bytes.escape(CommandLineErrors.explain(e)));
            return 2;
        });
        netprog.setExecutionExceptionHandler((e, failed, ignored) -> {
            errors.println(Bytes.escape(MESSAGES.get("error.failed", failed.getCommandName(), e)));
            return 1;
        });
        return netprog.execute(args);
    }

    /** Adds a command that is a jar; the staff's are missing in the student edition. */
    private static void addJar(CommandLine netprog, String name, Path top, String module) {
        if (!Files.isDirectory(Build.folder(top, module))) {
            return;
        }
        Path jar = Build.jar(top, module);
        // A tool's jar is told which of its commands it is; a week's has the name of its program from the user.
        netprog.addSubcommand(name, Build.isWeek(name) ? new JarCommand(jar) : new JarCommand(jar, name));
        CommandLine command = netprog.getSubcommands().get(name).setUnmatchedOptionsArePositionalParams(true);
        if (Build.isWeek(name)) {
            command.setStopAtPositional(true); // behind the first word that is not the launcher's, all is the jar's
        } else {
            command.getCommandSpec().remove(command.getCommandSpec().findOption("--help")); // its jar explains it
        }
    }

    /** Without a command: the list of them. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
