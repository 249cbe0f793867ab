package netprog.grading;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs the student's program in a process of its own, with {@link Host} as its main class: ending it ends everything. */
final class ProcessStarter implements Starter {
    /** How long a process may take to be ready, in seconds; no limit of a test runs before it is. */
    private static final int START = 60;

    /** What a screen may hold; the rest is thrown away. */
    private static final int MOST_OUTPUT = 1 << 20;

    /** The start of a JVM is work: more at a time than there are processors would only make the others' limits longer. */
    private static final Semaphore STARTING = new Semaphore(Runtime.getRuntime().availableProcessors());

    private final String classpath;
    private final String charset;

    ProcessStarter(String classpath, String charset) {
        this.charset = charset.isEmpty() ? System.getProperty("file.encoding") : charset;
        this.classpath = classpath.isEmpty() ? System.getProperty("java.class.path") : classpath;
    }

    @Override
    public Started server(String protocol, Map<String, String> users) throws IOException {
        List<String> args = new ArrayList<>(List.of(protocol));
        users.forEach((id, password) -> {
            // A command line has the charset of this machine, which may know no Korean.
            args.add(Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8)));
            args.add(Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8)));
        });
        return start(args);
    }

    @Override
    public Started client(String name, InetSocketAddress server) throws IOException {
        return start(List.of(name, server.getAddress().getHostAddress(), String.valueOf(server.getPort())));
    }

    @Override
    public Started values() throws IOException {
        return start(List.of("values"));
    }

    private Started start(List<String> args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dfile.encoding=" + charset,
                "-cp",
                classpath,
                Host.class.getName()));
        command.addAll(args);
        STARTING.acquireUninterruptibly();
        try {
            return new Run(new ProcessBuilder(command).start(), args.get(0).endsWith("Client"));
        } finally {
            STARTING.release(); // it is ready, or it has failed
        }
    }

    /** One started process. */
    private static final class Run implements Started {
        private final Process process;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final List<String> todos = new ArrayList<>();
        private final CountDownLatch ready = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private final CountDownLatch outEnded = new CountDownLatch(1);
        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private final Semaphore told = new Semaphore(0);
        private final boolean client;
        private volatile boolean gone;
        private volatile int port;
        private volatile Ending ending;

        Run(Process process, boolean client) throws IOException {
            this.process = process;
            Limits.count(process.toHandle());
            this.client = client;
            read("screen", this::readOutput);
            read("events", this::readEvents);
            try {
                if (!ready.await(START, TimeUnit.SECONDS)) {
                    close();
                    throw new IOException("a process was not ready after " + START + " s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new IOException(e);
            }
        }

        private interface Reading {
            void run() throws IOException;
        }

        private void read(String name, Reading reading) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            reading.run();
                        } catch (IOException e) {
                            // The process was ended while we read.
                        }
                    },
                    name);
            thread.setDaemon(true);
            thread.start();
        }

        private void readOutput() throws IOException {
            byte[] buffer = new byte[8192];
            try (InputStream in = process.getInputStream()) {
                int count;
                while ((count = in.read(buffer)) != -1) {
                    synchronized (out) {
                        out.write(buffer, 0, Math.min(count, MOST_OUTPUT - out.size()));
                    }
                }
            } finally {
                outEnded.countDown();
            }
        }

        private void readEvents() throws IOException {
            try (BufferedReader events =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.US_ASCII))) {
                String line;
                while ((line = events.readLine()) != null) {
                    take(line, line.split(" "));
                }
            } finally {
                if (ending == null) {
                    ending = Ending.threw(exitedByItself(), false);
                }
                ready.countDown();
                ended.countDown();
                gone = true;
                answers.add("");
                told.release();
            }
        }

        private void take(String line, String[] words) {
            switch (words[0]) {
                case "ready" -> {
                    port = Integer.parseInt(words[1]);
                    ready.countDown();
                }
                case "todo" -> {
                    synchronized (todos) {
                        todos.add(text(words[1]));
                    }
                }
                case "told" -> told.release();
                case "answer" -> answers.add(line.substring("answer ".length()));
                case "end" -> {
                    ending = words[1].equals("returned")
                            ? Ending.returned(Integer.parseInt(words[2]))
                            : Ending.threw(text(words[2]), words[1].equals("io"));
                    if (words[1].equals("threw")) {
                        closeSocket();
                    }
                    ended.countDown();
                }
                default -> {
                    // The Java virtual machine itself prints a warning now and then.
                }
            }
        }

        private String exitedByItself() {
            try {
                return process.waitFor(5, TimeUnit.SECONDS) ? "System.exit(" + process.exitValue() + ")" : "no end";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "no end";
            }
        }

        private static String text(String base64) {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        }

        @Override
        public int port() {
            return port;
        }

        /** A to-do that was met may still be on its way: the process says when it has told all of them. */
        @Override
        public void settle() {
            told.drainPermits();
            if (gone) {
                return;
            }
            write("todos");
            try {
                told.tryAcquire(Limits.must(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public List<String> todos() {
            synchronized (todos) {
                return List.copyOf(todos);
            }
        }

        @Override
        public Ending ending(int millis) throws InterruptedException {
            // A client's process ends behind its last event, so what it has put on the screen is complete.
            if (ended.await(millis, TimeUnit.MILLISECONDS) && client) {
                outEnded.await(millis, TimeUnit.MILLISECONDS);
            }
            return ending;
        }

        private void write(String line) {
            try {
                OutputStream in = process.getOutputStream();
                in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
            } catch (IOException e) {
                // The process has ended: what is typed goes nowhere.
            }
        }

        @Override
        public void type(String line) {
            for (String one : line.split("\n", -1)) {
                write("type " + one);
            }
        }

        @Override
        public void endInput() {
            write("end-input");
        }

        @Override
        public String screen() {
            synchronized (out) {
                return out.toString(StandardCharsets.UTF_8);
            }
        }

        @Override
        public void closeSocket() {
            write("close");
        }

        @Override
        public String value(String question) {
            write("ask " + question);
            try {
                String answer = answers.poll(Limits.must(), TimeUnit.MILLISECONDS);
                if (answer == null) {
                    return Subject.question("threw", "no answer");
                }
                return answer.isEmpty() ? Subject.question("threw", exitedByItself()) : answer;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Subject.question("threw", "no answer");
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
