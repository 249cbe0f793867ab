package netprog.netlab.topology;

import static netprog.netlab.topology.LabException.MESSAGES;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import netprog.netlab.common.Table;
import netprog.netlab.topology.Matrix.Exchange;

/** Shows a matrix as text: a table in Markdown, and the error messages of the clients. */
final class MatrixTable {
    private final List<Exchange> exchanges;

    MatrixTable(List<Exchange> exchanges) {
        this.exchanges = exchanges;
    }

    /** The table: a row for each client's host, a column for each server's host. */
    List<String> lines() {
        Table table = new Table().row(cells("from \\ to", Matrix.HOSTS));
        for (String from : Matrix.HOSTS) {
            table.row(cells(
                    from,
                    Matrix.HOSTS.stream().map(to -> cell(between(from, to))).toList()));
        }
        return table.markdown();
    }

    private static Object[] cells(String first, List<String> others) {
        List<String> cells = new ArrayList<>(List.of(first));
        cells.addAll(others);
        return cells.toArray();
    }

    private static String cell(List<Exchange> all) {
        List<Exchange> good = all.stream().filter(Exchange::seen).toList();
        if (all.isEmpty()) {
            return "-";
        } else if (good.size() == all.size() || good.isEmpty()) {
            return MESSAGES.get(good.isEmpty() ? "matrix.no" : "matrix.yes");
        }
        String names = good.stream().map(e -> e.service() + "/" + e.protocol()).collect(Collectors.joining(" "));
        return names.replaceAll("(\\w+)/tcp \\1/udp", "$1"); // tcp is always before udp
    }

    /** The error messages of the clients without a reply, a line for each pair of hosts. */
    List<String> reasons() {
        Table table = new Table();
        for (String from : Matrix.HOSTS) {
            for (String to : Matrix.HOSTS) {
                if (!between(from, to).stream().allMatch(Exchange::seen)) {
                    table.row(from + " -> " + to, said(from, to, "tcp"), said(from, to, "udp"));
                }
            }
        }
        return table.lines();
    }

    private String said(String from, String to, String protocol) {
        String said = between(from, to).stream()
                .filter(e -> e.protocol().equals(protocol) && !e.seen())
                .map(Exchange::said)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return said.isEmpty() ? "" : (protocol.equals("tcp") ? "TCP: " : "UDP: ") + said;
    }

    private List<Exchange> between(String from, String to) {
        return exchanges.stream()
                .filter(e -> e.from().equals(from) && e.to().equals(to))
                .toList();
    }
}
