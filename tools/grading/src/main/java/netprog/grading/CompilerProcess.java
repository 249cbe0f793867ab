package netprog.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import netprog.grading.SourceCompiler.CompileError;
import netprog.grading.SourceCompiler.Result;
import netprog.grading.SourceCompiler.Source;

/**
 * The compiler in a process of its own, which can be in a sandbox: a source that keeps it busy, breaks it or fills its memory
 * costs itself alone. It stays warm for the next submission; a new one takes its place when it had to be ended. Not
 * thread-safe.
 */
public final class CompilerProcess implements SourceCompiler.Compiler, AutoCloseable {
    private static final int MAX_SECONDS = 60; // for one try
    private static final int MAX_ERRORS = 100;
    private static final int MAX_MESSAGE = 2000; // characters
    private static final long MAX_CLASSES = 16 << 20; // bytes of all class files

    /** What javac calls class files; the process may say anything. */
    private static final Pattern CLASS_FILE =
            Pattern.compile("([\\p{L}\\p{M}\\p{N}_$-]+/)*[\\p{L}\\p{M}\\p{N}_$-]+\\.class");

    private final ChildCommand command;
    private Process process;
    private BufferedReader results;

    /**
     * Creates one; the process starts with the first source.
     *
     * @param command starts its JVM; its class path is what sources may use
     */
    public CompilerProcess(ChildCommand command) {
        this.command = command;
    }

    /** The class path is the process's own. */
    @Override
    public Result compile(Collection<Source> sources, List<Path> classpath) throws IOException {
        if (process == null) {
            start();
        }
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> ask(sources), task -> {
            Thread thread = new Thread(task, "answer of the compiler");
            thread.setDaemon(true);
            thread.start();
        });
        try {
            String answer = line.get(MAX_SECONDS, TimeUnit.SECONDS);
            return answer == null ? broken("compiler.died") : checked(answer);
        } catch (TimeoutException e) {
            return broken("compiler.slow");
        } catch (ExecutionException | JsonProcessingException e) {
            return broken("compiler.died");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraderFault(GradingWords.get("fault.interrupted"), e);
        }
    }

    private void start() throws IOException {
        List<String> words = new ArrayList<>(command.java());
        words.addAll(List.of(CompilerMain.class.getName(), command.classpath()));
        process = ChildJvm.start(words, command.sandboxed(), ProcessBuilder.Redirect.DISCARD);
        results = new BufferedReader(
                new InputStreamReader(new BoundedInput(process.getInputStream()), StandardCharsets.UTF_8));
    }

    private String ask(Collection<Source> sources) {
        try {
            byte[] line = (ChildProtocol.MAPPER.writeValueAsString(sources) + "\n").getBytes(StandardCharsets.UTF_8);
            process.getOutputStream().write(line);
            process.getOutputStream().flush();
            return results.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    /** Ends the process; the error names no file, so that each is tried alone. */
    private Result broken(String key) {
        close();
        String message = ScoreSheet.WORDS.get(key, MAX_SECONDS);
        return new Result(Map.of(), List.of(new CompileError("", message, message)));
    }

    private Result checked(String answer) throws JsonProcessingException {
        Result result = ChildProtocol.MAPPER.readValue(answer, Result.class);
        if (result == null || result.classes() == null || result.errors() == null) {
            return broken("compiler.died");
        }
        long bytes = 0;
        for (Map.Entry<String, byte[]> each : result.classes().entrySet()) {
            bytes += each.getValue() == null ? MAX_CLASSES : each.getValue().length;
            if (!CLASS_FILE.matcher(each.getKey()).matches() || bytes > MAX_CLASSES) {
                return broken("compiler.died");
            }
        }
        List<CompileError> errors = result.errors().stream()
                .limit(MAX_ERRORS)
                .map(error -> new CompileError(
                        String.valueOf(error.file()), error.line(), error.column(), cut(error.message()), "", ""))
                .toList();
        return new Result(result.classes(), errors);
    }

    private static String cut(String message) {
        String text = String.valueOf(message);
        return text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + " ..." : text;
    }

    @Override
    public void close() {
        if (process != null) {
            ChildJvm.end(process);
            process = null; // it may look alive for a moment
        }
    }
}
