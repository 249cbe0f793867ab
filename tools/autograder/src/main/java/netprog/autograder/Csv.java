package netprog.autograder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cells and lines of a CSV file. A file of a platform's is changed in single cells, and stays as it is but for those: a library
 * would write its own quotation marks and line ends.
 */
final class Csv {
    private Csv() {}

    /** Makes a text harmless that is not ours: a spreadsheet takes what begins so for a formula. */
    static String text(String cell) {
        return cell.matches("(?s)[=+\\-@\t\r].*") ? "'" + cell : cell;
    }

    /** Writes a line; cells with commas, quotation marks or line ends stand in quotation marks. */
    static String line(List<String> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",")) + "\r\n";
    }

    static String quoted(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }

    /** A cell as it stands in a file: with its quotation marks, and with the comma or line end behind it. */
    static final class Cell {
        private String raw;
        private final String end;

        Cell(String raw, String end) {
            this.raw = raw;
            this.end = end;
        }

        String value() {
            return raw.length() > 1 && raw.startsWith("\"") && raw.endsWith("\"")
                    ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"")
                    : raw;
        }

        void set(String value) {
            raw = quoted(value);
        }

        @Override
        public String toString() {
            return raw + end;
        }
    }

    /** Reads a file so that its cells, one after the other, are the file again. */
    static List<List<Cell>> read(String file) {
        List<List<Cell>> lines = new ArrayList<>();
        List<Cell> line = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= file.length(); i++) {
            char c = i == file.length() ? '\n' : file.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            boolean end = c == '\n' || c == ',';
            if (end && !quoted || i == file.length()) {
                if (i == file.length() && start == i && line.isEmpty()) {
                    break; // behind the last line end
                }
                boolean carriage = c == '\n' && i > start && file.charAt(i - 1) == '\r';
                int to = carriage ? i - 1 : i;
                line.add(new Cell(file.substring(start, to), file.substring(to, Math.min(i + 1, file.length()))));
                start = i + 1;
                if (c == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            }
        }
        return lines;
    }

    static String write(List<List<Cell>> lines) {
        return lines.stream().flatMap(List::stream).map(Cell::toString).collect(Collectors.joining());
    }
}
