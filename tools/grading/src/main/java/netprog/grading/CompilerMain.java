package netprog.grading;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import netprog.grading.SourceCompiler.CompileError;
import netprog.grading.SourceCompiler.Result;
import netprog.grading.SourceCompiler.Source;

/** The process behind {@link CompilerProcess}: a line with sources comes, a line with class files or errors goes. */
final class CompilerMain {
    private CompilerMain() {}

    /** Takes the class path of the sources. */
    public static void main(String[] args) throws IOException {
        List<Path> classpath = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(args[0])
                .map(Path::of)
                .toList();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        String line;
        while ((line = requests.readLine()) != null) {
            List<Source> sources = ChildProtocol.MAPPER.readValue(line, new TypeReference<>() {});
            out.write((ChildProtocol.MAPPER.writeValueAsString(compile(sources, classpath)) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Result compile(List<Source> sources, List<Path> classpath) throws IOException {
        try {
            return SourceCompiler.compile(sources, classpath, List.of());
        } catch (StackOverflowError | OutOfMemoryError | RuntimeException e) { // the compiler's own; no file is named
            return new Result(Map.of(), List.of(new CompileError("", e.toString(), e.toString())));
        }
    }
}
