package netprog.netlab.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import netprog.util.Bytes;
import netprog.util.Messages;
import org.jline.utils.WCWidth;
import picocli.CommandLine;

/** How the network lab's commands show what they found. */
public final class Output {
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    private Output() {}

    /**
     * Prints one JSON document.
     *
     * @param out where to
     * @param document maps, lists and values
     * @throws JsonProcessingException if it holds something else
     */
    public static void json(PrintWriter out, Object document) throws JsonProcessingException {
        out.println(
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document));
    }

    /**
     * Aligns the columns of some rows; the last column, with words, is not filled up.
     *
     * @param rows all with as many cells
     * @return a line for each
     */
    public static List<String> align(List<String[]> rows) {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).length - 1];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row[i]));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row[i]).append(" ".repeat(widths[i] - width(row[i]) + 2));
        }
        return Bytes.escape((line + row[widths.length]).stripTrailing());
    }

    /** The columns that a text takes on a terminal: a Korean letter takes two. */
    static int width(String text) {
        return text.codePoints()
                .map(WCWidth::wcwidth)
                .filter(width -> width > 0)
                .sum();
    }

    /** Chooses the system's own command: on Linux, macOS or Windows. */
    static String choose(String linux, String mac, String windows) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("windows") ? windows : system.startsWith("mac") ? mac : linux;
    }

    /** Says in one line that the system did not tell, and gives the exit status. */
    static int failed(CommandLine command, IOException e, String systemsOwn) {
        command.getErr()
                .println(Bytes.escape(
                        MESSAGES.get("error.system", command.getCommandName(), e.getMessage(), systemsOwn)));
        return 1;
    }

    /** Makes the cells of a row. */
    static String[] cells(Object... cells) {
        return Arrays.stream(cells).map(String::valueOf).toArray(String[]::new);
    }
}
