package netprog.autograder;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.Callable;
import netprog.util.Bytes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the zip that Gradescope takes as an autograder. */
@Command(name = "gradescope-zip")
final class GradescopeZipCommand implements Callable<Integer> {
    private final Path top;

    @Parameters(paramLabel = "FILE", arity = "0..1", descriptionKey = "zip")
    private Path file;

    @Option(names = "--unsafe", descriptionKey = "bundle-unsafe")
    private boolean unsafe;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    GradescopeZipCommand(Path top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        PrintWriter errors = spec.commandLine().getErr();
        Path zip = (file == null ? top.resolve("target/netprog-gradescope.zip") : file)
                .toAbsolutePath()
                .normalize();
        if (Files.isDirectory(zip)) {
            errors.println(Bytes.escape(Autograder.MESSAGES.get("gradescope.folder", zip)));
            return 2;
        }
        if (unsafe) {
            errors.println(Autograder.MESSAGES.get("gradescope.unsafe"));
        }
        try {
            Files.createDirectories(zip.getParent());
            Path unfinished = Files.createTempFile(zip.getParent(), "netprog", ".zip");
            try {
                Files.delete(unfinished); // an empty file is no zip
                write(unfinished);
                Files.move(unfinished, zip, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            errors.println(Bytes.escape(Autograder.MESSAGES.get("gradescope.unwritable", zip, e)));
            return 1;
        }
        spec.commandLine().getOut().println(Bytes.escape(Autograder.MESSAGES.get("gradescope.written", zip)));
        return 0;
    }

    private void write(Path zip) throws IOException {
        Map<String, String> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
        try (FileSystem files = FileSystems.newFileSystem(zip, options)) {
            Path root = files.getPath("/");
            GraderFiles.writeJars(top, root, true);
            Map<String, String> values =
                    Map.of("LANGUAGE", GraderFiles.language(), "OPTIONS", unsafe ? " --unsafe" : "");
            for (String script : new String[] {"setup.sh", "run_autograder"}) {
                GraderFiles.writeScript(script, root.resolve(script), values);
                Files.setPosixFilePermissions(root.resolve(script), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
