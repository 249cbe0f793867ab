package netprog.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProcessOutputTest {
    private static final Duration LONG = Program.TIMEOUT;
    private static final Duration SHORT = Duration.ofMillis(1);

    private final PipedOutputStream process = new PipedOutputStream();

    @Test
    void showsWhatCameSoFarAndFindsAPatternInIt() throws Exception {
        ProcessOutput output = new ProcessOutput(new PipedInputStream(process));
        process.write(Wire.bytes("first 한글\nport 4"));
        process.flush();
        assertThat(output.await(Pattern.compile("port (\\d)"), LONG))
                .hasValueSatisfying(found -> assertThat(found.group(1)).isEqualTo("4"));
        assertThat(output.text()).isEqualTo("first 한글\nport 4");
        assertThat(output.hasEnded()).isFalse();
        process.close();
        assertThat(output.awaitEnd(LONG)).isTrue();
        assertThat(output.hasEnded()).isTrue();
    }

    @Test
    void aWaitEndsAtItsTimeoutOrWithTheStream() throws Exception {
        ProcessOutput output = new ProcessOutput(new PipedInputStream(process));
        assertThat(output.await(Pattern.compile("never"), SHORT)).isEmpty();
        assertThat(output.awaitEnd(SHORT)).isFalse();
        process.close();
        assertThat(output.await(Pattern.compile("never"), LONG)).isEmpty();
    }

    @Test
    void keepsTheFirstBytesAndReadsTheRest() throws Exception {
        InputStream stream = new ByteArrayInputStream(new byte[100_000]);
        ProcessOutput output = new ProcessOutput(stream, 10);
        assertThat(output.awaitEnd(LONG)).isTrue();
        assertThat(output.bytes()).hasSize(10);
        assertThat(stream.available()).isZero();
    }

    @Test
    void aStreamThatFailsHasEndedAndIsClosed() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        ProcessOutput output = new ProcessOutput(new InputStream() {
            private int left = 2;

            @Override
            public int read() throws IOException {
                if (left-- > 0) {
                    return 'x';
                }
                throw new IOException("Stream closed");
            }

            @Override
            public void close() {
                closed.set(true);
            }
        });
        assertThat(output.awaitEnd(LONG)).isTrue();
        assertThat(output.text()).isEqualTo("xx");
        assertThat(closed).isTrue();
    }
}
