package netprog.wire;

import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains a wrong command line in one line, in the user's language: picocli's own sentences are English. */
public final class CommandLineErrors {
    private static final Messages MESSAGES = new Messages("netprog.wire.messages", CommandLineErrors.class);
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    private static final Pattern GIVEN = Pattern.compile("(?<=\\{)--[a-z-]+");

    private CommandLineErrors() {}

    /** Returns the line: the command, what is wrong, and where its options are explained. */
    public static String explain(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return command + ": " + reason(e) + ". " + MESSAGES.get("command.help", command);
    }

    private static String reason(ParameterException e) {
        if (e instanceof UnmatchedArgumentException) {
            return MESSAGES.get("command.unmatched", String.join(" ", ((UnmatchedArgumentException) e).getUnmatched()));
        } else if (e instanceof MissingParameterException) {
            List<ArgSpec> missing = ((MissingParameterException) e).getMissing();
            boolean option = missing.get(0).isOption();
            return MESSAGES.get(
                    option ? "command.no-value" : "command.missing",
                    missing.stream().map(CommandLineErrors::label).collect(Collectors.joining(", ")));
        } else if (e instanceof OverwrittenOptionException) {
            return MESSAGES.get("command.twice", label(((OverwrittenOptionException) e).getOverwritten()));
        } else if (e instanceof MutuallyExclusiveArgsException || e instanceof MaxValuesExceededException) {
            // "--tcp, --udp are mutually exclusive"; "got [--tcp | --udp]={--tcp} and [--tcp | --udp]={--tcp}"
            List<String> given = Stream.of(GIVEN, OPTION)
                    .map(pattern -> options(pattern, e.getMessage()))
                    .filter(options -> !options.isEmpty())
                    .findFirst()
                    .orElse(List.of());
            return MESSAGES.get(given.size() == 1 ? "command.twice" : "command.exclusive", String.join(", ", given));
        }
        return e.getCause() instanceof InvalidPathException
                ? MESSAGES.get("command.path", e.getValue())
                : e.getCause() instanceof TypeConversionException ? value(e) : e.getMessage();
    }

    private static List<String> options(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    /** What a converter of ours says of a value; picocli's own are those of numbers, switches and choices. */
    private static String value(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        Class<?> type = argument.auxiliaryTypes()[0];
        if (argument.converters().length > 0) {
            return label(argument) + ": " + e.getCause().getMessage();
        } else if (type.isEnum()) {
            String choices = Arrays.toString(type.getEnumConstants()).replaceAll("[\\[\\]]", "");
            return MESSAGES.get("command.choice", label(argument), e.getValue(), choices);
        } else if (type == boolean.class || type == Boolean.class) {
            return MESSAGES.get("command.switch", label(argument), e.getValue());
        }
        return MESSAGES.get("command.number", label(argument), e.getValue());
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec ? ((OptionSpec) argument).longestName() : argument.paramLabel();
    }
}
