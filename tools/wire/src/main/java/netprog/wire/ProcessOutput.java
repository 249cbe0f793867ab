package netprog.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One output stream of a process, read by a thread of its own: the process never blocks on a full pipe, however much it
 * writes, and the first bytes are kept. Thread-safe.
 */
public final class ProcessOutput {
    /** How many bytes are kept by default. */
    public static final int MAX_BYTES = 4 << 20;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean ended;

    /** Starts to read {@code stream} to its end, and keeps the first {@link #MAX_BYTES}. */
    public ProcessOutput(InputStream stream) {
        this(stream, MAX_BYTES);
    }

    /** Starts to read {@code stream} to its end, and keeps the first {@code maxBytes}. */
    public ProcessOutput(InputStream stream, int maxBytes) {
        Thread reader = new Thread(() -> read(stream, maxBytes), "process output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream stream, int maxBytes) {
        byte[] buffer = new byte[8192];
        try (stream) {
            int count;
            while ((count = stream.read(buffer)) != -1) {
                synchronized (this) {
                    kept.write(buffer, 0, Math.min(count, maxBytes - kept.size()));
                    notifyAll();
                }
            }
        } catch (IOException e) {
            // The process was ended while we read: what has come so far is kept.
        } finally {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    /** Returns a copy of the bytes that have come so far. */
    public synchronized byte[] bytes() {
        return kept.toByteArray();
    }

    /** Returns what has come so far as UTF-8; its lines end with {@code \n} on every system. */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** Tells whether the stream has ended, so that no more will come. */
    public synchronized boolean hasEnded() {
        return ended;
    }

    /**
     * Waits until the text holds a match.
     *
     * @param pattern looked for anywhere in all that has come so far
     * @return the first match; empty if the stream ended or the time ran out without one
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public synchronized Optional<Matcher> await(Pattern pattern, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Matcher matcher = pattern.matcher(text());
        while (!matcher.find()) {
            if (ended || !waitUntil(deadline)) {
                return Optional.empty();
            }
            matcher = pattern.matcher(text());
        }
        return Optional.of(matcher);
    }

    /**
     * Waits until the stream has ended.
     *
     * @return false if the time ran out
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public synchronized boolean awaitEnd(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!ended) {
            if (!waitUntil(deadline)) {
                return false;
            }
        }
        return true;
    }

    /** Waits for the next bytes, or the end; false if the deadline has passed. */
    private boolean waitUntil(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
        return true;
    }
}
