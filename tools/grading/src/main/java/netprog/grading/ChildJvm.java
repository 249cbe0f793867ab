package netprog.grading;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import netprog.grading.ChildProtocol.Action;
import netprog.grading.ChildProtocol.Command;
import netprog.grading.ChildProtocol.Event;
import netprog.grading.ChildProtocol.Kind;

/** A JVM of its own for the student's programs, with {@link ChildMain} as its main class: ending it ends all of them. */
final class ChildJvm implements ProgramRunner {
    /** How long a JVM may take to be ready, in seconds; no limit of a test runs before it is. */
    private static final int START = 60;

    private static final int MAX_FORGET = 2000; // milliseconds
    private static final int FORGET_LOOK = 50;
    private static final int MAX_SCREEN = 1 << 20; // bytes
    private static final int MAX_WORDS = 20; // lines that the JVM itself printed
    private static final int OUT_OF_MEMORY = 3; // exit status of -XX:+ExitOnOutOfMemoryError
    private static final int SIGNALLED = 128; // exit status: this and the number of the signal

    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "starts processes");
        thread.setDaemon(true);
        return thread;
    });

    /** Starting a JVM is work: more at a time than there are processors would only make the others' limits longer. */
    private static final Semaphore STARTING = new Semaphore(Runtime.getRuntime().availableProcessors());

    private final Process process;
    private final boolean shared;
    private final boolean sandboxed;
    private final Map<Integer, Program> programs = new ConcurrentHashMap<>();
    private final AtomicInteger lastProgram = new AtomicInteger();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final BlockingQueue<Event> forgotten = new LinkedBlockingQueue<>();
    private final Deque<String> words = new ArrayDeque<>();
    private volatile boolean usable = true;

    /**
     * Starts one, and waits until it is ready.
     *
     * @param command how it is started
     * @param charset the default charset in it
     * @param shared whether programs of several tests run in it: what ends or disturbs it then proves nothing about a test
     */
    ChildJvm(Assignment assignment, ChildCommand command, String charset, boolean shared) {
        this.shared = shared;
        this.sandboxed = command.sandboxed();
        List<String> words = new ArrayList<>(command.java());
        words.addAll(List.of(
                "-Dfile.encoding=" + charset,
                ChildMain.class.getName(),
                assignment.getClass().getName(),
                command.classpath()));
        STARTING.acquireUninterruptibly();
        try {
            process = start(words, sandboxed, null);
            Thread reader = new Thread(this::readEvents, "events of a child");
            reader.setDaemon(true);
            reader.start();
            if (!ready.await(START, TimeUnit.SECONDS) || !usable) {
                close();
                throw new GraderFault(GradingWords.get("fault.child", saidByItself()), null);
            }
            MeasuredLoad.count(process.toHandle());
            process.descendants().forEach(MeasuredLoad::count); // behind a sandbox
        } catch (IOException e) {
            throw new GraderFault(GradingWords.get("fault.child", e.getMessage()), e);
        } catch (OutOfMemoryError e) { // no further thread
            throw new GraderFault(GradingWords.get("fault.thread", e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraderFault(GradingWords.get("fault.interrupted"), e);
        } finally {
            STARTING.release();
        }
    }

    /**
     * Starts a process, without options that the user has set for JVMs: they would be printed among its output, and may
     * contradict ours. A sandbox ends with the thread that started it, so that one never ends.
     *
     * @param sandboxed whether it gets no environment at all
     * @param errors where its error output goes; null if it is to be read with the other output
     */
    static Process start(List<String> words, boolean sandboxed, ProcessBuilder.Redirect errors) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        if (errors == null) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(errors);
        }
        if (sandboxed) {
            builder.environment().clear();
        }
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        try {
            return STARTER.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraderFault(GradingWords.get("fault.interrupted"), e);
        }
    }

    /** Ends a process and all that it has started. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private String saidByItself() {
        synchronized (words) {
            return words.isEmpty() ? "exit status " + exitStatus() : String.join(" ", words);
        }
    }

    /** Whether programs can still be started in it. */
    boolean isUsable() {
        return usable;
    }

    /** Lets it load all classes anew; returns whether it is as good as a new one. */
    boolean forget() {
        send(Command.of(0, Action.FORGET));
        try {
            for (int waited = 0; usable && waited < MAX_FORGET; waited += FORGET_LOOK) {
                Event event = forgotten.poll(FORGET_LOOK, TimeUnit.MILLISECONDS);
                if (event != null) {
                    return event.yes();
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void readEvents() {
        try (BufferedReader events = new BufferedReader(
                new InputStreamReader(new BoundedInput(process.getInputStream()), StandardCharsets.UTF_8))) {
            String line;
            while ((line = events.readLine()) != null) {
                if (line.startsWith("{")) {
                    take(ChildProtocol.MAPPER.readValue(line, Event.class));
                } else {
                    synchronized (words) {
                        words.add(line);
                        if (words.size() > MAX_WORDS) {
                            words.removeFirst();
                        }
                    }
                }
            }
        } catch (IOException e) {
            // It was ended while we read.
        } finally {
            usable = false;
            if (sandboxed) {
                close(); // it may go on, with an end of its output or with too much of it
            }
            ready.countDown();
            programs.values().forEach(Program::childHasEnded);
        }
    }

    private void take(Event event) {
        if (event.kind() == Kind.READY) {
            ready.countDown();
        } else if (event.kind() == Kind.FORGOTTEN) {
            forgotten.add(event);
        } else if (event.kind() == Kind.UNSTOPPABLE) {
            disturbed();
        } else {
            Program program = programs.get(event.program());
            if (program != null) {
                program.take(event);
            }
        }
    }

    /** Some program takes the processor from all others, or does not let the child answer: it ends, with all in it. */
    private void disturbed() {
        if (shared) {
            usable = false;
            programs.values().forEach(program -> program.disturbed = true); // before their sockets are closed
            close();
        }
    }

    private void send(Command command) {
        try {
            byte[] line = (ChildProtocol.MAPPER.writeValueAsString(command) + "\n").getBytes(StandardCharsets.UTF_8);
            OutputStream out = process.getOutputStream();
            synchronized (out) {
                out.write(line);
                out.flush();
            }
        } catch (IOException e) {
            // The child has ended; its reader knows.
        }
    }

    private int exitStatus() {
        try {
            return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public RunningProgram server(String name, Protocol protocol, Map<String, String> arguments) {
        Action action = protocol == Protocol.TCP ? Action.START_TCP_SERVER : Action.START_UDP_SERVER;
        return start(action, name, arguments, 0);
    }

    @Override
    public RunningProgram client(String name, InetSocketAddress server) {
        return start(Action.START_CLIENT, name, null, server.getPort());
    }

    @Override
    public RunningProgram values() {
        return start(Action.START_VALUES, null, null, 0);
    }

    private RunningProgram start(Action action, String name, Map<String, String> arguments, int port) {
        Program program = new Program(lastProgram.incrementAndGet(), action == Action.START_CLIENT);
        programs.put(program.id, program);
        if (!usable) {
            program.childHasEnded();
        }
        program.start(new Command(program.id, action, name, arguments, port, null, null));
        return program;
    }

    @Override
    public void close() {
        usable = false;
        end(process);
    }

    /** A program that runs in this child. */
    private final class Program implements RunningProgram {
        private final int id;
        private final boolean client;
        private final BlockingQueue<Event> replies = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
        private final List<String> todos = new ArrayList<>();
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean closed;
        private volatile boolean disturbed;
        private volatile int port;
        private volatile Ending ending;

        Program(int id, boolean client) {
            this.id = id;
            this.client = client;
        }

        void start(Command command) {
            send(command);
            Event reply = reply(TimeUnit.SECONDS.toMillis(START), Kind.STARTED, Kind.NOT_STARTED);
            if (reply == null && !disturbed && ending == null || reply != null && reply.kind() == Kind.NOT_STARTED) {
                throw new GraderFault(
                        reply == null ? GradingWords.get("fault.child", "no answer") : reply.text(), null);
            } else if (reply != null) {
                port = reply.port();
            }
        }

        /** The child's reply to a command; null if there is none in time, or the child has ended. */
        private Event reply(long millis, Kind... wanted) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            try {
                while (true) {
                    Event reply = replies.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (reply == null || reply.kind() == Kind.ENDED) {
                        return null;
                    } else if (List.of(wanted).contains(reply.kind())) {
                        return reply; // others came too late for the command that they answer
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }

        void take(Event event) {
            switch (event.kind()) {
                case TODO -> {
                    synchronized (todos) {
                        todos.add(event.text());
                    }
                }
                case SCREEN -> {
                    synchronized (screen) {
                        screen.write(event.bytes(), 0, Math.min(event.bytes().length, MAX_SCREEN - screen.size()));
                    }
                }
                case ENDED -> {
                    ended(event.ending());
                    if (closed) {
                        programs.remove(id);
                    }
                }
                default -> replies.add(event);
            }
        }

        private void ended(Ending how) {
            ending = how;
            ended.countDown();
        }

        void childHasEnded() {
            if (closed) {
                return;
            }
            if (shared) { // how it ended tells nothing about one of its programs
                disturbed = true;
            } else {
                int status = exitStatus();
                // A signal: the machine, or somebody on it. Into a sandbox nobody sends one.
                disturbed = status > SIGNALLED && !sandboxed;
                if (ending == null) {
                    ending = Ending.threw(
                            status == OUT_OF_MEMORY && saidByItself().contains("OutOfMemoryError")
                                    ? "java.lang.OutOfMemoryError"
                                    : "System.exit(" + status + ")",
                            false,
                            null);
                }
            }
            ended.countDown();
            replies.add(Event.of(id, Kind.ENDED)); // nobody is to wait for a reply
        }

        @Override
        public boolean hasEnded() {
            return ending != null || disturbed || closed && !usable;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void settle() {
            send(Command.of(id, Action.SETTLE));
            if (usable && reply(AdaptiveTimeouts.replyTimeout(), Kind.SETTLED) == null && usable) {
                disturbed();
            }
            if (!usable) {
                ending(AdaptiveTimeouts.replyTimeout()); // the reader says how the child ended
            }
        }

        @Override
        public List<String> todos() {
            synchronized (todos) {
                return List.copyOf(todos);
            }
        }

        @Override
        public Ending ending(int millis) {
            try {
                ended.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ending;
        }

        @Override
        public boolean isDisturbed() {
            return disturbed;
        }

        @Override
        public boolean waitsWithoutLimit() {
            send(Command.of(id, Action.WAITS));
            Event reply = reply(AdaptiveTimeouts.replyTimeout(), Kind.WAITS);
            return reply != null && reply.yes();
        }

        @Override
        public List<Standing> standing() {
            send(Command.of(id, Action.STAND));
            Event reply = reply(AdaptiveTimeouts.replyTimeout(), Kind.STANDS);
            return reply == null ? List.of() : reply.standing();
        }

        @Override
        public void type(String line) {
            send(new Command(id, Action.TYPE, null, null, 0, line, null));
        }

        @Override
        public void endInput() {
            send(Command.of(id, Action.END_INPUT));
        }

        @Override
        public String screen() {
            synchronized (screen) {
                return screen.toString(StandardCharsets.UTF_8);
            }
        }

        @Override
        public void closeSocket() {
            send(Command.of(id, Action.CLOSE_SOCKET));
        }

        @Override
        public StudentCode.Answer answer(StudentCode.Question question) {
            send(new Command(id, Action.ASK, null, null, 0, null, question));
            Event reply = reply(AdaptiveTimeouts.replyTimeout(), Kind.ANSWER);
            return reply == null ? null : reply.answer();
        }

        @Override
        public void close() {
            closed = true;
            send(Command.of(id, Action.CLOSE));
            if (!client || ending != null) { // the end of a client is told later: it may send requests until then
                programs.remove(id);
            }
        }
    }
}
