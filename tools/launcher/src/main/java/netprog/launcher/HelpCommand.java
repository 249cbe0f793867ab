package netprog.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code help COMMAND} is {@code COMMAND --help}. */
@Command(name = "help")
final class HelpCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "COMMAND", descriptionKey = "command")
    private List<String> command = new ArrayList<>();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine netprog = spec.commandLine().getParent();
        if (!command.isEmpty() && !netprog.getSubcommands().containsKey(command.get(0))) {
            throw new UnmatchedArgumentException(netprog, command.subList(0, 1));
        }
        List<String> words = new ArrayList<>(command);
        words.add("--help");
        return netprog.execute(words.toArray(new String[0]));
    }
}
