package netprog.netlab.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/**
 * A page of tables for the lab sheets, in both languages. It is written to target/four-pairs, and must be equal to the
 * one in docs/lab/four-pairs.
 */
final class Document {
    private static final Path WRITTEN = PairHosts.TOP.resolve("tools/netlab/target/four-pairs");
    private static final Path EXPECTED = PairHosts.TOP.resolve("docs/lab/four-pairs");

    /** A table: its heads, of which a text is the key of a column, and rows of texts and keys. */
    private record Table(String name, List<?> heads, List<List<Object>> rows) {}

    private final String name;
    private final List<Table> tables = new ArrayList<>();

    /**
     * Begins a page.
     *
     * @param name the file's, and the beginning of its keys in the bundle
     */
    Document(String name) {
        this.name = name;
    }

    /** Adds a table; the bundle has a sentence for it, and a text for each head that is not a platform. */
    Document table(String table, List<?> heads, List<List<Object>> rows) {
        tables.add(new Table(table, heads, rows));
        return this;
    }

    /** Writes the page in both languages, then compares it. */
    void compare() throws IOException {
        Files.createDirectories(WRITTEN);
        List<String> languages = List.of("", ".ko");
        for (String language : languages) {
            String text = text(Locale.forLanguageTag(language.isEmpty() ? "en" : "ko"));
            Files.writeString(WRITTEN.resolve(name + language + ".md"), text);
        }
        for (String language : languages) {
            Path expected = EXPECTED.resolve(name + language + ".md");
            assertThat(WRITTEN.resolve(name + language + ".md"))
                    .as("The results are not those in %s. If they are right, copy the page there.", expected)
                    .hasSameTextualContentAs(expected);
        }
    }

    private String text(Locale locale) {
        ResourceBundle words = ResourceBundle.getBundle("netprog.netlab.pairs.messages", locale);
        StringBuilder text = new StringBuilder();
        text.append("# ").append(words.getString(name + ".title")).append("\n\n");
        text.append(words.getString("made")).append("\n");
        for (Table table : tables) {
            String key = name + "." + table.name();
            text.append("\n").append(words.getString(key)).append("\n\n");
            line(text, table.heads().stream().map(Document::head).toList(), words);
            text.append("|---".repeat(table.heads().size())).append("|\n");
            table.rows().forEach(row -> line(text, row, words));
        }
        return text.toString();
    }

    private static Object head(Object head) {
        return head instanceof Platform ? head : new MessageKey("column." + head);
    }

    private static void line(StringBuilder text, List<?> cells, ResourceBundle words) {
        text.append(cells.stream()
                .map(cell -> cell instanceof MessageKey word ? words.getString(word.key()) : cell.toString())
                .map(cell -> cell.strip().replaceAll("\\s+", " ").replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
