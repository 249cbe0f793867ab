package netprog.netlab.common;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import netprog.util.Bytes;
import org.jline.utils.WCWidth;

/** Rows whose columns are aligned on a terminal, where a Korean character is two columns wide. */
public final class Table {
    private final List<String[]> rows = new ArrayList<>();

    /** Adds a row; all rows have the same number of cells. */
    public Table row(Object... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> Bytes.escape(String.valueOf(cell)))
                .toArray(String[]::new));
        return this;
    }

    /** Returns one line for each row: two spaces between the columns, none at the end. */
    public List<String> lines() {
        return padded().map(row -> String.join("  ", row).stripTrailing()).toList();
    }

    /** Returns the same rows as a table of Markdown, the first one as its head. */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        padded().forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
        lines.add(1, "|" + "---|".repeat(rows.get(0).length));
        return lines;
    }

    private Stream<String[]> padded() {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).length];
        for (String[] row : rows) {
            Arrays.setAll(widths, i -> Math.max(widths[i], width(row[i])));
        }
        return rows.stream().map(row -> {
            String[] padded = new String[row.length];
            Arrays.setAll(padded, i -> row[i] + " ".repeat(widths[i] - width(row[i])));
            return padded;
        });
    }

    /** How many columns of a terminal a text takes. */
    private static int width(String text) {
        return text.codePoints()
                .map(WCWidth::wcwidth)
                .filter(width -> width > 0)
                .sum();
    }
}
