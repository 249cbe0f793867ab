package netprog.grading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The parts that a command line names. */
final class PartArguments {
    @Parameters(arity = "0..*", paramLabel = "PART", descriptionKey = "part")
    private List<String> words = List.of();

    /**
     * Returns their names in the order of the work; all parts where the command line names none.
     *
     * @throws ParameterException if a word is no part
     */
    Set<String> names(Assignment assignment, CommandLine command) {
        List<String> all =
                assignment.parts().stream().map(Assignment.Part::name).toList();
        Set<String> chosen = new LinkedHashSet<>(all);
        if (!words.isEmpty()) {
            chosen.retainAll(words.stream()
                    .map(word -> name(word, all, assignment, command))
                    .toList());
        }
        return chosen;
    }

    private static String name(String word, List<String> all, Assignment assignment, CommandLine command) {
        String name = assignment.otherNames().getOrDefault(word, word);
        return all.stream()
                .filter(part -> part.equals(name)
                        || String.valueOf(assignment.task(part)).equals(word))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command, ScoreSheet.WORDS.get("no-part", word, all.size(), String.join(", ", all))));
    }
}
