package netprog.autograder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import netprog.grading.CommandJar;

/** Proves the sandbox on this machine before the first submission: a program inside tries to break out. */
final class SelfCheck {
    private final Path work;
    private final Path top;

    /**
     * Creates one.
     *
     * @param work the folder of the sandboxes
     * @param top the folder of the project, which must not be seen inside
     */
    SelfCheck(Path work, Path top) {
        this.work = work;
        this.top = top;
    }

    /** The sandbox does not hold here; what is wrong and what to do, in one line. */
    static final class NoSandbox extends Exception {
        private static final long serialVersionUID = 1;

        NoSandbox(String reason) {
            super(Autograder.MESSAGES.get("grade.no-sandbox", reason));
        }
    }

    void run() throws NoSandbox, IOException, InterruptedException {
        List<String> missing = Sandbox.missing();
        if (!missing.isEmpty()) {
            String program = missing.get(0);
            throw new NoSandbox(Autograder.MESSAGES.get("grade.no-program", program, Sandbox.PROGRAMS.get(program)));
        }
        Path secret = Files.writeString(work.resolve("secret"), "secret");
        Sandbox.readable(secret);
        String[] holes;
        try (ServerSocket outside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WorkerProcess worker = new WorkerProcess(work, 0, true)) {
            List<Path> secrets = List.of(secret, top, CommandJar.jarOf(SelfCheck.class));
            holes = worker.ask(
                    new GradeWorker.Order(null, "", true, 0, secrets, outside.getLocalPort()), String[].class);
        } catch (IOException e) {
            throw new NoSandbox(Autograder.MESSAGES.get("grade.hole.start", said(e)));
        }
        if (holes.length > 0) {
            throw new NoSandbox(String.join(" ", holes));
        }
    }

    /** What bubblewrap said, where it did not start. */
    private String said(IOException e) throws IOException {
        List<String> log = Files.readAllLines(work.resolve("worker0.log"));
        return log.isEmpty() ? e.getMessage() : log.get(0);
    }
}
