package netprog.week04.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import org.junit.jupiter.api.Test;

class CaseMenuTest {
    @Test
    void printsThePromptBeforeItReads() throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream screen = new PrintStream(new BufferedOutputStream(shown), false, UTF_8);

        assertThat(CaseMenu.ask(new BufferedReader(Reader.nullReader()), screen, UTF_8))
                .isNull();

        assertThat(shown.toString(UTF_8)).endsWith("Choice : ");
    }
}
