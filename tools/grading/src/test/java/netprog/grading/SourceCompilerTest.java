package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import netprog.grading.SourceCompiler.CompileError;
import netprog.grading.SourceCompiler.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the compiler says of the mistakes that beginners make, and the sentence that helps. */
class SourceCompilerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void m() { ServerSocket s = null; }                    | add \"import java.net.ServerSocket;\"",
                "void m() { String s = txt; }                           | does not know this name",
                "void m() { \"a\".lenght(); }                           | no method with this name",
                "void m() { Thread.sleep(1); }                          | a checked exception",
                "int m(int i) { if (i > 0) { return 1; } }              | every branch",
                "int m() { return \"1\"; }                              | another type",
                "void m() { \"a\".substring(); }                        | with other parameters",
                "void m() { if (true) {                                 | a closing brace is missing",
                "void m() { int i = 1 }                                 | a semicolon or a parenthesis",
                "void m() { int i; i++; }                               | no value yet",
                "void m(int i) { int i = 2; }                           | declared already",
                "void m() { int i = 1; i++; new Thread(() -> { int j = i; }); } | assigned once",
                "static void m() { n(); } void n() {}                   | has no object",
                "void m() { 1 + 1; }                                    | no statement by itself",
                "void m() { String s = \"a; }                           | a quotation mark is missing",
                "void m() { int i = 1； }                               | an input method",
            })
    void aMistakeIsToldAsTheCompilerSaysItWithASentenceOfHelp(String code, String help) throws IOException {
        Source source = new Source("Some.java", "src/Some.java", "class Some {\n    " + code + "\n}\n");
        List<CompileError> errors =
                SourceCompiler.compile(List.of(source), List.of(), List.of()).errors();
        assertThat(errors.get(0).lines())
                .satisfies(lines -> assertThat(lines.get(0)).matches("src/Some\\.java:[23]: error: .+"))
                .anySatisfy(line -> assertThat(line).matches(" *\\^"));
        assertThat(String.join(" ", errors.get(0).lines())).contains("-> ").contains(help);
    }
}
