package netprog.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a week's jar as {@code java -jar} would, in this process: keyboard, Ctrl+C and exit status are the program's own. */
@Command
final class JarCommand implements Callable<Integer> {
    private final Path jar;
    private final List<String> first;

    @Parameters(arity = "0..*", paramLabel = "PROGRAM", descriptionKey = "program")
    private List<String> arguments = new ArrayList<>();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs this jar with these arguments in front of the user's. */
    JarCommand(Path jar, String... first) {
        this.jar = jar;
        this.first = List.of(first);
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.exists(jar)) {
            spec.commandLine().getErr().println(Netprog.MESSAGES.get("error.no-jar", jar));
            return 1;
        }
        String mainClass;
        try (JarFile file = new JarFile(jar.toFile())) {
            mainClass = file.getManifest().getMainAttributes().getValue("Main-Class");
        }
        List<String> all = new ArrayList<>(first);
        all.addAll(arguments);
        // The loader is never closed: the program's threads go on.
        Build.run(mainClass, Build.onlySeeing(jar), all.toArray(new String[0]));
        return 0;
    }
}
