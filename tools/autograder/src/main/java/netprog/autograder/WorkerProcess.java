package netprog.autograder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import netprog.grading.CommandJar;

/** A {@link GradeWorker} as its user sees it. To be used by the thread that creates it, with which a sandbox ends. */
final class WorkerProcess implements AutoCloseable {
    private static final int MAX_MINUTES = 30; // only if something hangs: every test has limits of its own

    private final Process process;
    private final BufferedReader answers;
    private final Thread atExit;

    WorkerProcess(Path work, int number, boolean sandboxed) throws IOException {
        Locale language = Locale.getDefault();
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=" + language.getLanguage(),
                "-Duser.country=" + language.getCountry(),
                "-cp",
                CommandJar.jarOf(GradeWorker.class) + ":" + System.getProperty("java.class.path"),
                GradeWorker.class.getName(),
                work.toString(),
                String.valueOf(number),
                sandboxed ? "sandbox" : "unsafe"));
        ProcessBuilder builder = new ProcessBuilder(sandboxed ? Sandbox.outer(java) : java);
        builder.redirectError(ProcessBuilder.Redirect.to(
                work.resolve("worker" + number + ".log").toFile()));
        process = builder.start();
        atExit = new Thread(this::end);
        Runtime.getRuntime().addShutdownHook(atExit);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Gives it an order, and waits for the answer.
     *
     * @throws IOException if the process has ended, or does not answer
     */
    <T> T ask(GradeWorker.Order order, Class<T> type) throws IOException, InterruptedException {
        byte[] line = (GradeWorker.JSON.writeValueAsString(order) + "\n").getBytes(StandardCharsets.UTF_8);
        process.getOutputStream().write(line);
        process.getOutputStream().flush();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::readLine);
        try {
            String json = answer.get(MAX_MINUTES, TimeUnit.MINUTES);
            if (json == null) {
                throw new IOException(Autograder.MESSAGES.get("grade.worker-ended", process.waitFor()));
            }
            return GradeWorker.JSON.readValue(json, type);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(Autograder.MESSAGES.get("grade.worker-silent", MAX_MINUTES), e);
        }
    }

    private String readLine() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending.
        }
    }
}
