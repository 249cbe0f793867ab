package netprog.util;

/**
 * The former name of {@link ProgramArguments}, so that submissions which were written against an earlier edition compile.
 *
 * @deprecated use {@link ProgramArguments}
 */
@Deprecated
public final class CommandLine extends ProgramArguments {
    private CommandLine(ProgramArguments arguments) {
        super(arguments);
    }

    /** Reads the arguments of a {@code main}, as {@link ProgramArguments#of} does. */
    public static CommandLine of(String usage, String... args) {
        return new CommandLine(ProgramArguments.of(usage, args));
    }
}
