package netprog.grading;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import netprog.wire.Wire;

/** Runs the student's programs in this JVM, each on a thread of its own: quick, and breakpoints work. */
final class JvmRunner implements ProgramRunner {
    /** The thread group of each program. */
    static final String THREAD_GROUP = "student";

    private static final ScheduledExecutorService CLEANER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cleaner");
        thread.setDaemon(true);
        return thread;
    });

    private static final int LOOKS = 5; // 5 ms apart, until no thread is seen at work

    private static final long SPINS = 3_000_000; // nanoseconds of processor time, long after its end

    private final Assignment assignment;
    private final ClassLoader source;
    private final Map<String, byte[]> classFiles = new ConcurrentHashMap<>(); // read once, loaded for each program
    private final Runnable unstoppable;

    /**
     * Creates one.
     *
     * @param classpath where the student's classes are; empty if they are on the class path of this JVM
     * @param unstoppable called when a program's threads cannot be stopped
     */
    JvmRunner(Assignment assignment, List<Path> classpath, Runnable unstoppable) {
        this.assignment = assignment;
        this.source = classpath.isEmpty()
                ? assignment.getClass().getClassLoader()
                : new URLClassLoader(classpath.stream().map(JvmRunner::url).toArray(URL[]::new), null);
        this.unstoppable = unstoppable;
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry.toString(), e);
        }
    }

    @Override
    public Run server(String name, Protocol protocol, Map<String, String> arguments) {
        try {
            if (protocol == Protocol.TCP) {
                RetainingServerSocket listener = new RetainingServerSocket();
                listener.bind(Wire.local(0));
                return new Run(listener, listener.getLocalPort(), run -> serve(run, name, listener, arguments));
            }
            DatagramSocket socket = new DatagramSocket(Wire.local(0));
            return new Run(socket, socket.getLocalPort(), run -> serve(run, name, socket, arguments));
        } catch (IOException e) {
            throw new GraderFault(GradingWords.get("fault.socket", e.getMessage()), e);
        }
    }

    private static int serve(Run run, String name, AutoCloseable socket, Map<String, String> arguments)
            throws Throwable {
        run.code.serve(name, socket, arguments);
        return 0;
    }

    @Override
    public Run client(String name, InetSocketAddress server) {
        return new Run(null, 0, run -> run.code.run(name, server, run.keyboard(), run.screen));
    }

    @Override
    public Run values() {
        return new Run(null, 0, null);
    }

    private interface Work {
        int run(Run run) throws Throwable;
    }

    /** Returns the threads of programs that are left, at work or not. */
    static List<Thread> threadsLeft() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] threads = new Thread[top.activeCount() + 16];
        return Arrays.stream(threads, 0, top.enumerate(threads))
                .filter(thread -> thread.getThreadGroup() != null
                        && thread.getThreadGroup().getName().equals(THREAD_GROUP))
                .toList();
    }

    /** Whether a thread waits for a datagram: an interrupt does not end that, the timeout of a client does. */
    static boolean waitsForDatagram(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("receive")
                        && frame.getClassName().equals("java.net.DatagramSocket"));
    }

    /** One started program. */
    final class Run implements RunningProgram {
        private final StudentCode code = assignment.code(new FreshLoader());
        private final AutoCloseable socket;
        private final int port;
        private final PipedOutputStream typed = new PipedOutputStream();
        private final Screen shown = new Screen();
        private final PrintStream screen = new PrintStream(shown, true, StandardCharsets.UTF_8);
        private final PipedInputStream keys = new PipedInputStream(1 << 20);
        private final CountDownLatch ended = new CountDownLatch(1);
        private final ThreadGroup threads = new ThreadGroup(THREAD_GROUP);
        private volatile Ending ending;

        Run(AutoCloseable socket, int port, Work work) {
            this.socket = socket;
            this.port = port;
            try {
                keys.connect(typed);
            } catch (IOException e) {
                throw new IllegalStateException(e); // only if it is connected already
            }
            if (work != null) {
                start(() -> run(work));
            }
        }

        private BufferedReader keyboard() {
            return new BufferedReader(new InputStreamReader(keys, StandardCharsets.UTF_8));
        }

        private Thread start(Runnable task) {
            Thread thread = new Thread(
                    threads,
                    () -> {
                        StudentOutput.muteThisThread();
                        task.run();
                    },
                    "student");
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                throw new GraderFault(GradingWords.get("fault.thread", e.getMessage()), e);
            }
            return thread;
        }

        private void run(Work work) {
            try {
                ending = Ending.returned(work.run(this));
            } catch (Throwable e) {
                ending = Ending.threw(e.toString(), e instanceof IOException, Place.of(e, assignment));
            }
            ended.countDown();
            if (ending.failed()) {
                closeSocket(); // clients are refused, as when a process ends
            }
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void settle() {
            // A to-do records itself when it is constructed.
        }

        @Override
        public List<String> todos() {
            return code.todos();
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
        public boolean waitsWithoutLimit() {
            try {
                if (socket instanceof DatagramSocket datagrams && datagrams.getSoTimeout() > 0) {
                    return false;
                }
                if (socket instanceof RetainingServerSocket listener && listener.hasTimeLimit()) {
                    return false;
                }
            } catch (IOException e) {
                return false; // it is closed
            }
            Thread[] alive = alive();
            return alive.length > 0 && Arrays.stream(alive).allMatch(this::waitsWithoutLimit);
        }

        /** A thread that has just got a message is given a moment, so that it is seen where it waits for the next one. */
        @Override
        public List<Standing> standing() {
            for (int left = LOOKS; ; left--) {
                List<Standing> found = Arrays.stream(alive())
                        .map(thread -> Standing.of(assignment, thread))
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparing(Standing::activity))
                        .toList();
                if (left == 0 || found.isEmpty() || found.get(0).activity() != Standing.Activity.RUNS) {
                    return found;
                }
                LockSupport.parkNanos(5_000_000);
            }
        }

        private boolean waitsWithoutLimit(Thread thread) {
            boolean waits = false;
            for (StackTraceElement frame : thread.getStackTrace()) {
                String method = frame.getMethodName();
                if (method.startsWith("timed")) { // NioSocketImpl.timedRead, timedAccept
                    return false;
                }
                waits |= frame.getClassName().equals("sun.nio.ch.NioSocketImpl")
                                && (method.equals("accept") || method.equals("implRead"))
                        || method.equals("receive") && socket instanceof DatagramSocket
                        || method.equals("getTask"); // a thread of an executor that has nothing to do
            }
            return waits;
        }

        @Override
        public void type(String line) {
            try {
                typed.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                typed.flush();
            } catch (IOException e) {
                // The client has closed its keyboard: what is typed is lost.
            }
        }

        @Override
        public void endInput() {
            try {
                typed.close();
            } catch (IOException e) {
                // As above.
            }
        }

        @Override
        public String screen() {
            return new String(screenFrom(0), StandardCharsets.UTF_8);
        }

        /** What the screen shows behind so many bytes. */
        byte[] screenFrom(int start) {
            return shown.from(start);
        }

        @Override
        public void closeSocket() {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (Exception e) {
                // It is closed.
            }
        }

        @Override
        public StudentCode.Answer answer(StudentCode.Question question) {
            AtomicReference<StudentCode.Answer> answer = new AtomicReference<>();
            Thread thread = start(() -> answer.set(code.answer(question, assignment)));
            try {
                thread.join(AdaptiveTimeouts.replyTimeout());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer.get();
        }

        /** Asks for a value on a thread of the program's. */
        void answer(StudentCode.Question question, java.util.function.Consumer<StudentCode.Answer> receiver) {
            start(() -> receiver.accept(code.answer(question, assignment)));
        }

        @Override
        public void close() {
            closeSocket();
            if (socket instanceof RetainingServerSocket listener) {
                listener.closeAccepted();
            }
            endInput();
            List<Thread> left = threadsInStudentsCode();
            left.forEach(Thread::interrupt);
            Map<Thread, Long> used = new HashMap<>();
            left.forEach(thread -> used.put(thread, processorTime(thread)));
            if (!left.isEmpty()) {
                CLEANER.schedule(() -> stopWhatSpins(used), 200, TimeUnit.MILLISECONDS);
            }
        }

        private Thread[] alive() {
            Thread[] alive = new Thread[threads.activeCount() + 16];
            return Arrays.copyOf(alive, threads.enumerate(alive));
        }

        /**
         * The threads that the program left at work. Not all of its group: a pool of the JDK's that all programs share (the
         * one behind asynchronous channels, the common pool) has threads there if this program was the first to use it.
         */
        private List<Thread> threadsInStudentsCode() {
            return Arrays.stream(alive())
                    .filter(thread ->
                            Arrays.stream(thread.getStackTrace()).anyMatch(frame -> isStudents(frame.getClassName())))
                    .toList();
        }

        private static long processorTime(Thread thread) {
            return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
        }

        /** A thread that spins would take the processor from all tests behind it. */
        @SuppressWarnings({"deprecation", "removal"})
        private void stopWhatSpins(Map<Thread, Long> used) {
            for (Thread thread : threadsInStudentsCode()) {
                if (processorTime(thread) - used.getOrDefault(thread, 0L) > SPINS) {
                    try {
                        thread.stop();
                    } catch (UnsupportedOperationException | LinkageError e) { // Java 20 and newer
                        unstoppable.run();
                        return;
                    }
                }
            }
        }
    }

    private boolean isStudents(String className) {
        return Place.isStudents(assignment.packageName(), className);
    }

    /** A client's screen. What exceeds its size is thrown away, so that endless output fills no memory. */
    private static final class Screen extends OutputStream {
        private static final int MAX = 1 << 20; // bytes
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            kept.write(bytes, offset, Math.min(length, MAX - kept.size()));
        }

        synchronized byte[] from(int start) {
            return start >= kept.size() ? new byte[0] : Arrays.copyOfRange(kept.toByteArray(), start, kept.size());
        }
    }

    private byte[] classFile(String name) throws ClassNotFoundException {
        byte[] known = classFiles.get(name);
        if (known != null) {
            return known;
        }
        try (InputStream in = source.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            classFiles.put(name, bytes);
            return bytes;
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /**
     * Loads the student's package anew for each program, so that no static survives from one test to the next; everything else
     * comes from the engine's own loader. Where no class path is given the class files are those that the tests would see.
     */
    private final class FreshLoader extends ClassLoader {
        FreshLoader() {
            super(assignment.getClass().getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!isStudents(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                byte[] bytes = classFile(name);
                return defineClass(name, bytes, 0, bytes.length);
            }
        }

        @Override
        protected URL findResource(String name) {
            return source.getResource(name);
        }
    }
}
