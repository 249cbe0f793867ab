package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import netprog.grading.SourceCompiler.Result;
import netprog.grading.SourceCompiler.Source;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the classes are after a change: always those that a compilation of everything makes. */
@Execution(ExecutionMode.CONCURRENT)
class ChangedSourcesTest {
    private static final Source PRICE = source("Price", """
            class Price {
                static final int TAX = 10;
                static long of(int count) { return count * 2L; }
                private static int discount() { return new Object() { int none() { return 0; } }.none(); }
            }
            """);
    private static final Source ORDER = source("Order", """
            class Order {
                static String text() { return Price.TAX + " " + Price.of(1); }
            }
            """);
    private static final Source OTHER = source("Other", "class Other { static int one() { return 1; } }\n");

    @TempDir
    private Path folder;

    private ChangedSources compiler;
    private Result first;

    private static Source source(String name, String text) {
        return new Source(name + ".java", name + ".java", text);
    }

    private static Source change(Source source, String text, String by) {
        assertThat(source.text()).contains(text);
        return new Source(source.name(), source.shown(), source.text().replace(text, by));
    }

    @BeforeEach
    void compileAll() throws IOException {
        compiler = new ChangedSources(folder.resolve("compiled"));
        first = compile(PRICE, ORDER, OTHER);
        assertThat(first.errors()).isEmpty();
    }

    private Result compile(Source... sources) throws IOException {
        return compiler.compile(List.of(sources), List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count * 2L              | count * 3L                    | true",
                "none() { return 0; }    | none() { return 1; }          | true",
                "private static int disc | private static long disc      | true",
                "TAX = 10                | TAX = 11                      | false",
                "static long of          | static int of                 | false",
                "of(int count)           | of(long count)                | false",
                "static long of          | static long of(byte b) { return 7; } static long of | false",
                "class Price             | class Price extends Thread    | false",
                "return count            | return cuont                  | false",
                "2L; }                   | 2L;                           | false",
            })
    void aChangeThatOtherFilesCannotSeeIsCompiledAlone(String text, String by, boolean alone) throws IOException {
        Result result = assertThatItIsWhatEverythingGives(change(PRICE, text, by), ORDER, OTHER);
        assertThat(result.classes().get("Other.class") == first.classes().get("Other.class"))
                .isEqualTo(alone);
        assertThatItIsWhatEverythingGives(PRICE, ORDER, OTHER);
    }

    @Test
    void classesThatAreGoneAreLeftOut() throws IOException {
        assertThatItIsWhatEverythingGives(
                change(PRICE, "new Object() { int none() { return 0; } }.none()", "0"), ORDER, OTHER);
        assertThatItIsWhatEverythingGives(PRICE, ORDER);
        assertThatItIsWhatEverythingGives(PRICE, ORDER, OTHER);
    }

    @Test
    void aClassThatTwoFilesDeclareIsAnErrorThenToo() throws IOException {
        Source other = source("Other", OTHER.text() + "class Price {}\n");
        assertThat(compile(PRICE, ORDER, other).errors()).isNotEmpty();
        Source helped = source("Other", OTHER.text() + "class Helper {}\n");
        assertThatItIsWhatEverythingGives(PRICE, ORDER, helped);
        assertThat(compile(PRICE, source("Order", ORDER.text() + "class Helper {}\n"), helped)
                        .errors())
                .isNotEmpty();
    }

    @Test
    void whatNoOtherFileNamesMayChangeAsItLikes() throws IOException {
        Source other = change(OTHER, "static int one()", "static long two() { return 2; } static int one()");
        Result result = assertThatItIsWhatEverythingGives(PRICE, ORDER, other);
        assertThat(result.classes().get("Price.class")).isSameAs(first.classes().get("Price.class"));
        Source user = change(other, "return 2;", "return Price.TAX;");
        assertThatItIsWhatEverythingGives(PRICE, ORDER, user);
        assertThatItIsWhatEverythingGives(change(PRICE, "TAX = 10", "TAX = 11"), ORDER, user);
    }

    private Result assertThatItIsWhatEverythingGives(Source... sources) throws IOException {
        Result expected = SourceCompiler.compile(List.of(sources), List.of(), List.of());
        Result result = compile(sources);
        assertThat(result.errors()).isEqualTo(expected.errors());
        assertThat(result.classes().keySet()).isEqualTo(expected.classes().keySet());
        expected.classes()
                .forEach((name, bytes) ->
                        assertThat(result.classes().get(name)).as(name).isEqualTo(bytes));
        return result;
    }
}
