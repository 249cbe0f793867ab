package netprog.autograder;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import netprog.grading.CommandJar;
import netprog.util.Messages;

/** The staff's commands. */
final class Autograder {
    private static final String BUNDLE = "netprog.autograder.messages";

    static final Messages MESSAGES = new Messages(BUNDLE);

    private Autograder() {}

    public static void main(String[] args) {
        Path top = CommandJar.top();
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("score", new ScoreCommand(top));
        commands.put("grade", new GradeCommand(top));
        commands.put("gradescope-zip", new GradescopeZipCommand(top));
        commands.put("classroom50-bundle", new Classroom50BundleCommand(top));
        commands.put("student-edition", new StudentEditionCommand(top));
        System.exit(CommandJar.run(BUNDLE, commands, args));
    }
}
